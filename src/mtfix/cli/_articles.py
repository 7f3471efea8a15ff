"""Articles one after another, or several at a time in processes of their own: the same outcomes in the same order."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, structs

from mtfix import api, workers
from mtfix.errors import MtfixError, SourceError
from mtfix.model import Applicability, Document, Result

# Seconds of work after which the rest is judged, and that pay for one more process: that takes 0.4 s to start.
_TRIAL = 0.4
_WORTH_A_PROCESS = 1.0
# Articles that a worker takes at a time.
_CHUNK = 8
_task: Task | None = None


class Done(Struct, frozen=True):
    """What came of an article; `met` are the decisions that one of its findings is about."""

    result: Result
    met: frozenset[str]


Outcome: TypeAlias = Done | MtfixError


class Task(Struct, frozen=True):
    """What is done to each article; plain data, so that a worker can be told."""

    sessions: api.Sessions
    threshold: Applicability | None = None
    source: str | None = None
    stdin_filename: str | None = None
    changed_since: str | None = None

    def outcome(self, path: str) -> Outcome:
        """Read and run one article."""
        try:
            session = self.sessions.of(path)
            document, format = api.read_document(path, None, self.stdin_filename, session)
            result = session.run(document, format, session.policy(self.threshold), source_of(path, self.source))
            met = frozenset(session.decisions) & {judged.fingerprint for judged in result.findings}
            return Done(result if self.changed_since is None else _only_changed(result, self.changed_since), met)
        except MtfixError as error:
            return error


def outcomes(task: Task, files: Sequence[str], jobs: int) -> Iterator[Outcome]:
    """The outcome of each file, in order; `jobs` processes share them, 0 for as many as the work is worth.

    Raises `SourceError` where articles kill every process that takes them.
    """
    if len(files) == 1 or api.STDIN in files:
        jobs = 1
    done, begun = 0, 0.0
    while done < len(files) and jobs < 2:
        yield task.outcome(files[done])
        done += 1
        now = time.monotonic()
        begun = begun or now  # the first article also pays for opening the glossaries
        if jobs == 0 and now - begun > _TRIAL:
            left = (now - begun) / (done - 1) * (len(files) - done)
            jobs = max(1, min(workers.processors(), int(left / _WORTH_A_PROCESS)))
    if done < len(files):
        yield from _shared(task, files[done:], min(jobs, len(files) - done))


def _shared(task: Task, files: Sequence[str], jobs: int) -> Iterator[Outcome]:
    size = max(1, min(_CHUNK, len(files) // (4 * jobs)))
    chunks = [files[start : start + size] for start in range(0, len(files), size)]
    try:
        for chunk in workers.spread(jobs, _start, (task,), _do, chunks):
            yield from chunk
    except workers.WorkerError as error:
        named = ", ".join(chunks[error.task])
        raise SourceError(
            f"{named}: the process for these articles died {workers.TRIES} times. Try --jobs 1."
        ) from None


def _start(task: Task) -> None:
    global _task  # noqa: PLW0603 - a worker process has one task
    _task = task


def _do(files: Sequence[str]) -> list[Outcome]:
    assert _task is not None  # noqa: S101 - `_start` was called first
    return list(map(_task.outcome, files))


def _only_changed(result: Result, revision: str) -> Result:
    """`result` with only the findings on lines that changed since `revision`; all of the article was read."""
    from mtfix.changes import changed_lines, touches
    from mtfix.positions import SourceText

    ranges = changed_lines(revision, result.document.path)
    places = SourceText(result.document).places([judged.finding.span for judged in result.findings])
    kept = tuple(
        judged
        for judged, place in zip(result.findings, places, strict=True)
        if touches(ranges, place.line, place.end_line)
    )
    return structs.replace(result, findings=kept)


def source_of(path: str, source: str | None) -> Document | None:
    """The original of an article: the file named, or the file of the same stem in the folder named."""
    if source is None:
        return None
    if not os.path.exists(source):
        raise SourceError(f"{source}: no such file or folder. Check the path of --source.")
    if not os.path.isdir(source):
        return api.read_document(source)[0]
    stem = Path(path).name.split(".")[0]
    for candidate in sorted(Path(source).iterdir()):
        if candidate.is_file() and candidate.name.split(".")[0] == stem:
            return api.read_document(str(candidate))[0]
    return None
