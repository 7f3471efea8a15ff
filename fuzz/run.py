"""Fuzz mtfix: `python fuzz/run.py TARGET --cases N`, `--all --cases N --seconds S` (at most, of each), or `--list`.

Cases come from atheris, which follows the code that they reach, or, where it is not installed, from hypothesis.
A case that fails, or takes more than a second, is kept under tests/hostile/corpus/TARGET, one for each kind of failure,
and the tests replay it for ever. With `--record FILE` the counts are appended to a file, one JSON object a line.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

CORPUS = ROOT / "tests" / "hostile" / "corpus"
SECONDS = 1.0  # of the processor, for one case
HANG = 30  # seconds after which atheris ends a case that never returns
MOST_BYTES = 600


@dataclass
class Watch:
    """Runs the cases of one target, counts them, and keeps one case of each kind of failure."""

    name: str
    cases: int
    seconds: float
    record: str | None
    driver: str = ""
    done: int = 0
    finds: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    start: float = field(default_factory=time.monotonic)

    def prepare(self) -> None:
        """Import the target, so that atheris can follow it."""
        from fuzz.targets import all_targets

        self.run = all_targets()[self.name]
        for seed in (b"", b"\xff" * 40):  # what is made once (word lists, tables) is no part of a case
            self.run(seed)
        self.start = time.monotonic()

    def one(self, data: bytes) -> None:
        """Run one case."""
        before = time.process_time()
        try:
            self.run(data)
        except Exception as error:
            self._keep(_signature(error), data)
        spent = time.process_time() - before
        if spent > SECONDS:  # following the code costs time itself: what counts is a run without that
            spent = _seconds_alone(self.name, data)
            if spent > SECONDS:
                self._keep("slow", data)
        self.slowest = max(self.slowest, spent)
        self.done += 1

    @property
    def over(self) -> bool:
        """Whether all cases are done, or the time is up."""
        return self.done >= self.cases or time.monotonic() - self.start > self.seconds

    def _keep(self, signature: str, data: bytes) -> None:
        self.finds[signature] = self.finds.get(signature, 0) + 1
        if self.finds[signature] == 1:
            folder = CORPUS / self.name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / hashlib.sha256(signature.encode()).hexdigest()[:12]).write_bytes(data)
            sys.stderr.write(f"{self.name}: {signature}\n")

    def finish(self) -> None:
        """Say what was done."""
        seconds = time.monotonic() - self.start
        row = {
            "target": self.name,
            "cases": self.done,
            "seconds": round(seconds, 1),
            "driver": self.driver,
            "slowest": round(self.slowest, 3),
            "finds": self.finds,
        }
        sys.stdout.write(json.dumps(row) + "\n")
        if self.record:
            with open(self.record, "a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


def _seconds_alone(name: str, data: bytes) -> float:
    """The seconds of the processor that a case takes in a process of its own."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        call = [sys.executable, __file__, name, "--time", file.name]
        return float(subprocess.run(call, check=True, capture_output=True).stdout)


def _time(name: str, path: str) -> None:
    watch = Watch(name, 1, HANG, None)
    watch.prepare()
    data = Path(path).read_bytes()
    before = time.process_time()
    with contextlib.suppress(Exception):  # told by the run that asks
        watch.run(data)
    sys.stdout.write(f"{time.process_time() - before}\n")


def _signature(error: Exception) -> str:
    """The kind of a failure: what was raised, and the line of mtfix (or of the target) that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/src/mtfix/" in frame.filename] or frames
    detail = f" {error}" if type(error).__name__ == "BrokenError" else ""
    return f"{type(error).__name__}{detail} in {Path(own[-1].filename).name}:{own[-1].name}"


def _fuzz_atheris(watch: Watch) -> NoReturn:
    import atheris

    from fuzz.seeds import seeds

    with atheris.instrument_imports(include=["mtfix"]):
        watch.prepare()

    def one(data: bytes) -> None:
        watch.one(data)
        if watch.over:
            watch.finish()
            sys.stdout.flush()
            os._exit(1 if watch.finds else 0)  # libFuzzer would print a stack of its own

    known = CORPUS / watch.name
    known.mkdir(parents=True, exist_ok=True)
    options = [f"-timeout={HANG}", f"-max_len={MOST_BYTES}", "-verbosity=0", "-rss_limit_mb=4096", "-len_control=0"]
    # new code goes to a folder of its own; cases that never return to the known ones
    new = tempfile.mkdtemp(prefix="mtfix-fuzz-")
    kind, _, format = watch.name.partition("-")
    for number, sample in enumerate(seeds(format) if kind == "bytes" else ()):
        (Path(new) / str(number)).write_bytes(sample)
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={known}/hang-", new, str(known)], one)
    atheris.Fuzz()
    raise SystemExit(0)


def _fuzz_hypothesis(watch: Watch) -> NoReturn:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    def one(data: bytes) -> None:  # settings are kept on a function, which a method is not
        watch.one(data)

    watch.prepare()
    while not watch.over:
        often = settings(
            max_examples=min(watch.cases - watch.done, 2_000),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        often(given(st.binary(max_size=MOST_BYTES))(one))()
    watch.finish()
    raise SystemExit(1 if watch.finds else 0)


def main() -> int:
    """Run the targets asked for; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?")
    parser.add_argument("--all", action="store_true", help="every target in turn")
    parser.add_argument("--list", action="store_true", help="print the names of all targets")
    parser.add_argument("--cases", type=int, default=10_000, metavar="N", help="cases of each target")
    parser.add_argument("--seconds", type=float, default=3600, metavar="S", help="seconds for each target, at most")
    parser.add_argument("--time", metavar="FILE", help="print the seconds that one case takes")
    parser.add_argument("--record", metavar="FILE", help="append the counts to a file")
    parser.add_argument("--driver", choices=("auto", "atheris", "hypothesis"), default="auto")
    given = parser.parse_args()
    if given.list or given.all:
        from fuzz.targets import all_targets

        names = list(all_targets())
        if given.list:
            sys.stdout.write("\n".join(names) + "\n")
            return 0
        same = [
            f"--cases={given.cases}",
            f"--seconds={given.seconds}",
            f"--driver={given.driver}",
            *([f"--record={given.record}"] * bool(given.record)),
        ]
        return max(subprocess.call([sys.executable, __file__, name, *same]) for name in names)
    if not given.target:
        parser.error("name a target, or say --all or --list")
    if given.time:
        _time(given.target, given.time)
        return 0
    watch = Watch(given.target, given.cases, given.seconds, given.record)
    driver = given.driver
    if driver == "auto":
        import importlib.util

        driver = "atheris" if importlib.util.find_spec("atheris") else "hypothesis"
    watch.driver = driver
    (_fuzz_atheris if driver == "atheris" else _fuzz_hypothesis)(watch)


if __name__ == "__main__":
    raise SystemExit(main())
