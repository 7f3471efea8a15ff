"""Glossaries: any text is loaded, or refused with its place; what loads is compiled, laid out, linted and added to."""

from __future__ import annotations

from fuzz.choices import Choices
from fuzz.targets import Target, demand
from mtfix.curation import lint_glossaries
from mtfix.errors import GlossaryError
from mtfix.glossary import schema
from mtfix.glossary.canonical import canonical
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.document import read_glossary_document
from mtfix.glossary.insert import with_entry
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.write import glossary_text, plain_glossary
from mtfix.model import Applicability

_KEYS = (*schema.FILE_KEYS, *schema.ENTRY_KEYS, *schema.VARIANT_KEYS, *schema.TEST_KEYS, *schema.NAME_KEYS)
PIECES = (
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
HEADS = (
    "",
    "mtfix: 1\nentries:\n- preferred: Nagorno-Karabakh\n  variants:\n  - ",
    "mtfix: 1\nentries:\n- preferred: ",
)


def _made(choices: Choices) -> str:
    """A text made of pieces of glossaries, often one that loads."""
    if choices.byte() < 60:
        return choices.pick(HEADS) + choices.text(30, PIECES)
    entries = [_entry(choices) for _ in range(choices.number(3) + 1)]
    text = glossary_text({"mtfix": 1, "entries": entries})
    for _ in range(choices.number(3)):
        at = choices.number(len(text))
        text = text[:at] + choices.text(2, PIECES) + text[at + choices.number(3) :]
    return text


def _entry(choices: Choices) -> dict[str, object]:
    entry: dict[str, object] = {"preferred": choices.text(3) or "Naka", "variants": [choices.text(3) or "Naqqa"]}
    if choices.byte() < 60:
        entry["admitted"] = [{"text": choices.text(2) or "x", "note": choices.text(3)}]
    if choices.byte() < 60:
        entry["source"] = {"zh": ["纳卡", choices.text(1) or "y"]}
    if choices.byte() < 60:
        entry["note"] = choices.text(6)
    return entry


def glossary(data: bytes) -> None:
    """Load and compile a text made of pieces of glossaries."""
    _load(_made(Choices(data)))


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


def layout(data: bytes) -> None:
    """A glossary in canonical form says the same, and formatting it again changes nothing; nothing is lost."""
    text = _made(Choices(data))
    try:
        before = plain_glossary(parse_glossary(text, "g.yaml"))
        made = canonical(text, "g.yaml")
    except GlossaryError as error:
        demand("without a loss" not in str(error), "every glossary that loads can be formatted")
        return
    demand(plain_glossary(parse_glossary(made, "g.yaml")) == before, "the canonical form says the same")
    demand(canonical(made, "g.yaml") == made, "formatting twice is formatting once")


def added(data: bytes) -> None:
    """An entry that is added is there, and the entries before it say what they said."""
    choices = Choices(data)
    text, entry = _made(choices), _entry(choices)
    try:
        before = parse_glossary(text, "g.yaml")
        made = with_entry(text, "g.yaml", entry)
    except GlossaryError:
        return
    after = parse_glossary(made, "g.yaml")
    names = [one.preferred.text for one in before.concepts]
    demand([one.preferred.text for one in after.concepts][: len(names)] == names, "the others are as they were")
    demand(any(one.preferred.text == str(entry["preferred"]).strip() for one in after.concepts), "the entry is there")


def lint(data: bytes) -> None:
    """Every check judges any glossary that loads; what is mended loads again."""
    document = read_glossary_document(_made(Choices(data)).encode("utf-8", "replace"), "g.yaml")
    try:
        [result] = lint_glossaries([document], Applicability.safe)
    except GlossaryError:
        return
    for judged in result.findings:
        span = judged.finding.span
        demand(0 <= span.start <= span.end <= len(document.text), "a finding points into the text")
    parse_glossary(result.output.decode(), "g.yaml")


targets: dict[str, Target] = {
    "glossary": glossary,
    "glossary-yaml": yaml,
    "glossary-layout": layout,
    "glossary-add": added,
    "glossary-lint": lint,
}
