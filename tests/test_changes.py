"""`--changed-since`: the lines of odd files in a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mtfix.changes import changed_lines, touches
from mtfix.errors import UsageError


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["a.txt", "with blank.txt", "-dash.txt", ":colon.txt", "纳卡.txt", "*.txt", 'quo"te.txt', "a\nb.txt", "a\\b.txt"],
)
def test_only_changed_lines_count(repository: Path, name: str) -> None:
    article = repository / name
    article.write_text("one\ntwo\nthree\nfour\n")
    git(repository, "add", "--", f":(literal){name}")
    git(repository, "commit", "-q", "-m", "first")
    assert changed_lines("HEAD", str(article)) == []
    article.write_text("one\nTWO\nthree\nfour\nfive\nsix\n")
    assert changed_lines("HEAD", str(article)) == [range(2, 3), range(5, 7)]


def test_a_new_file_is_all_changed(repository: Path) -> None:
    (repository / "old.txt").write_text("old\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "first")
    (repository / "new.txt").write_text("new\n")
    assert changed_lines("HEAD", str(repository / "new.txt")) is None
    assert touches(None, 7, 7)


@pytest.mark.parametrize("name", ["new.txt", "new\nline é.txt", ":(top)*.txt"])
def test_a_renamed_file_has_the_changes_since_its_old_name(repository: Path, name: str) -> None:
    old, new = repository / 'o"ld' / "one\tname.txt", repository / "sub" / name
    old.parent.mkdir()
    old.write_text("".join(f"line {number}\n" for number in range(20)))
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "first")
    new.parent.mkdir()
    old.rename(new)
    new.write_text(new.read_text() + "one more\n")
    git(repository, "add", "-A")
    assert changed_lines("HEAD", str(new)) == [range(21, 22)]


def test_touches() -> None:
    assert touches([range(2, 4)], 3, 9)
    assert not touches([range(2, 4)], 4, 9)
    assert not touches([], 1, 9)


def test_an_unknown_revision_is_an_error(repository: Path) -> None:
    (repository / "a.txt").write_text("a\n")
    with pytest.raises(UsageError, match="changed-since"):
        changed_lines("no-such-revision", str(repository / "a.txt"))
