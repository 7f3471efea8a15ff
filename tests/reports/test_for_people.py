"""The terminal, Markdown and CSV reports: what an editor reads."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import ARTICLE, finding, hostile, judged, place, report, result, sample

from mtfix import registry
from mtfix.formats import text as plain
from mtfix.model import Format, RenderOptions, Severity, Span, Status
from mtfix.reports.csv import COLUMNS
from mtfix.reports.csv import renderer as table
from mtfix.reports.markdown import renderer as markdown
from mtfix.reports.terminal import renderer as terminal
from mtfix.text.excerpt import excerpt
from mtfix.text.visible import columns, visible


def test_terminal() -> None:
    assert terminal.render(sample(), RenderOptions(width=90)) == (
        "news/article.txt\n"
        "  Nagorno-Karabakh: Naqqa ×2 (lines 1, 3)\n"
        "\n"
        "news/article.txt:4:36 major garble.stray-capital a sentence seems to start inside a clause\n"
        "    measured precision 1.00\n"
        "news/article.txt:4:72 critical term.suspect 'Asia' may be Armenia\n"
        "    suggestion: replace with 'the Armenian side' (not certain: not certain)\n"
        "    │ The Azerbaijani side later claimed multiple The region was attacked by Asia.\n"
        "    │                                    ^^^^^^^^^^^^^^^^^^^                 ^^^^\n"
        "\n"
        "news/article.txt:3:25 major term.variant a message\n"
        "    not done: replace with 'Nagorno-Karabakh', because overlaps the fix of x\n"
        "    │ The Naqqa issue and the Naka region: shelling.\n"
        "    │                         ^^^^\n"
        "\n"
        "6 findings in 1 article: 2 fixed, 3 to look at, 1 ignored."
        " Names with one rendering only: 50% before, 100% after.\n"
    )


def test_verbose_tells_the_ignored_ones() -> None:
    assert "ignored: ignored by Ann" in terminal.render(sample(), RenderOptions(verbose=True))
    assert "ignored by Ann" not in terminal.render(sample(), RenderOptions())


def test_colour_is_only_where_it_is_allowed() -> None:
    assert "\x1b" not in terminal.render(hostile(), RenderOptions())
    colored = terminal.render(hostile(), RenderOptions(color=True))
    assert "\x1b[31mred" not in colored
    assert "␛[31mred" in colored


def test_a_clean_run() -> None:
    made = report(result(plain.read(b"Fine.", "b.txt")), result(plain.read(b"Fine.", "c.txt")))
    assert terminal.render(made, RenderOptions()) == "No findings in 2 articles.\n"


def test_changes_that_are_no_names_tell_both_wordings() -> None:
    document = plain.read(b"the the end, again\n", "a.txt")
    found = judged(finding(Span(0, 7), "the", rule="garble.repeated-word"), Status.applied)
    assert "  the the → the ×1 (line 1)\n" in terminal.render(report(result(document, found)), RenderOptions())


def test_changes_are_told_without_markup() -> None:
    format = registry.load("mtfix.formats", "markdown", "format", Format)
    document = format.read(b"The **Na**ka office.\n", "a.md", None)
    found = judged(finding(place(document.text, "Naka"), "Nagorno-Karabakh", concept="nk"), Status.applied)
    assert "Nagorno-Karabakh: Naka ×1 (line 1)" in terminal.render(report(result(document, found)), RenderOptions())


def test_markdown() -> None:
    text = markdown.render(sample(), RenderOptions())
    assert "| Nagorno-Karabakh | Naqqa | 2 | 1, 3 |" in text
    assert "claimed <b>multiple The region</b> was attacked by <b>Asia</b>." in text
    assert "- **minor** term.variant, line 3, column 38: a message (ignored by Ann)" in text


def test_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(table.render(sample(), RenderOptions()))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["status"] for row in rows] == ["applied", "applied", "skipped", "ignored", "flagged", "offered"]
    assert (rows[0]["text"], rows[0]["replacement"], rows[0]["line"]) == ("Naqqa", "Nagorno-Karabakh", "1")


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x", "%x", "＝1"])
def test_no_cell_is_a_formula(word: str) -> None:
    document = plain.read(word.encode(), "=a.txt")
    made = report(result(document, judged(finding(Span(0, len(word)), word, message=word), Status.offered)))
    (row,) = csv.DictReader(io.StringIO(table.render(made, RenderOptions())))
    assert all(row[name].startswith("'") for name in ("path", "text", "replacement", "message"))


def test_wide_letters_are_underlined_in_full() -> None:
    text = "在亚方 attacked, e\u0301e\u0301 Naka"
    lines = excerpt(text, Span(0, len(text)), [Span(1, 3), place(text, "Naka")], 60)
    assert [line.text for line in lines] == [text]
    assert lines[0].underline() == "  ^^^^              ^^^^"


def test_a_place_inside_another_is_marked_in_it() -> None:
    text = "In the Naka region now"
    places = [place(text, "the Naka"), place(text, "the Naka region"), Span(7, 7), place(text, "Naka")]
    (line,) = excerpt(text, Span(0, len(text)), places, 60)
    assert line.text == "In the ‸Naka region now"
    assert line.underline() == "   ~~~~^^^^^~~~~~~~"


def test_long_lines_are_cut_around_the_places() -> None:
    text = "word " * 2000 + "Naka " + "word " * 2000
    lines = excerpt(text, Span(0, len(text)), [place(text, "Naka")], 80)
    assert len(lines) < 5
    assert lines[0].text.startswith("… word")
    assert lines[-1].text.endswith(" …")


def test_places_far_apart_have_windows_of_their_own() -> None:
    text = "Naka " + "word " * 300 + "Naqqa " + "word " * 300
    lines = excerpt(text, Span(0, len(text)), [place(text, "Naka"), place(text, "Naqqa")], 80)
    shown = " ".join(line.text for line in lines)
    assert shown.count("…") == 2
    assert "".join(line.underline() for line in lines).count("^") == len("NakaNaqqa")


def test_words_without_a_blank_are_cut() -> None:
    text = "亚" * 50 + "\u202e" * 10
    lines = excerpt(text, Span(0, len(text)), [Span(10, 55)], 30)
    assert "".join(line.text for line in lines) == visible(text)
    assert max(columns(line.text) for line in lines) == 30
    assert sum(len(line.underline().strip()) for line in lines) == 40 * 2 + 5 * len("<U+202E>")


@given(
    text=st.text(st.sampled_from("ab 亚\u0301\x1b\n\t\u202e"), max_size=400),
    width=st.integers(20, 60),
    data=st.data(),
)
def test_excerpts_fit_and_mark_what_they_should(text: str, width: int, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    places = sorted(
        {Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=4))}
    )
    lines = excerpt(text, Span(0, len(text)), places, width)
    for line in lines:
        assert columns(line.text) <= width
        assert len(line.underline()) <= columns(line.text)
        assert visible(line.text) == line.text
    if all(len(place) == 0 for place in places):
        return
    first = next(place for place in places if len(place))
    marked = "".join(piece for line in lines for piece, index in line.pieces if index is not None)
    shown = visible(text[first.start : first.end]).replace(" ", "")
    assert marked.replace(" ", "").replace("‸", "").startswith(shown[:1])


def test_findings_of_one_sentence_share_one_excerpt() -> None:
    lines = terminal.render(sample(), RenderOptions()).splitlines()
    assert sum("The Azerbaijani side" in line for line in lines) == 1


def test_articles_without_an_end_or_with_findings_across_sentences() -> None:
    text = "One. Two. Three"
    document = plain.read(text.encode(), "a.txt")
    found = judged(finding(Span(0, len(text)), severity=Severity.neutral), Status.flagged)
    assert "^" * len(text) in terminal.render(report(result(document, found)), RenderOptions())
    assert ARTICLE.endswith("\n")
