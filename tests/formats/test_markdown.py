"""Markdown: what is text, what is not, and that edits leave valid mark-up behind."""

import html
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mtfix.formats.markdown import configure, escape, format, read
from mtfix.model import BlockKind, Document, Edit, Span
from mtfix.splice import apply_text, editable, failing, reread, splice, verify


def doc(source: str) -> Document:
    return read(source.encode(), "a.md")


def shown(source: str) -> list[tuple[str, str]]:
    document = doc(source)
    return [(block.kind.value, document.text[block.span.start : block.span.end]) for block in document.blocks]


def replaced(source: str, old: str, new: str) -> str:
    """Every `old` in the text that can be edited, replaced by `new`, proved and written back."""
    document = doc(source)
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(old), document.text)]
    edits = [Edit(span, new) for span in spans if editable(document, span)]
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    return output.decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one\n\ntwo", [("paragraph", "one"), ("paragraph", "two")]),
        ("# Head #\n\nSetext\n---", [("heading", "Head"), ("heading", "Setext")]),
        ("# C# lang\n", [("heading", "C# lang")]),
        ("- a\n- [x] b\n\n1. c", [("list-item", "a"), ("list-item", "b"), ("list-item", "c")]),
        ("> quoted\n> text\nlazy", [("quote", "quoted text lazy")]),
        ("> [!NOTE]\n> text", [("quote", "text")]),
        ("| a | b\\|c |\n|--|--|\n| *d* | |", [("cell", "a"), ("cell", "b|c"), ("cell", "d")]),
        ("- | x | y |\n  |--|--|\n  | 1 | xx |", [("cell", "x"), ("cell", "y"), ("cell", "1"), ("cell", "xx")]),
        ("> a | b\n> --|--\n> 1 | ", [("cell", "a"), ("cell", "b"), ("cell", "1")]),
        ("x[^1]\n\n[^1]: note\n    b\n\n    c", [("paragraph", "x￼"), ("note", "note b"), ("note", "c")]),
        ("con`x`flict", [("paragraph", "con￼flict")]),
        ("con<code>flict</code>", [("paragraph", "con￼")]),
        ("a <https://b.c> d", [("paragraph", "a ￼ d")]),
        ('[text](http://naka "Naka") x', [("paragraph", "text x")]),
        ("![alt](naka.png)", [("caption", "alt")]),
        ("a ![*alt*](x) b", [("paragraph", "a ￼ b"), ("caption", "alt")]),
        ("**Na**ka, _Na_ ~~x~~", [("paragraph", "Naka, Na x")]),
        ("Na&shy;ka &amp; &#8212; \\* \\a", [("paragraph", "Na\xadka & — * \\a")]),
        ("a  \nb\\\nc\nd   ", [("paragraph", "a\nb\nc d")]),
        ("<b>Na</b>ka<br>x", [("paragraph", "Naka\nx")]),
        ("<div>\nNaka\n</div>\n\ntext", [("paragraph", "text")]),
        ("```\nNaka\n```\n\n    Naka\n\ntext", [("paragraph", "text")]),
        ("---\nslug: naka\n---\ntext", [("paragraph", "text")]),
        ("---\n\nfirst\n\n---\n\ntext", [("paragraph", "first"), ("paragraph", "text")]),
        ('{{< figure src="naka" >}}\n\n{% if naka %}text{% endif %} {{ naka }}', [("paragraph", "￼text￼ ￼")]),
        ("{% highlight js %}\nNaka\n\nNaka\n{% endhighlight %}\n\ntext", [("paragraph", "text")]),
        ("{{< highlight go >}}\nNaka\n{{< /highlight >}}\n\ntext", [("paragraph", "text")]),
        ("## Head {#naka}\n\ntext\n{: .naka}", [("heading", "Head ￼"), ("paragraph", "text ￼")]),
        ("[a]: http://naka\n\n[a] b", [("paragraph", "a b")]),
        ("a <!-- Naka --> b <?php naka ?>", [("paragraph", "a  b ￼")]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_what_is_text(source: str, expected: list[tuple[str, str]]) -> None:
    assert shown(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**Na**ka", "**Karabakh**"),
        ("Na**ka** x", "**Karabakh** x"),
        ("**Na***ka*", "**Karabakh**"),
        ("_Naka_", "_Karabakh_"),
        ("**Naka** and Naka", "**Karabakh** and Karabakh"),
        ("Na&shy;ka", "Na&shy;ka"),  # the word is not `Naka` as written
        ("[Na](x)ka", "[Karabakh](x)"),
        ("Na[ka](x)", "[Karabakh](x)"),
        ("[Naka](naka 'Naka')", "[Karabakh](naka 'Naka')"),
        ("[Naka]\n\n[Naka]: /naka", "[Karabakh][Naka]\n\n[Naka]: /naka"),
        ("[the *Naka*][]\n\n[the *naka*]: /naka", "[the *Karabakh*][the *Naka*]\n\n[the *naka*]: /naka"),
        ("[Naka][1]\n\n[1]: /naka", "[Karabakh][1]\n\n[1]: /naka"),
        ("![Naka]\n\n[Naka]: /naka.png", "![Karabakh][Naka]\n\n[Naka]: /naka.png"),
        ("| Naka | `Naka` |\n|--|--|\n| a | \\| Naka |", "| Karabakh | `Naka` |\n|--|--|\n| a | \\| Karabakh |"),
        ("<b>Na</b>ka", "<b>Karabakh</b>"),
        ("`Naka` Naka", "`Naka` Karabakh"),
        ("\ufeffNaka\r\n\r\nNaka", "\ufeffKarabakh\r\n\r\nKarabakh"),
        ("Nana<span translate=no>Naka</span>", "Nana<span translate=no>Karabakh</span>"),
    ],
)
def test_a_name_in_markup(source: str, expected: str) -> None:
    assert replaced(source, "Naka", "Karabakh") == expected


CUT = ["Na\nka", "Na  \nka", "Na\\\nka", "Na\r\nka", "> Na\n> ka", "- Na\n  ka", "Na&#32;ka"]


@pytest.mark.parametrize("source", CUT)
def test_a_name_cut_by_a_line_end(source: str) -> None:
    document = doc(source)
    block = document.blocks[0].span
    edits = [Edit(block, "Karabakh")]
    output = splice(document, edits, format)
    assert verify(document, edits, output, format).text == "Karabakh"
    assert output.decode() in ("Karabakh", "> Karabakh", "- Karabakh")


@pytest.mark.parametrize(
    ("source", "new", "expected"),
    [
        ("Naka", "1. FC", "1\\. FC"),
        ("Naka won", "# 1", "\\# 1 won"),
        ("- Naka", "- x", "- \\- x"),
        ("a Naka", "1. FC", "a 1. FC"),
        ("> Naka", "> x", "> \\> x"),
        ("Naka", "a*b*", "a\\*b\\*"),
        ("Naka", "snake_case", "snake_case"),
        ("Naka", "_x_", "\\_x\\_"),
        ("Naka", "a < b <c>", "a < b \\<c>"),
        ("Naka", "AT&T R&amp;D", "AT&T R\\&amp;D"),
        ("Naka", "[sic]", "[sic]"),
        ("Naka", "[x](y)", "\\[x](y)"),
        ("[Naka](x)", "a]b", "[a\\]b](x)"),
        ("|Naka|\n|--|", "a|b", "|a\\|b|\n|--|"),
        ("Naka", "C:\\x \\*", "C:\\x \\\\\\*"),
        ("Naka", "Nagorno-Karabakh’s", "Nagorno-Karabakh’s"),
    ],
)
def test_replacements_that_look_like_markup(source: str, new: str, expected: str) -> None:
    assert replaced(source, "Naka", new) == expected


def test_what_is_kept_by_translate_no() -> None:
    document = doc("a <b translate='no'>Naka <i>x</i></b> Naka")
    assert [document.text[span.start : span.end] for span in document.protected] == ["Naka x"]


def test_front_matter_on_request() -> None:
    source = (
        "---\ntitle: \"The \\\"Naka\\\" region\"\nslug: naka\nsummary: It''s Naka # c\nother: 'It''s Naka'\n---\nNaka\n"
    )
    chosen = configure({"front_matter": ("title", "summary", "other")})
    document = chosen.read(source.encode(), "a.md", None)
    texts = [document.text[block.span.start : block.span.end] for block in document.blocks]
    assert texts == ['The "Naka" region', "It''s Naka", "It's Naka", "Naka"]
    assert document.blocks[0].kind is BlockKind.heading
    edits = [Edit(Span(m.start(), m.end()), "\"X\" 'Y'") for m in re.finditer("Naka", document.text)][::2]
    output = splice(document, edits, chosen)
    verify(document, edits, output, chosen)
    assert b'title: "The \\"\\"X\\" \'Y\'\\" region"\nslug: naka\n' in output
    assert b"other: 'It''s \"X\" ''Y'''\n---\nNaka" in output


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\n\n<!-- mtfix: ignore x.y -->\nb b\n\nc", [("b b", {"x.y"})]),
        ("a\n\n<!-- mtfix: ignore x.y, z -->\n\nb b\n\nc", [("b b", {"x.y", "z"})]),
        ("a\n\nb <!-- mtfix: ignore -->\nc", [("b ", set())]),
        ("a <!-- mtfix: ignore-next-line x -->\nb\nc", [("b", {"x"})]),
        ("a\n\n<!-- mtfix: off x -->\n\nb\n\nc\n\n<!-- mtfix: on x -->\n\nd", [("\n\nb\n\nc", {"x"})]),
        ("<!-- mtfix: off x -->\n\nb\n\n<!-- mtfix: on y -->\n\nc", [("b\n\nc", {"x"})]),
        ("- a\n- b <!-- mtfix: ignore -->\n- c", [("b ", set())]),
        ("<!-- other -->\n\na", []),
    ],
)
def test_suppressions(source: str, expected: list[tuple[str, set[str]]]) -> None:
    document = doc(source)
    found = [(document.text[one.span.start : one.span.end], set(one.rules)) for one in document.suppressions]
    assert found == expected


SYNTAX = r"""Naka the * ** _ ` [ ] (x) ](u) ![ <b> </b> <code> <!--c--> - 1. > # &amp; &shy; \* \| --- ``` ~~
{{x}} [^1] [^1]: [x]: é 亚 ====== :--| <https://x.y> | """.split()
SPACES = ["\n", "\n\n", "  \n", "\\\n", "    ", "\t", " ", "- ", "> ", "# ", "\r\n", "\0", "\x85", "\u2028"]
TABLE = "|a|b|\n|--|--|\n|"
PIECES = st.sampled_from([*SYNTAX, *SPACES, TABLE])
MARKDOWN = st.lists(PIECES, max_size=25).map("".join)


def second_opinion(source: str) -> list[str]:
    """The words that markdown-it itself renders, outside of code."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)
    rendered = re.sub(r"<(code|pre)\b.*?</\1>|<img[^>]*>|<!--.*?-->", " ", rendered, flags=re.DOTALL)
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", "", rendered)))


ORDINARY = ["Naka", "the", "*x*", "**Na**ka", "_a b_", "[link](u)", "`code`", "&amp;", "\\*", "é", "<https://u.v>"]
LAYOUT = ["\n", "\n\n", "\n- ", "\n\n1. ", "\n\n> ", "\n\n# "]
PROSE = st.lists(st.sampled_from(ORDINARY + LAYOUT), max_size=25).map(" ".join)


@given(PROSE)
def test_the_words_are_those_that_markdown_it_renders(source: str) -> None:
    document = doc(source)
    rendered = second_opinion(source.replace("<https://u.v>", "￼"))
    assert re.findall(r"\w+", document.text.replace("￼", " ")) == rendered


@given(MARKDOWN, st.data())
@example("| a | b |\n|--|--|\n| \\|", None)
def test_any_markdown_reads_and_edits_hold_or_are_named(source: str, data: st.DataObject | None) -> None:
    document = doc(source)
    assert splice(document, [], format) == document.source
    for row in document.source_map.rows:
        if row.verbatim:
            text = document.text[row.span.start : row.span.end]
            assert document.source[row.byte_start : row.byte_end].decode() == text
    words = [Span(m.start(), m.end()) for m in re.finditer(r"\w+", document.text)]
    edits = [Edit(span, "Zz") for span in words if editable(document, span)]
    if data is not None:
        edits = [edit for edit in edits if data.draw(st.booleans())]
    output = splice(document, edits, format)
    bad = failing(document, edits, reread(document, output, format))
    good = [edit for edit in edits if edit not in bad]
    if not failing(document, good, reread(document, splice(document, good, format), format)):
        verify(document, good, splice(document, good, format), format)


@given(PROSE)
def test_edits_in_ordinary_prose_all_hold(source: str) -> None:
    document = doc(source)
    words = [Span(m.start(), m.end()) for m in re.finditer(r"\w+", document.text)]
    edits = [Edit(span, "Zz") for span in words if editable(document, span)]
    output = splice(document, edits, format)
    assert verify(document, edits, output, format).text == apply_text(document.text, edits)


@given(st.text("ab*_`[]()<>&|\\~#-+1. !{}:;/^", max_size=12), st.sampled_from(["x {} y", "{}", "- {}", "[{}](u)"]))
def test_escaped_text_reads_as_itself_or_is_named(new: str, frame: str) -> None:
    document = doc(frame.format("Naka"))
    start = document.text.index("Naka")
    edits = [Edit(Span(start, start + 4), new)]
    output = splice(document, edits, format)
    if not failing(document, edits, reread(document, output, format)):
        verify(document, edits, output, format)


def test_escape_leaves_names_alone() -> None:
    for name in ("Nagorno-Karabakh", "AT&T", "C++", "O’Neil", "2022 China Returnees", "Ke$ha", "a_b", "Yahoo!", "#1"):
        assert escape(name, "") == name


def test_plain_prose_reads_fast() -> None:
    line = (
        "On October 24, U.S. Secretary of State Pompeo met with the foreign ministers in Washington - and said so.\n\n"
    )
    source = (line * 10_000).encode()
    read(b"warm up", "a.md")
    before = time.process_time()
    read(source, "a.md")
    assert len(source) / (time.process_time() - before) > 1e6  # over 3 MB/s on an idle machine
