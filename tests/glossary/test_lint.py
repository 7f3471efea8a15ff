"""Each lint check finds its examples and nothing else; its fixes mend the file and leave a glossary."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfix.engine import Engine
from mtfix.errors import GlossaryError
from mtfix.formats import text as plain
from mtfix.glossary.document import glossary_format, read_glossary_document
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Survey, Use
from mtfix.lint import Linter, checks, lint
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Document, Example, Finding, Severity, Status
from mtfix.selection import Policy

ALL = checks()
TODAY = datetime.date(2026, 6, 1)
_EXAMPLES = [pytest.param(check, one, id=f"{check.name}-{i}") for check in ALL for i, one in enumerate(check.examples)]
_COUNTER = [
    pytest.param(check, one, id=f"{check.name}-{i}") for check in ALL for i, one in enumerate(check.counterexamples)
]


def document(text: str, path: str = "g.yaml") -> Document:
    return read_glossary_document(text.encode(), path)


def named(name: str) -> Check:
    return next(check for check in ALL if check.name == f"glossary.{name}")


def found(name: str, *texts: str) -> list[list[Finding]]:
    documents = [document(text, f"{number}.yaml") for number, text in enumerate(texts)]
    return lint(documents, chosen=[named(name)], today=TODAY)


def mended(text: str, *chosen: Check) -> str:
    """The text after the safe fixes, by the engine that fixes articles."""
    subject = document(text)
    engine = Engine(Linter(chosen or None, today=TODAY).rules([subject]), Finder(()))
    return engine.run(subject, glossary_format, Policy(Applicability.safe)).output.decode()


@pytest.mark.parametrize(("check", "example"), _EXAMPLES)
def test_example_is_flagged(check: Check, example: Example) -> None:
    subject = document(example.text)
    (findings,) = lint([subject], chosen=[check], today=TODAY)
    assert tuple(subject.text[one.span.start : one.span.end] for one in findings) == example.flagged
    assert {one.rule for one in findings} == {check.name}
    if example.fixed is not None:
        assert mended(example.text, check) == example.fixed
        parse_glossary(example.fixed, "g.yaml")


@pytest.mark.parametrize(("check", "example"), _COUNTER)
def test_counterexample_is_not_flagged(check: Check, example: Example) -> None:
    assert lint([document(example.text)], chosen=[check], today=TODAY) == [[]]


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.name)
def test_check_is_documented_and_tried(check: Check) -> None:
    for heading in ("## What it does", "## Why it matters", "## Example", "## Fix safety"):
        assert heading in check.explanation
    assert check.name.startswith("glossary.")
    assert check.counterexamples
    assert check.examples or check.name in ("glossary.harmful-variant", "glossary.conflict"), (
        "these need more than a file"
    )


def test_chain_names_both_lines_across_files() -> None:
    first = HEAD + "- {preferred: Artsakh, variants: [Arzach]}\n"
    second = HEAD + "- {preferred: Nagorno-Karabakh, variants: [Artsakh]}\n"
    _, (finding,) = found("chain", first, second)
    assert "right form of 'Artsakh' (0.yaml, line 3)" in finding.message
    assert finding.severity is Severity.major
    assert finding.concept == "nagorno-karabakh"


def test_files_with_different_gates_seldom_meet() -> None:
    first = "when: {document_any: [Baku]}\n" + HEAD + "- {preferred: Raisi, variants: [Lacey]}\n"
    second = first.replace("Baku", "Vientiane").replace("Raisi", "Lacy")
    _, (finding,) = found("shared-variant", first, second)
    assert finding.severity is Severity.minor
    _, (finding,) = found("shared-variant", first, second.replace("Vientiane", "Baku"))
    assert finding.severity is Severity.major


def test_layers_of_one_entry_do_not_quarrel() -> None:
    shared = HEAD + "- {preferred: Xyiv, id: x, source: {zh: [基辅]}, variants: [Xyjiw], tests: [{in: a, flags: 0}]}\n"
    local = shared.replace("Xyiv", "Xiev").replace("Xyjiw", "Xyiv, Xyjiw")
    both = lint([document(shared, "shared.yaml"), document(local, "local.yaml")], today=TODAY, layers=[0, 1])
    assert both == [[], []]
    local = local.replace("id: x,", "id: other,")
    _, findings = lint([document(shared, "shared.yaml"), document(local, "local.yaml")], today=TODAY)
    rules = [finding.rule.removeprefix("glossary.") for finding in findings]
    assert rules == ["shared-source", "chain", "shared-variant"]


def test_severity_follows_what_holds_a_variant_back() -> None:
    entry = "- {preferred: Macao, variants: [{text: Australia, action: ACTION}]}\n"
    open_file, gated = HEAD, "when: {document_any: [Macao]}\n" + HEAD

    def severities(head: str, action: str) -> list[Severity]:
        (findings,) = found("known-name", head + entry.replace("ACTION", action))
        return [finding.severity for finding in findings]

    assert severities(open_file, "fix") == [Severity.major]
    assert severities(gated, "fix") == severities(open_file, "flag") == [Severity.minor]
    assert severities(gated, "flag") == []


@pytest.mark.parametrize(
    ("preferred", "variant"), [("Macao", "Australia"), ("Douyin", "trembling"), ("CSRC", "SEC"), ("GIANT", "Giant")]
)
def test_words_that_ruin_other_articles_are_major(preferred: str, variant: str) -> None:
    (findings,) = lint([document(f"{HEAD}- {{preferred: {preferred}, variants: [{variant}]}}\n")], today=TODAY)
    assert Severity.major in {finding.severity for finding in findings}


def test_clean_texts_show_harmful_variants() -> None:
    glossary = document(
        HEAD + "- preferred: Cabinet\n  variants: [state council, {text: the board, when: {document_any: [Xi]}}]\n"
    )
    clean = plain.read(b"The state council met. A state council it was, not the board.", "clean.txt")
    (findings,) = lint([glossary], chosen=[named("harmful-variant")], clean=[clean])
    (finding,) = findings
    assert finding.message.startswith("'state council' stands 2 times in English that is right")
    assert finding.evidence[0] == "clean.txt: …The state council met. A state council it was,…"


def test_fix_mends_what_is_mechanical_and_is_idempotent() -> None:
    text = "\ufeff" + HEAD.replace("\n", "\r\n") + (
        "# kept\r\n- preferred: Nagorno\u200b-Karabakh\r\n  variants:  # kept too\r\n  - Naqqa\r\n  - Naqqa\r\n"
        "  - 'Nagorno-Karabakh' # gone\r\n- {preferred: X, variants: [X, 'a', b, \"a\", X , c]}\r\n"
    )  # fmt: skip
    once = mended(text)
    assert once == "\ufeff" + HEAD.replace("\n", "\r\n") + (
        "# kept\r\n- preferred: Nagorno-Karabakh\r\n  variants:  # kept too\r\n  - Naqqa\r\n"
        "- {preferred: X, variants: ['a', b , c]}\r\n"
    )  # fmt: skip
    assert mended(once) == once


def test_a_list_is_never_emptied() -> None:
    text = HEAD + "- preferred: Baku\n  variants:\n  - Baku\n  - 'Baku'\n- {preferred: X, variants: [X, X]}\n"
    assert mended(text) == text


def test_comment_silences_a_check() -> None:
    text = HEAD + (
        "- preferred: Macao\n  variants:\n  - Australia  # mtfix: ignore glossary.known-name\n  - Kobe\n"
        "# mtfix: ignore glossary.known-name, glossary.missing-test\n- preferred: Kirby\n  variants:\n\n  - Kobe\n"
        "- preferred: Kirbi\n  variants: [Kyoto]\n"
    )
    subject = document(text)
    chosen = [named("known-name"), named("missing-test")]
    result = Engine(Linter(chosen).rules([subject]), Finder(())).run(subject, glossary_format, Policy())
    status = [(text[one.finding.span.start : one.finding.span.end], one.status) for one in result.findings]
    assert status == [
        ("Macao", Status.flagged),
        ("Australia", Status.ignored),
        ("Kobe", Status.flagged),
        ("Kirby", Status.ignored),
        ("Kobe", Status.ignored),
        ("Kirbi", Status.flagged),
        ("Kyoto", Status.flagged),
    ]


def test_all_broken_files_are_told_at_once() -> None:
    with pytest.raises(GlossaryError) as caught:
        lint([document("a: 1", "a.yaml"), document(HEAD + "[]", "b.yaml"), document("", "c.yaml")])
    assert {problem.path for problem in caught.value.problems} == {"a.yaml", "b.yaml", "c.yaml"}


def test_checks_become_rules_with_all_they_say() -> None:
    subject = document(HEAD + " []")
    for rule, check in zip(Linter().rules([subject]), (check for check in ALL if check.enabled), strict=True):
        assert (rule.name, rule.severity, rule.explanation) == (check.name, check.severity, check.explanation)


def test_spans_mark_the_form_however_it_is_written() -> None:
    text = HEAD + (
        "- preferred: \"Nag\\u006frno\"\n  variants: [\"Bac\\u0075\", 'O''Neil', plain words,\n    folded\n    words]\n"
    )
    (concept,) = parse_glossary(text, "g").concepts
    (findings,) = lint([document(text)], chosen=[named("missing-test")])
    assert [text[one.span.start : one.span.end] for one in findings] == ["Nag\\u006frno"]
    survey = Survey([document(text)], [parse_glossary(text, "g")])
    spans = [survey.span(Use(0, concept, term)) for term in concept.variants]
    assert [text[span.start : span.end] for span in spans] == ["Bac\\u0075", "O''Neil", "plain words", "folded"]


def test_retired_entries_are_not_checked() -> None:
    text = HEAD + "- {preferred: Kyiv, variants: [Kiev]}\n- {preferred: Kiev, variants: [Kyiv], status: retired}\n"
    assert found("cycle", text) == [[]]


def test_many_entries_take_no_quadratic_time() -> None:
    entries = "".join(
        f"- {{preferred: Name {i % 500}, source: {{zh: [名{i % 300}]}}, variants: [N{i % 700}, M{i}]}}\n"
        for i in range(10_000)
    )
    started = time.process_time()
    (findings,) = lint([document(HEAD + entries)], today=TODAY)
    assert len(findings) > 10_000
    assert time.process_time() - started < 30


_WORDS = st.sampled_from(
    ["Naka", "naka", "Na\u200bka", "Naqqa", "Upper\u00a0Naka", "Upper Naka", "Asia", "SEC", "Аsia", "!"]
)
_FORM = st.builds(
    lambda word, quote, guard: f"{{text: {quote}{word}{quote}, {guard}}}" if guard else f"{quote}{word}{quote}",
    _WORDS,
    st.sampled_from(["'", '"']),
    st.sampled_from(["", "", "", "action: flag", "when: {window_any: [Naka]}", "replacement: Upper Naka"]),
)


@st.composite
def _glossaries(draw: st.DrawFn) -> str:
    lines = [HEAD.rstrip("\n")] if draw(st.booleans()) else ["when: {document_any: [Asia]}", HEAD.rstrip("\n")]
    for _ in range(draw(st.integers(1, 4))):
        lines.append(f"- preferred: '{draw(_WORDS)}'")
        for key in draw(st.sets(st.sampled_from(["admitted", "variants"]))):
            forms = [
                form if key == "variants" or "{" not in form else "Naka" for form in draw(st.lists(_FORM, max_size=4))
            ]
            if draw(st.booleans()) and forms:
                lines += [f"  {key}:", *(f"  - {form}" for form in forms)]
            else:
                lines.append(f"  {key}: [{', '.join(forms)}]")
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""])


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_glossaries())
def test_fixes_keep_any_glossary_whole(text: str) -> None:
    subject = document(text)
    (findings,) = lint([subject], chosen=ALL, today=TODAY)
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in findings)
    once = mended(text)
    assert mended(once) == once
    before, after = parse_glossary(text, "g").concepts, parse_glossary(once, "g").concepts
    for old, new in zip(before, after, strict=True):
        kept = {one_spelling(term.text) for term in new.terms}
        assert {one_spelling(term.text) for term in old.terms} == kept


def test_a_contradiction_side_by_side_names_both_lines() -> None:
    one, other = HEAD + "- {preferred: Kyiv, variants: [Kiev]}\n", HEAD + "\n- {preferred: Kyiv, admitted: [Kiev]}\n"
    first, (second,) = found("conflict", one, other)
    assert first == []
    assert second.message.startswith("'Kyiv' contradicts 0.yaml, line 3: one holds 'Kiev' to be right")
    documents = [document(one, "0.yaml"), document(other, "1.yaml")]
    assert lint(documents, layers=[0, 1], chosen=[named("conflict")]) == [[], []], "one layer above the other"


@pytest.mark.parametrize(
    ("check", "low", "high"),
    [
        ("chain", "{preferred: Kyiv, variants: [Kiev]}", "{preferred: Kiev, id: chicken-kiev}"),
        ("chain", "{preferred: A, variants: [X]}\n- {preferred: X}", "{preferred: X, status: retired}"),
        ("chain", "{preferred: A, variants: [X]}\n- {preferred: X}", "{preferred: A, admitted: [X]}"),
        ("shared-variant", "{preferred: Raisi, variants: [Lacey]}", "{preferred: Lacy, variants: [Lacey]}"),
        ("contradictory-spelling", "{preferred: Kyiv, variants: [Kiev]}", "{preferred: Kiev Oblast}"),
    ],
)
def test_what_a_layer_above_settles_is_no_defect(check: str, low: str, high: str) -> None:
    documents = [document(f"{HEAD}- {text}\n", f"{number}.yaml") for number, text in enumerate((low, high))]
    assert any(lint(documents, chosen=[named(check)])), "side by side it is one"
    assert lint(documents, chosen=[named(check)], layers=[0, 1]) == [[], []]


def test_a_layer_above_may_not_turn_what_is_written_below() -> None:
    low, high = HEAD + "- {preferred: B, variants: [A]}\n", HEAD + "- {preferred: C, variants: [B]}\n"
    documents = [document(low, "0.yaml"), document(high, "1.yaml")]
    assert [len(some) for some in lint(documents, chosen=[named("chain")], layers=[0, 1])] == [0, 1]
