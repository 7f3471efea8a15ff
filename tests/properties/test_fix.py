"""What holds for every document and glossary: a second run changes nothing, and every edit can be undone."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix.api import all_rules
from mtfix.engine import Engine
from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.model import Action, ArticleUse, CaseMode, Concept, ConceptType, Condition, Glossary, Term, TermKind
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Edit, Result, Span
from mtfix.selection import Policy
from mtfix.splice import apply_text

RULES = tuple(rule for rule in all_rules() if rule.name.partition(".")[0] in ("term", "title"))
# few words, so that names overlap, repeat, contain and chain into each other
WORDS = st.sampled_from(
    ["Naka", "Naqqa", "naka", "Nagorno", "Karabakh", "NAKA", "the", "a", "an", "Asia", "of", "é", "纳卡"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([" ".join(words), "-".join(words), "’s ".join(words)])
)
GAPS = st.sampled_from(
    [" ", " ", " ", "-", ", ", ". ", "’s ", "\n", "\n\n", "\u00a0", "  ", "\r\n", "“", "” ", "/", " @", "_"]
)
TEXTS = st.lists(st.tuples(NAMES, GAPS), max_size=12).map(lambda parts: "".join(a + b for a, b in parts))
CONDITIONS = st.none() | st.builds(
    lambda scope, quantifier, words: Condition(((scope, quantifier, tuple(words)),)),
    st.sampled_from(["document", "sentence", "window"]),
    st.sampled_from(["any", "all", "none"]),
    st.lists(WORDS, min_size=1, max_size=2),
)
VARIANTS = st.builds(
    Term,
    NAMES,
    st.just(TermKind.variant),
    st.sampled_from([Action.fix, Action.fix, Action.suggest, Action.flag]),
    st.sampled_from(list(CaseMode)),
    when=CONDITIONS,
    unless=CONDITIONS,
    otherwise=st.sampled_from(list(Action)),
)
CONCEPTS = st.builds(
    lambda preferred, admitted, variants, kind, article: (preferred, admitted, variants, kind, article),
    NAMES,
    st.lists(NAMES, max_size=1),
    st.lists(VARIANTS, max_size=3),
    st.sampled_from([ConceptType.place, ConceptType.person, ConceptType.term, ConceptType.work]),
    st.sampled_from(list(ArticleUse)),
)
GLOSSARIES = st.lists(CONCEPTS, min_size=1, max_size=3).map(
    lambda rows: Glossary(
        "g.yaml",
        tuple(
            Concept(
                f"c{number}",
                Term(preferred, TermKind.preferred),
                kind,
                tuple(Term(text, TermKind.admitted) for text in admitted),
                tuple(variants),
                article=article,
            )
            for number, (preferred, admitted, variants, kind, article) in enumerate(rows)
        ),
    )
)


def run(text: str, glossary: Glossary, threshold: Applicability) -> Result:
    engine = Engine(RULES, Finder((compile_glossary(glossary),)))
    return engine.run(plain.read(text.encode(), "a.txt"), plain.format, Policy(threshold))


@settings(max_examples=400, deadline=None)
@given(TEXTS, GLOSSARIES)
def test_a_second_run_changes_nothing(text: str, glossary: Glossary) -> None:
    once = run(text, glossary, Applicability.safe)
    again = run(once.corrected, glossary, Applicability.safe)
    assert again.corrected == once.corrected


@settings(max_examples=200, deadline=None)
@given(TEXTS, GLOSSARIES, st.sampled_from([Applicability.safe, Applicability.unsafe]))
def test_every_edit_can_be_undone(text: str, glossary: Glossary, threshold: Applicability) -> None:
    result = run(text, glossary, threshold)
    back, shift = [], 0
    for edit in result.edits:
        start = edit.span.start + shift
        back.append(Edit(Span(start, start + len(edit.text)), text[edit.span.start : edit.span.end]))
        shift += len(edit.text) - len(edit.span)
    restored = apply_text(result.corrected, back)
    assert hashlib.sha256(restored.encode()).hexdigest() == result.document.digest


@settings(max_examples=100, deadline=None)
@given(TEXTS, GLOSSARIES, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(text: str, glossary: Glossary, random: object) -> None:
    shuffled = list(RULES)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' Random
    document = plain.read(text.encode(), "a.txt")
    finder = Finder((compile_glossary(glossary),))
    one = Engine(RULES, finder).run(document, plain.format, Policy(Applicability.safe))
    other = Engine(tuple(shuffled), finder).run(document, plain.format, Policy(Applicability.safe))
    assert one.corrected == other.corrected
    assert one.findings == other.findings
