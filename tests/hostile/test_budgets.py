"""Lines of ten megabytes, strange characters, regexes that never end: bounded time, and no byte changed by chance."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtfix.matching.reading import REGEX_BUDGET

Run = Callable[..., tuple[int, bytes, str]]
SECONDS = 60.0  # on a busy machine; what grows faster than the line would take hours
FIX = ("fix", "-q", "-g", "g.yaml", "--select", "term", "--exit-zero")
MEGABYTES = 10_000_000


@pytest.mark.parametrize(
    ("suffix", "piece"),
    [(".txt", "Naq-"), (".txt", "\0"), (".md", "Naq-"), (".md", "[x]("), (".html", "Naq-")],
)
def test_a_line_of_ten_megabytes(place: Path, mtfix: Run, suffix: str, piece: str) -> None:
    before, after = ("<p>", "</p>") if suffix == ".html" else ("", "")
    line = piece * (MEGABYTES // len(piece.encode()))
    Path(f"long{suffix}").write_bytes(f"{before}Naqqa.{after}\n\n{line}".encode())
    start = time.process_time()
    status, out, err = mtfix(*FIX, f"long{suffix}")
    assert time.process_time() - start < SECONDS
    if (suffix, piece) == (".md", "[x]("):  # each is the start of a link
        assert (status, out) == (2, b"")
        assert err.startswith("long.md:3:1: a paragraph with more than 150,000 marks")
    else:
        assert (status, out) == (0, f"{before}Nagorno-Karabakh.{after}\n\n{line}".encode())


@pytest.mark.parametrize(
    "odd", ["\0", "\x1b[2J", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe", "\U0010ffff", "\u0301", "\x7f"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_odd_characters_stay_where_they_are(place: Path, mtfix: Run, odd: str, end: str) -> None:
    text = f"{odd}Talks{odd} on the Naqqa {odd}issue.{end}{odd} The Naqqa war.{end}"
    Path("odd.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    status, out, _ = mtfix(*FIX, "odd.txt")
    assert (status, out) == (0, b"\xef\xbb\xbf" + text.replace("Naqqa", "Nagorno-Karabakh").encode())


def test_half_a_character_is_refused_with_its_place(place: Path, mtfix: Run) -> None:
    Path("half.txt").write_bytes(b"Naqqa\n" + "\ud83d".encode("utf-8", "surrogatepass"))
    status, out, err = mtfix(*FIX, "half.txt")
    assert (status, out) == (2, b"")
    assert err.startswith("half.txt:2: not valid utf-8")


def test_a_regex_that_never_ends_is_named_and_the_other_articles_go_on(place: Path, mtfix: Run) -> None:
    Path("g.yaml").write_text(
        "mtfix: 1\nentries:\n- preferred: Nagorno-Karabakh\n  variants: [Naqqa, {regex: '(x|xx)+[0-9]'}]\n"
    )
    Path("b.txt").write_text("Naqqa " + "x" * 4000 + "\n")
    before = time.process_time()
    status, _, err = mtfix("fix", "-q", "-g", "g.yaml", "--in-place", ".")
    assert time.process_time() - before < REGEX_BUDGET + SECONDS
    assert (status, err) == (
        2,
        "./b.txt: the regex '(x|xx)+[0-9]' of a glossary takes more than 0.5 seconds here. "
        "Make it simpler: repeat nothing that is itself repeated.\n",
    )
    assert Path("a.txt").read_bytes() == b"Talks on the Nagorno-Karabakh issue.\n"
    assert b"Naqqa" in Path("b.txt").read_bytes()
