"""How concepts are written: what a compiled glossary keeps of it is what is found anew."""

from __future__ import annotations

from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.spelling import frame_of
from mtfix.glossary.written import written

_GLOSSARY = """
mtfix: 1
entries:
- preferred: Eagles Men Aviation Science and Technology Group
  type: organisation
  source: {zh: [鹰门航空科技, Eagles Men], ru: [Иглз Мен]}
  variants: [Yingmen Aviation, {text: EM, when: {sentence_any: [aviation]}}]
- preferred: "48"
- preferred: de la
- preferred: Nagorno-Karabakh
  status: retired
"""


def test_a_compiled_glossary_keeps_how_concepts_are_written() -> None:
    compiled = compile_glossary(parse_glossary(_GLOSSARY, "g.yaml"))
    entries = list(compiled.entries(range(compiled.size)))
    assert [concept for _, concept, _ in entries] == list(compiled.concepts())
    for _, concept, kept in entries:
        anew = written(concept)
        assert kept.known_frames is not None
        assert (kept.forms, kept.syllables, kept.frames) == (anew.forms, anew.syllables, anew.frames)


def test_parts_are_words_and_words_run_together() -> None:
    group = written(compile_glossary(parse_glossary(_GLOSSARY, "g.yaml")).concept(0))
    assert group.parts["menaviation"] == ("men", "aviation")
    assert group.parts["yingmenaviation"] == ("yingmen", "aviation")
    assert "and" not in group.parts
    assert "em" not in group.parts
    assert ("ying", "men", "hang", "kong", "ke", "ji") in group.syllables
    assert dict(group.frames)["yingmen"] == frame_of("yingmen")
