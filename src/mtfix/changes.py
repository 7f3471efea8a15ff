"""Which lines of an article changed since a revision of git: a gate on new copy need not fail for old copy."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence

from mtfix import lazy
from mtfix.errors import UsageError

_HUNK = lazy.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
# Nothing of the user's configuration may change what `git diff` prints.
_DIFF = (
    "-c",
    "core.quotePath=false",
    "diff",
    "--no-ext-diff",
    "--no-color",
    "--no-textconv",
    "--unified=0",
    "--text",
    "-M",
)


def changed_lines(revision: str, path: str) -> list[range] | None:
    """The changed line numbers (from 1) of `path` against `revision`, as ranges; None where all of the file is new.

    Raises `UsageError` where git, the repository or the revision is missing.
    """
    folder, name = os.path.split(os.path.abspath(path))
    _git(folder, path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    # ":(literal)" keeps names such as "*.txt" or ":x" from being patterns
    places = [f":(literal){name}"]
    if not _git(folder, path, "ls-tree", "--name-only", "-z", revision, "--", f"./{name}"):
        old = _old_name(revision, folder, path, name)
        if old is None:
            return None
        places.append(f":(top,literal){old}")
    diff = _git(folder, path, *_DIFF, revision, "--", *places)
    out = []
    for match in _HUNK.finditer(diff):
        start, count = int(match[1]), int(match[2] or 1)
        if count:
            out.append(range(start, start + count))
    return out


def _old_name(revision: str, folder: str, path: str, name: str) -> str | None:
    """What a renamed file was called in `revision`, from the top of the repository; None where it is new."""
    prefix = os.fsdecode(_git(folder, path, "rev-parse", "--show-prefix")).removesuffix("\n")
    renamed = os.fsdecode(_git(folder, path, *_DIFF, "--name-status", "-z", "--diff-filter=R", revision)).split("\0")
    new_to_old = dict(zip(renamed[2::3], renamed[1::3], strict=False))
    return new_to_old.get(prefix + name)


def touches(ranges: Sequence[range] | None, first: int, last: int) -> bool:
    """Whether lines first..last (inclusive) share a line with the changed ones."""
    return ranges is None or any(one.start <= last and first < one.stop for one in ranges)


def _git(folder: str, path: str, *arguments: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIFF")}
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False, env=environment)
    except FileNotFoundError:
        raise UsageError("--changed-since needs git, and there is none. Install git.") from None
    if done.returncode != 0:
        why = done.stderr.decode(errors="replace").strip().splitlines()
        reason = why[-1] if why else "no such revision"
        raise UsageError(f"{path}: --changed-since: {reason}. Give a revision that this repository has.")
    return done.stdout
