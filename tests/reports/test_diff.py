"""`git apply` takes every patch and gives the corrected bytes."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_reports import finding, report, result

from mtfix.formats import text as plain
from mtfix.model import (
    Applicability,
    Document,
    Edit,
    Fix,
    Judged,
    RenderOptions,
    Result,
    SourceMap,
    SourceRow,
    Span,
    Status,
)
from mtfix.reports.diff import renderer

PIECES = st.sampled_from(
    ["a\n", "b\n", "same\n", "\n", "c\r\n", "\r", "x\u2028y\n", "\ufeff", "亚 ", "word ", "\x0c", "\\", "+ "]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def patch_of(source: bytes, edits: list[Edit], path: str = "a.txt", encoding: str | None = None) -> tuple[bytes, bytes]:
    """The patch for these edits, and the corrected bytes."""
    document = plain.read(source, path, encoding)
    found = [
        Judged(finding(edit.span, edit.text), Status.applied, None, Fix("", (edit,), Applicability.safe))
        for edit in edits
    ]
    made = result(document, *found)
    text = renderer.render(report(made), RenderOptions())
    return text.encode("utf-8", "surrogateescape"), made.output


def git(folder: Path, *arguments: str, data: bytes | None = None) -> None:
    done = subprocess.run(["git", *arguments], cwd=folder, input=data, capture_output=True, check=False)
    assert done.returncode == 0, (done.stderr, data)


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repo")
    git(folder, "init", "-q")
    return folder


def check(repo: Path, source: bytes, patch: bytes, corrected: bytes, path: str = "a.txt") -> None:
    file = repo / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(source)
    if source == corrected:
        assert patch == b""
        return
    git(repo, "apply", "--whitespace=nowarn", data=patch)
    assert file.read_bytes() == corrected
    git(repo, "apply", "--whitespace=nowarn", "-R", data=patch)
    assert file.read_bytes() == source


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    readable = len(text.removeprefix("\ufeff"))
    cuts = sorted(draw(st.sets(st.integers(0, readable), max_size=8)))
    return text, [
        Edit(Span(start, end), draw(st.lists(PIECES, max_size=3).map("".join)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=edited())
@example(case=("last", [Edit(Span(0, 4), "")]))
@example(case=("a\nlast", [Edit(Span(1, 6), "\n")]))
@example(case=("a\n", [Edit(Span(2, 2), "b")]))
def test_git_applies_every_patch(repo: Path, case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    source = text.encode()
    check(repo, source, *patch_of(source, edits))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "cp1252"])
def test_encodings(repo: Path, encoding: str) -> None:
    source = "The Naqqa caf\u00e9\nand\nthe Naka region\n".encode(encoding)
    edits = [Edit(Span(4, 9), "Nagorno-Karabakh"), Edit(Span(23, 27), "Nagorno-Karabakh")]
    check(repo, source, *patch_of(source, edits, encoding=encoding))


def test_a_byte_order_mark_stays(repo: Path) -> None:
    source = "\ufeffNaka\r\n".encode()
    check(repo, source, *patch_of(source, [Edit(Span(0, 4), "X")]))


@pytest.mark.parametrize(
    "path", ["a b.txt", "亚/c.txt", 'q"t\\x.txt', "new\nline.txt", "-x.txt", "tab\t.txt", "./d//e.txt"]
)
def test_odd_names(repo: Path, path: str) -> None:
    check(repo, b"Naka\n", *patch_of(b"Naka\n", [Edit(Span(0, 4), "X")], path), path)


def test_absolute_names_are_told_from_the_current_folder(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo)
    path = str(repo / "deep" / "a.txt")
    patch, corrected = patch_of(b"Naka\n", [Edit(Span(0, 4), "X")], path)
    assert b"a/deep/a.txt" in patch
    check(repo, b"Naka\n", patch, corrected, "deep/a.txt")


def test_only_changed_lines_are_told() -> None:
    text = "".join(f"line {number}\n" for number in range(40))
    late = text.index("31")
    patch, _ = patch_of(
        text.encode(), [Edit(Span(0, 4), "Line"), Edit(Span(7, 7), "new\n"), Edit(Span(late, late), "!")]
    )
    body = patch.decode().split("\n+++ b/a.txt\n")[1]
    assert [line for line in body.splitlines() if line[0] in "-+"] == [
        "-line 0",
        "+Line 0",
        "+new",
        "-line 31",
        "+line !31",
    ]
    assert body.count("@@ -") == 2


def test_large_articles_cost_no_search(repo: Path) -> None:
    lines = 200_000
    text = "the Naka region said\n" * lines
    edits = [Edit(Span(at * 21 + 4, at * 21 + 8), "Nagorno-Karabakh") for at in range(0, lines, 50)]
    patch, corrected = patch_of(text.encode(), edits)
    assert patch.count(b"\n+the") == len(edits)
    check(repo, text.encode(), patch, corrected)


def test_an_archive_becomes_a_binary_patch(repo: Path) -> None:
    old, new = _archive(b"<t>Naka</t>"), _archive(b"<t>Nagorno-Karabakh</t>" + bytes(range(256)) * 40)
    row = SourceRow(Span(0, 4), 3, 7, "word/document.xml")
    document = Document("Naka", (), old, SourceMap((row,)), "b.docx", "docx")
    made = Result(document, (), (), (), "Nagorno-Karabakh", new)
    patch = renderer.render(report(made), RenderOptions()).encode()
    check(repo, old, patch, new, "b.docx")


def _archive(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), content)
    return buffer.getvalue()


def test_nothing_corrected_is_no_patch() -> None:
    assert patch_of(b"Naka\n", []) == (b"", b"Naka\n")
