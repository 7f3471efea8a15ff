"""What mtfix never does: no module of its own opens a connection, unpickles, or runs text as code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "mtfix"
FORBIDDEN = {
    "pickle",
    "marshal",
    "shelve",
    "socket",
    "http",
    "ssl",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "urllib3",
}
CALLS = {"eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_connection_no_pickle_no_code_from_text(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in imported:
                assert name.partition(".")[0] not in FORBIDDEN, f"line {node.lineno}: {name}"
                assert name != "urllib.request", f"line {node.lineno}: {name}"
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                assert node.func.id not in CALLS, f"line {node.lineno}: {node.func.id}()"
            shell = [one.value for one in node.keywords if one.arg == "shell"]
            assert not any(isinstance(one, ast.Constant) and one.value for one in shell), f"line {node.lineno}: a shell"
