"""The command line as a user meets it: each .toml file is a call with its files, and what must come of it.

Keys: `args`, `stdin`, `env`, `status`; `stdout` and `stderr` (exact), `stdout-has` and `stderr-has` (lists of parts);
`[files]` before and `[after]` after the call. In `args` and texts, {dir} is the folder of the call.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = sorted(
    (path, name) for path in Path(__file__).parent.glob("*.toml") for name in tomllib.loads(path.read_text("utf-8"))
)


@pytest.mark.parametrize(("path", "name"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_case(path: Path, name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    case: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))[name]
    for file, text in case.get("files", {}).items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(text.encode())
    cache = tmp_path_factory.getbasetemp().parent / "mtfix-cache"
    environment = {**os.environ, "MTFIX_CACHE_DIR": str(cache), "PYTHONIOENCODING": "utf-8", **case.get("env", {})}
    environment.pop("MTFIX_DEBUG", None)
    done = subprocess.run(
        [sys.executable, "-m", "mtfix", *(arg.replace("{dir}", str(tmp_path)) for arg in case["args"])],
        input=case.get("stdin", "").encode(),
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    out, err = (stream.decode().replace(str(tmp_path), "{dir}") for stream in (done.stdout, done.stderr))
    assert done.returncode == case.get("status", 0), err
    assert "Traceback" not in err
    for key, text in (("stdout", out), ("stderr", err)):
        if key in case:
            assert text == case[key]
        for part in case.get(f"{key}-has", ()):
            assert part in text
        for part in case.get(f"{key}-has-not", ()):
            assert part not in text
    for file, text in case.get("after", {}).items():
        assert (tmp_path / file).read_bytes().decode() == text
