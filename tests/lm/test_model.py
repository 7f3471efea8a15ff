"""The 8-bit graph reads as a plain model does, and broken weights are named.

The model is a tiny one with random weights, written as GGUF and read the plain way for comparison.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="needs the extra mtfix[lm]")
pytest.importorskip("onnx", reason="needs the extra mtfix[lm]")
pytest.importorskip("onnxruntime", reason="needs the extra mtfix[lm]")

from mtfix.errors import UsageError  # noqa: E402
from mtfix.lm import model as under_test  # noqa: E402
from mtfix.lm.graph import CONTEXT, hadamard  # noqa: E402
from mtfix.lm.weights import read_weights  # noqa: E402

WIDTH, HEADS, KEY_HEADS, INNER, LAYERS = 128, 2, 1, 192, 22
TOKENS = ["<|endoftext|>", *(chr(code) for code in range(0x21, 0x7F)), "Ġ", "Ġt", "he", "Ġthe"]
MERGES = ["Ġ t", "h e", "Ġt he"]
SETTINGS: dict[str, Any] = {
    "general.architecture": "llama",
    "general.alignment": 32,
    "llama.block_count": LAYERS,
    "llama.embedding_length": WIDTH,
    "llama.feed_forward_length": INNER,
    "llama.attention.head_count": HEADS,
    "llama.attention.head_count_kv": KEY_HEADS,
    "llama.attention.layer_norm_rms_epsilon": 1e-5,
    "llama.rope.freq_base": 10000.0,
    "tokenizer.ggml.add_bos_token": False,
    "tokenizer.ggml.tokens": TOKENS,
    "tokenizer.ggml.merges": MERGES,
}
_FLOAT, _Q8 = 0, 8


def tensors() -> dict[str, np.ndarray]:
    """Random matrices; every row is a multiple of 32 long."""
    random = np.random.default_rng(5)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return (random.normal(size=(rows, columns)) / np.sqrt(columns)).astype(np.float32)

    norm = lambda: random.uniform(0.5, 1.5, WIDTH).astype(np.float32)  # noqa: E731
    out = {"token_embd.weight": matrix(len(TOKENS), WIDTH) * 2, "output_norm.weight": norm()}
    keys = WIDTH // HEADS * KEY_HEADS
    for layer in range(LAYERS):
        parts = {
            "attn_norm": norm(),
            "attn_q": matrix(WIDTH, WIDTH),
            "attn_k": matrix(keys, WIDTH),
            "attn_v": matrix(keys, WIDTH),
            "attn_output": matrix(WIDTH, WIDTH),
            "ffn_norm": norm(),
            "ffn_gate": matrix(INNER, WIDTH),
            "ffn_up": matrix(INNER, WIDTH),
            "ffn_down": matrix(WIDTH, INNER),
        }
        out.update({f"blk.{layer}.{name}.weight": value for name, value in parts.items()})
    return out


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(_string(one) for one in value)


def q8(matrix: np.ndarray) -> tuple[bytes, np.ndarray]:
    """A matrix in blocks of 32 bytes with a 16-bit scale, and the matrix that they stand for."""
    blocks = matrix.reshape(-1, 32)
    scale = (np.abs(blocks).max(axis=1, keepdims=True) / 127).astype(np.float16)
    steps = np.rint(blocks / scale.astype(np.float32)).astype(np.int8)
    data = np.concatenate([scale.view(np.uint8), steps.view(np.uint8)], axis=1).tobytes()
    return data, (steps * scale.astype(np.float32)).reshape(matrix.shape)


def write(path: Path) -> dict[str, np.ndarray]:
    """Write the model as GGUF, the word matrix in 8 bits; gives the tensors as they are to be read."""
    values = tensors()
    head, body = b"", b""
    for name, value in values.items():
        kind, data = _FLOAT, value.tobytes()
        if name == "token_embd.weight":
            kind, (data, values[name]) = _Q8, q8(value)
        shape = tuple(reversed(value.shape))
        head += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, len(body))
        body += data + bytes(-len(data) % 32)
    settings = b"".join(_string(name) + _value(value) for name, value in SETTINGS.items())
    start = struct.pack("<4sIQQ", b"GGUF", 3, len(values), len(SETTINGS)) + settings + head
    path.write_bytes(start + bytes(-len(start) % 32) + body)
    return values


def plain_surprisal(values: dict[str, np.ndarray], ids: list[int]) -> np.ndarray:
    """The surprisal of each token but the first, computed the plain way in 64 bits."""
    size = WIDTH // HEADS
    angles = np.arange(len(ids))[:, None] * 10000.0 ** -(np.arange(0, size, 2) / size)

    def norm(state: np.ndarray, name: str) -> np.ndarray:
        return state / np.sqrt((state**2).mean(axis=-1, keepdims=True) + 1e-5) * values[f"{name}.weight"]

    def turned(part: np.ndarray) -> np.ndarray:
        out = np.empty_like(part)
        out[:, 0::2] = part[:, 0::2] * np.cos(angles) - part[:, 1::2] * np.sin(angles)
        out[:, 1::2] = part[:, 0::2] * np.sin(angles) + part[:, 1::2] * np.cos(angles)
        return out

    state = values["token_embd.weight"][ids].astype(float)
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        normed = norm(state, f"{block}.attn_norm")
        query, key, value = (normed @ values[f"{block}.attn_{name}.weight"].T for name in "qkv")
        heard = []
        for head in range(HEADS):
            scores = turned(query[:, head * size : (head + 1) * size]) @ turned(key).T / np.sqrt(size)
            scores = np.where(np.tri(len(ids), dtype=bool), scores, -np.inf)
            weights = np.exp(scores - scores.max(axis=1, keepdims=True))
            heard.append(weights / weights.sum(axis=1, keepdims=True) @ value)
        state = state + np.concatenate(heard, axis=1) @ values[f"{block}.attn_output.weight"].T
        normed = norm(state, f"{block}.ffn_norm")
        gate, up = (normed @ values[f"{block}.ffn_{name}.weight"].T for name in ("gate", "up"))
        state = state + (gate / (1 + np.exp(-gate)) * up) @ values[f"{block}.ffn_down.weight"].T
    scores = norm(state, "output_norm") @ values["token_embd.weight"].T
    totals = np.log(np.exp(scores).sum(axis=1))
    return totals[:-1] - scores[np.arange(len(ids) - 1), ids[1:]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lm") / "tiny.gguf"


@pytest.fixture(scope="module")
def values(path: Path) -> dict[str, np.ndarray]:
    return write(path)


@pytest.fixture
def model(path: Path, values: object, monkeypatch: pytest.MonkeyPatch) -> under_test.Model:
    monkeypatch.setattr(under_test, "find_weights", lambda: path)
    return under_test.Model(threads=1)


def test_weights_are_read_as_they_were_written(path: Path, values: dict[str, np.ndarray]) -> None:
    weights = read_weights(path)
    assert {**weights.settings, "llama.attention.layer_norm_rms_epsilon": 1e-5} == SETTINGS
    assert weights.tensors.keys() == values.keys()
    for name, value in values.items():
        np.testing.assert_array_equal(weights.tensors[name], value)


def test_four_bit_blocks_are_read(path: Path) -> None:
    from mtfix.lm.weights import _Reader

    scale, least = np.float16(0.5), np.float16(-3)
    steps = np.arange(32) % 16
    data = scale.tobytes() + least.tobytes() + (steps[:16] | steps[16:] << 4).astype(np.uint8).tobytes()
    np.testing.assert_allclose(_Reader(data)._tensor(0, (1, 32), 3)[0], steps * 0.5 - 3)


@pytest.mark.parametrize("damage", [b"", b"GGUF", b"PK\3\4" + bytes(100), b"GGUF" + bytes([9]) + bytes(60)])
def test_a_broken_file_is_named(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "broken.gguf").write_bytes(damage)
    with pytest.raises(UsageError, match=r"broken\.gguf"):
        read_weights(tmp_path / "broken.gguf")


def test_the_graph_reads_as_the_plain_model_does(model: under_test.Model, values: dict[str, np.ndarray]) -> None:
    texts = ["the cat, the hat", "a", "then 42 others went there!"]
    for text, reading in zip(texts, model.read(texts), strict=True):
        ids = [0, *(number for number, _ in model._tokenizer.tokens(text))]
        expected = plain_surprisal(values, ids)
        assert reading.states.shape == (len(ids) - 1, WIDTH)
        # 8 bits cost a little; a wrong graph is off by as much as the tokens differ among themselves
        assert np.abs(reading.surprisal - expected).mean() < 0.15
        assert len(ids) < 9 or expected.std() > 1.5


def test_company_does_not_change_a_reading(model: under_test.Model) -> None:
    alone = model.read(["the cat sat"])[0]
    (_, among) = model.read(["the cat sat on the mat, and then on the hat", "the cat sat"])
    np.testing.assert_allclose(among.surprisal, alone.surprisal, rtol=1e-4)


def test_progress_counts_up_to_all(model: under_test.Model) -> None:
    told: list[tuple[int, int]] = []
    model.read(["the cat sat on the mat " * 9] * 5 + ["so"], lambda done, all_: told.append((done, all_)))
    assert len(told) > 1
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (6, 6)


def test_a_text_beyond_the_context_is_read_in_part(model: under_test.Model) -> None:
    (reading,) = model.read(["a b " * CONTEXT])
    assert len(reading.surprisal) == CONTEXT - 1


def test_no_texts_need_no_work(model: under_test.Model) -> None:
    assert model.read([]) == []


def test_a_turn_keeps_lengths_and_is_its_own_reverse() -> None:
    turn = hadamard(64)
    np.testing.assert_allclose(turn @ turn, np.eye(64), atol=1e-6)
