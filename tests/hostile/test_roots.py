"""What a stranger's configuration or folder names does not lead out of its root: by dots, links or absolute paths."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, bytes, str]]
SECRET = "token = 'hunter2'\n"
OLD = b"Talks on the Naqqa issue.\n"
NEW = b"Talks on the Nagorno-Karabakh issue.\n"


@pytest.fixture
def repository(place: Path) -> Path:
    """A folder with a file of somebody else beside it: as a file, by a link, and through a linked folder."""
    (place.parent / "secret.toml").write_text(SECRET)
    os.symlink("../secret.toml", place / "link.toml")
    os.symlink("..", place / "up")
    return place


@pytest.mark.parametrize("path", ["../secret.toml", "{above}/secret.toml", "link.toml", "up/secret.toml", "a\\u0000b"])
@pytest.mark.parametrize("line", ['extend = "{}"', 'glossaries = ["{}"]', 'decisions = "{}"'])
def test_a_configuration_names_nothing_outside_and_tells_nothing_of_it(
    repository: Path, mtfix: Run, line: str, path: str
) -> None:
    named = path.format(above=repository.parent)
    (repository / "mtfix.toml").write_text(line.format(named) + "\n")
    status, out, err = mtfix("check", "a.txt")
    assert status == 2
    assert err.startswith(f"{repository}/mtfix.toml:1:1: ")
    assert f"leads out of {repository}" in err
    assert "hunter2" not in err + out.decode()


def test_a_configuration_that_is_a_link_out(repository: Path, mtfix: Run) -> None:
    os.rename("link.toml", "mtfix.toml")
    status, _, err = mtfix("check", "a.txt")
    assert status == 2
    assert "leads out of" in err
    assert "hunter2" not in err


def test_within_a_repository_paths_may_go_up(repository: Path, mtfix: Run) -> None:
    (repository / ".git").mkdir()
    (repository / "desk").mkdir()
    (repository / "house.toml").write_text('select = ["term"]\n')
    (repository / "desk" / "mtfix.toml").write_text('extend = "../house.toml"\nglossaries = ["../g.yaml"]\n')
    (repository / "desk" / "a.txt").write_bytes(OLD)
    assert mtfix("fix", "-q", "desk/a.txt") == (0, NEW, "")
    (repository / "desk" / "mtfix.toml").write_text('extend = "../../secret.toml"\n')
    assert mtfix("fix", "-q", "desk/a.txt")[0] == 2


def test_a_wider_root_may_be_named(repository: Path, mtfix: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    os.rename("g.yaml", "../g.yaml")
    (repository / "mtfix.toml").write_text('glossaries = ["../g.yaml"]\nselect = ["term"]\n')
    assert mtfix("fix", "-q", "a.txt")[0] == 2
    monkeypatch.setenv("MTFIX_ROOT", str(repository.parent))
    assert mtfix("fix", "-q", "a.txt") == (0, NEW, "")


def test_the_command_line_may_name_anything(repository: Path, mtfix: Run) -> None:
    os.rename("g.yaml", "../g.yaml")
    assert mtfix("fix", "-q", "a.txt", "-g", "../g.yaml") == (0, NEW, "")


def test_a_link_in_a_folder_changes_nothing_outside_of_it(repository: Path, mtfix: Run) -> None:
    (repository / "articles").mkdir()
    os.rename("a.txt", "articles/inside.txt")
    (repository / "outside.txt").write_bytes(OLD)
    os.symlink("inside.txt", "articles/a-link.txt")
    os.symlink("../outside.txt", "articles/b-link.txt")
    status, _, err = mtfix("fix", "-q", "-g", "g.yaml", "--in-place", "articles")
    assert (status, err) == (
        2,
        "articles/b-link.txt: a link out of articles, left as it was. Name the file itself to change it.\n",
    )
    assert Path("outside.txt").read_bytes() == OLD
    assert Path("articles/inside.txt").read_bytes() == NEW
    assert Path("articles/a-link.txt").is_symlink()
    assert mtfix("fix", "-q", "-g", "g.yaml", "--in-place", "articles/b-link.txt")[0] == 0
    assert Path("outside.txt").read_bytes() == NEW
