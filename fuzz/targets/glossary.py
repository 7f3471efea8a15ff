"""The glossary loader: any text is a Glossary or a GlossaryError that names its place; what loads also compiles."""

from __future__ import annotations

from fuzz.choices import Choices
from fuzz.targets import Target, demand
from mtfix.errors import GlossaryError
from mtfix.glossary import schema
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.load import parse_glossary

_KEYS = (*schema.FILE_KEYS, *schema.ENTRY_KEYS, *schema.VARIANT_KEYS, *schema.TEST_KEYS, *schema.NAME_KEYS)
_PIECES = (
    *(f"{key}: " for key in _KEYS),
    *(f"{key}: [Naka]" for key in schema.CLAUSES),
    *(
        "\n",
        "\n- ",
        "\n  ",
        "\n    - ",
        "- ",
        "  ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "&a ",
        "*a",
        "!!python/name:os ",
        "|\n",
    ),
    *(
        ">-\n",
        "'",
        '"',
        "#",
        "%YAML 1.2\n",
        "---\n",
        "...\n",
        "no",
        "1992",
        "1:30",
        "~",
        "true",
        "<<: ",
        "!!binary ",
        "\t",
    ),
    *("fix", "flag", "suggest", "place", "exact", "regex: (a", "regex: a+", "(?<n>x)\\1", "mtfix: 1\n", "entries:\n- "),
)
_HEADS = (
    "",
    "mtfix: 1\nentries:\n- preferred: Nagorno-Karabakh\n  variants:\n  - ",
    "mtfix: 1\nentries:\n- preferred: ",
)


def glossary(data: bytes) -> None:
    """Load a text made of pieces of glossaries."""
    choices = Choices(data)
    head = choices.pick(_HEADS)
    _load(head + choices.text(30, _PIECES))


def yaml(data: bytes) -> None:
    """Load any text at all."""
    _load(data.decode("utf-8", "replace"))


def _load(text: str) -> None:
    try:
        loaded = parse_glossary(text, "g.yaml")
    except GlossaryError as error:
        demand(all(one.path == "g.yaml" or str(one).startswith("g.yaml") for one in error.problems), "errors say where")
        return
    compiled = compile_glossary(loaded)
    demand(compiled.size == len(loaded.concepts), "every entry is compiled")
    for number in range(compiled.size):
        demand(compiled.concept(number).preferred.text == loaded.concepts[number].preferred.text, "an entry survives")


targets: dict[str, Target] = {"glossary": glossary, "glossary-yaml": yaml}
