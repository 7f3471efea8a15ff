"""The language model as a graph for ONNX Runtime, with 8-bit weights and activations.

Plain 8-bit numbers ruin this model: a few channels of its states are a hundred times larger than the rest.
So blocks of 64 channels are turned by a Hadamard matrix, which spreads the large ones and changes nothing else: RMS
norms do not see a turn (Ashkboos et al. 2024, QuaRot, arXiv:2404.00456). All turns are made in the matrices beforehand,
but for what goes into the last matrix of each layer.

Weights keep 7 of the 8 bits: processors without VNNI add two products in 16 bits, which 8 bits would overflow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.lm.weights import Weights

if TYPE_CHECKING:
    import numpy as np

    from mtfix.lm.weights import Array

CONTEXT = 512  # tokens of a sentence that are read; the model itself could take 8,192
STATE_LAYER = 20  # the layer whose states are given out: grammar shows best two thirds up
_TURN = 64  # channels turned together; as many as a head has
_LARGEST = 63  # of a weight, in steps: 7 bits
_OPSET, _IR = 18, 9
_VENDOR = "com.microsoft"


def build(weights: Weights) -> bytes:
    """A serialised ONNX model.

    Inputs: ``ids``, sentences by tokens, padded at the end; ``targets``, the same one token ahead; ``last``, where the
    final token of each sentence stands; ``length``, tokens a sentence, with padding.
    Outputs: ``surprisal`` of each target in nats, and ``states``, the normed state of each token at `STATE_LAYER`.
    """
    return _Builder(weights).model()


def hadamard(size: int) -> Array:
    """A square matrix of that size, a power of two, that turns a space: each of its entries is as small as can be."""
    import numpy as np

    turn = np.ones((1, 1), np.float32)
    while len(turn) < size:
        turn = np.block([[turn, turn], [turn, -turn]])
    return turn / np.float32(np.sqrt(size))


def _turned_in(matrix: Array) -> Array:
    """The matrix that takes turned values. The turn is its own reverse."""
    return (matrix.reshape(-1, _TURN) @ hadamard(_TURN)).reshape(matrix.shape)


def _turned_out(matrix: Array) -> Array:
    """The matrix that gives turned values."""
    return _turned_in(matrix.T).T


class _Builder:
    """Adds one operation after the other; the methods return the name of what they compute."""

    def __init__(self, weights: Weights) -> None:
        import numpy as np

        def number(name: str) -> int:
            return int(weights.settings[f"llama.{name}"])

        self._tensors = weights.tensors
        self._layers, self._width = number("block_count"), number("embedding_length")
        self._heads, self._key_heads = number("attention.head_count"), number("attention.head_count_kv")
        self._head = self._width // self._heads
        self._inner = number("feed_forward_length")
        self._epsilon = float(weights.settings["llama.attention.layer_norm_rms_epsilon"])
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        speeds = float(weights.settings["llama.rope.freq_base"]) ** -(np.arange(0, self._head, 2) / self._head)
        angles = np.arange(CONTEXT)[:, None] * speeds
        self._constant("cosines", np.cos(angles).astype(np.float32))
        self._constant("sines", np.sin(angles).astype(np.float32))
        self._constant("last_axis", np.array([-1]))
        self._constant("tiny", np.array(1e-6, np.float32))
        self._constant("unit", np.array(1 / 127, np.float32))
        self._constant("zero", np.array(128, np.uint8))
        self._constant("ones", np.ones(self._width, np.float32))
        self._constant("turn", hadamard(_TURN))
        keys = self._key_heads * self._head
        self._constant("queries_keys_values", np.array([self._width, keys, keys]))
        self._constant("gate_and_up", np.array([self._inner, self._inner]))
        self._constant("in_parts", np.array([0, 0, -1, _TURN]))
        self._constant("in_one", np.array([0, 0, self._inner]))

    def model(self) -> bytes:
        import numpy as np
        from onnx import TensorProto, helper

        words = self._tensors["token_embd.weight"]
        halves = self._op("Gather", self._constant("words", _turned_in(words).astype(np.float16)), "ids")
        state = self._op("Cast", halves, to=TensorProto.FLOAT)
        for layer in range(self._layers):
            state = self._feed_forward(self._attention(state, layer), layer)
        normed = self._norm(state)
        scores = self._linear("scores", normed, _turned_in(words * self._tensors["output_norm.weight"]))
        total = self._op("ReduceLogSumExp", scores, "last_axis")
        self._op("Sub", total, self._op("GatherElements", scores, "targets", axis=-1), output="surprisal")
        place = ["sentences", "tokens"]
        value = helper.make_tensor_value_info
        inputs = [
            value("ids", TensorProto.INT64, place),
            value("targets", TensorProto.INT64, [*place, 1]),
            value("last", TensorProto.INT32, place[:1]),
            value("length", TensorProto.INT32, []),
        ]
        outputs = [
            value("surprisal", TensorProto.FLOAT, [*place, 1]),
            value("states", TensorProto.FLOAT, [*place, self._width]),
        ]
        graph = helper.make_graph(self._nodes, "surprisal", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_VENDOR, 1)]
        return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=_IR).SerializeToString())

    def _attention(self, state: str, layer: int) -> str:
        """The state with what the words before have to say."""
        import numpy as np

        norm, query, key, value, output = (
            self._tensors[f"blk.{layer}.{name}.weight"]
            for name in ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output")
        )
        normed = self._norm(state, output="states" if layer == STATE_LAYER else "")
        read = np.concatenate([query, key, _turned_out(value)]) * norm
        mixed = self._linear(f"read{layer}", normed, _turned_in(read))
        parts = self._ops("Split", mixed, "queries_keys_values", count=3, axis=-1)
        heard = self._ops(
            "GroupQueryAttention",
            *parts,
            *("", "", "last", "length", "cosines", "sines"),
            count=3,
            domain=_VENDOR,
            num_heads=self._heads,
            kv_num_heads=self._key_heads,
            do_rotary=1,
            rotary_interleaved=1,
        )[0]
        return self._op("Add", state, self._linear(f"heard{layer}", heard, _turned_out(_turned_in(output))))

    def _feed_forward(self, state: str, layer: int) -> str:
        """The state with what the model knows about it."""
        import numpy as np

        norm, gate, up, down = (
            self._tensors[f"blk.{layer}.{name}.weight"] for name in ("ffn_norm", "ffn_gate", "ffn_up", "ffn_down")
        )
        opened = self._linear(f"opened{layer}", self._norm(state), _turned_in(np.concatenate([gate, up]) * norm))
        left, right = self._ops("Split", opened, "gate_and_up", count=2, axis=-1)
        product = self._op("Mul", self._op("Mul", left, self._op("Sigmoid", left)), right)
        parts = self._op("MatMul", self._op("Reshape", product, "in_parts"), "turn")
        turned = self._op("Reshape", parts, "in_one")
        return self._op("Add", state, self._linear(f"known{layer}", turned, _turned_out(_turned_in(down))))

    def _norm(self, state: str, output: str = "") -> str:
        """RMS norm; its weights stand in the matrix that follows."""
        return self._op("SimplifiedLayerNormalization", state, "ones", output=output, axis=-1, epsilon=self._epsilon)

    def _linear(self, name: str, value: str, matrix: Array) -> str:
        """`value` times `matrix`, both in 8 bits, with a scale for each row of both.

        So no token's reading depends on what else is read with it, and a huge one does not drown the others.
        """
        import numpy as np

        size = self._op("Max", self._op("ReduceMax", self._op("Abs", value), "last_axis"), "tiny")
        bytes_ = self._op("QuantizeLinear", self._op("Div", value, size), "unit", "zero")
        scale = np.maximum(matrix.max(axis=1), -matrix.min(axis=1)) / np.float32(_LARGEST)
        steps = np.rint(matrix / scale[:, None]).astype(np.int8)
        weight, scales = self._constant(f"{name}_w", steps.T), self._constant(f"{name}_s", scale)
        product = self._op("MatMulIntegerToFloat", bytes_, weight, "unit", scales, "zero", domain=_VENDOR)
        return self._op("Mul", product, size)

    def _constant(self, name: str, value: np.ndarray[Any, Any]) -> str:
        import numpy as np
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _op(self, kind: str, *inputs: str, output: str = "", **settings: Any) -> str:
        return self._ops(kind, *inputs, outputs=(output,) if output else (), **settings)[0]

    def _ops(
        self, kind: str, *inputs: str, count: int = 1, outputs: tuple[str, ...] = (), domain: str = "", **settings: Any
    ) -> tuple[str, ...]:
        from onnx import helper

        outputs = outputs or tuple(f"{kind}{len(self._nodes)}_{number}" for number in range(count))
        self._nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **settings))
        return outputs
