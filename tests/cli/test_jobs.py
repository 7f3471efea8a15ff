"""Articles shared among processes: the same bytes, exit codes and files as with one; clean when interrupted."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtfix import api, workers
from mtfix.cli._articles import Done, Task, outcomes

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / f"in/{number:02}.txt").write_text(f"They met in Naqqa. Naka's the {number}th time the the.\n")
    (tmp_path / "in/17.txt").write_bytes(b"\xff\xfe\xfd")
    return tmp_path


def mtfix(*args: str) -> tuple[int, bytes, bytes]:
    same_time = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    call = [sys.executable, "-m", "mtfix", *args, "-g", "g.yaml"]
    done = subprocess.run(call, capture_output=True, check=False, env=same_time)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_check_says_the_same_with_any_number_of_processes(room: Path) -> None:
    said = [mtfix("check", "in", "--output-format", "json", "--jobs", jobs) for jobs in ("1", "2", "3", "0")]
    assert said[0][0] == 2, "an article cannot be read"
    assert said[0][1].count(b'"term.variant"') > 40
    assert said[1:] == said[:1] * 3


def test_a_fix_writes_the_same_with_any_number_of_processes(room: Path) -> None:
    said = [mtfix("fix", "in", "-o", f"out{jobs}", "--report", f"{jobs}.json", "-j", jobs) for jobs in ("1", "3")]
    assert said[0] == said[1]
    assert (room / "1.json").read_bytes() == (room / "3.json").read_bytes()
    trees = [{path.name: path.read_bytes() for path in (room / f"out{jobs}").iterdir()} for jobs in ("1", "3")]
    assert trees[0] == trees[1]
    assert trees[0]["00.txt"].startswith(b"They met in Nagorno-Karabakh. Nagorno-Karabakh's")


def test_an_error_of_the_run_comes_at_its_place(room: Path) -> None:
    (room / "sub").mkdir()
    (room / "sub/mtfix.toml").write_text('select = ["no.such"]\n')
    (room / "sub/a.txt").write_text("Naka")
    files = [*sorted(map(str, (room / "in").iterdir()))[:5], "sub/a.txt", "in/20.txt"]
    task = Task(api.Sessions(None, glossaries=("g.yaml",)))
    for jobs in (1, 2):
        found = list(outcomes(task, files, jobs))
        assert [type(one) for one in found] == [Done] * 5 + [type(found[5]), Done]
        assert "no.such" in str(found[5])


def test_answers_come_in_order_and_errors_at_their_place() -> None:
    answers = workers.spread(2, int, (), abs, [-1, -2, "three", -4])
    assert [next(answers), next(answers)] == [1, 2]
    with pytest.raises(TypeError, match="bad operand"):
        next(answers)


def test_a_task_that_kills_every_worker_is_told_of() -> None:
    with pytest.raises(workers.WorkerError) as caught:
        list(workers.spread(2, int, (), os._exit, [3]))
    assert caught.value.task == 0


def test_what_a_killed_worker_had_in_hand_is_done_by_another(room: Path) -> None:
    make_long(room)
    files = sorted(map(str, (room / "in").iterdir()))
    task = Task(api.Sessions(None, glossaries=("g.yaml",), select=("term",)))
    found = outcomes(task, files, 2)
    some = [next(found)]
    for worker in multiprocessing.active_children():
        worker.kill()
    assert [*some, *found] == list(outcomes(task, files, 1))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the workers in /proc")
@pytest.mark.parametrize("after", [0.0, 0.8])
@pytest.mark.parametrize(
    "what", [["check", "in", "--no-cache"], ["corpus", "run", "in", "out", "--shard-size", "0.01"]]
)
def test_ctrl_c_leaves_no_process_and_no_traceback(room: Path, what: list[str], after: float) -> None:
    make_long(room)
    command = [sys.executable, "-m", "mtfix", *what, "-g", "g.yaml", "--jobs", "2"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    while children(process.pid) < 2:  # the first are the resource tracker and a worker that is just starting
        time.sleep(0.01)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert not group(process.pid)


def make_long(room: Path) -> None:
    for number in range(80):
        (room / f"in/{number:02}.txt").write_text(
            "They met in Naqqa.\n" + f"The talks failed for the {number}th time.\n" * 400
        )


def children(parent: int) -> int:
    """How many processes have that parent."""
    count = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            count += int(stat.read_text().rpartition(")")[2].split()[1]) == parent
    return count


def group(leader: int, patience: float = 10.0) -> bool:
    """Whether a process of the group is left when it had some time to go."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
