"""Worker processes: started afresh, deaf to Ctrl-C, replaced when they are killed, and gone when their parent is.

They are spawned, never forked: a fork would share open glossaries (SQLite) and the locks of other threads.
Each has a pipe of its own, so that one killed in the middle of an answer leaves nobody waiting for the rest of it, as
`concurrent.futures` does.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Checking makes many small objects and few cycles: looking for these as often as by default costs a third of the time.
FEW_CYCLES = (100_000, 50, 100)
# A task that has taken so many workers with it is at fault itself.
TRIES = 3
# Tasks that a worker has in hand, so that it need not wait for the next.
_AHEAD = 2
# Windows can wait for no more at a time.
_MOST = 60 if sys.platform == "win32" else 1000
Task = TypeVar("Task")
Answer = TypeVar("Answer")


class WorkerError(Exception):
    """The worker processes of a task died, each in its turn; `task` counts from 0."""

    def __init__(self, task: int) -> None:
        super().__init__(task)
        self.task = task


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    jobs: int,
    start: Callable[..., None],
    given: tuple[object, ...],
    do: Callable[[Task], Answer],
    tasks: Sequence[Task],
) -> Iterator[Answer]:
    """What `do` makes of each task, in order; `jobs` processes do them and have called ``start(*given)`` before.

    The task of a killed worker is done by another one. An error of `do` is raised at its place. Whoever stops asking
    stops the workers at once. Tasks should be small, as they are sent to workers that may be busy.
    Raises `WorkerError` where a task kills every worker.
    """
    team = _Team(min(jobs, len(tasks), _MOST), (start, given, do), tasks)
    try:
        for number in range(len(tasks)):
            while number not in team.answers:
                team.wait()
            good, answer = team.answers.pop(number)
            if not good:
                raise answer
            yield answer
    finally:
        team.stop()


class _Team:
    """The workers, what each has in hand, and the answers that nobody has asked for yet."""

    def __init__(self, size: int, orders: tuple[object, ...], tasks: Sequence[Any]) -> None:
        self._size = size
        self._orders = orders
        self._tasks = tasks
        self._open = deque(range(len(tasks)))
        self._workers: dict[Connection, tuple[BaseProcess, deque[int]]] = {}
        self._deaths: dict[int, int] = {}
        self.answers: dict[int, tuple[bool, Any]] = {}

    def wait(self) -> None:
        """Hand out tasks, and take the answers of those that are ready first."""
        # imported here, because few runs need it and it takes as long as a small article
        from multiprocessing.connection import wait

        while self._open and len(self._workers) < self._size:
            self._hire()
        for pipe in cast("list[Connection]", wait(list(self._workers))):
            worker, hand = self._workers[pipe]
            try:
                self.answers[hand[0]] = pipe.recv()
                hand.popleft()
                self._give(pipe, hand)
            except (EOFError, OSError):
                self._bury(pipe, worker, hand)

    def _hire(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        worker = context.Process(target=_serve, args=(theirs, *self._orders), daemon=True)
        with _deaf():
            worker.start()
        theirs.close()
        self._workers[ours] = (worker, deque())
        self._give(ours, self._workers[ours][1])

    def _give(self, pipe: Connection, hand: deque[int]) -> None:
        while self._open and len(hand) < _AHEAD:
            hand.append(self._open.popleft())
            with contextlib.suppress(OSError):  # a dead worker is noticed when it is asked
                pipe.send(self._tasks[hand[-1]])

    def _bury(self, pipe: Connection, worker: BaseProcess, hand: deque[int]) -> None:
        """Give what a dead worker had in hand to the others."""
        del self._workers[pipe]
        pipe.close()
        worker.join()
        if hand:
            self._deaths[hand[0]] = self._deaths.get(hand[0], 0) + 1
            if self._deaths[hand[0]] >= TRIES:
                raise WorkerError(hand[0])
        self._open.extendleft(reversed(hand))

    def stop(self) -> None:
        """Send all home; whoever is in the middle of something does not finish it."""
        for worker, _ in self._workers.values():
            worker.terminate()
        for pipe, (worker, _) in self._workers.items():
            worker.join()
            pipe.close()
        self._workers.clear()


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits; a process started meanwhile does not hear it, for the time before its first line of Python."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield
    elif hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # when it starts it opens the ears again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    else:  # Windows
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, handler)


def _serve(
    pipe: Connection, start: Callable[..., None], given: tuple[object, ...], do: Callable[[object], object]
) -> None:
    """The life of a worker: a task in, an answer out, until nobody sends any more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*FEW_CYCLES)
    _end_with_parent()
    ready = False
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            if not ready:
                start(*given)
                ready = True
            answer = (True, do(task))
        except Exception as error:  # it is raised where somebody asks for the answer
            pipe.send((False, error))
        else:
            pipe.send(answer)


def _end_with_parent() -> None:
    """Leave when the parent is killed, also in the middle of a task."""
    import multiprocessing
    import threading

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
