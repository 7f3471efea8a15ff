"""The public names: all there, all documented, and the examples in the documentation are true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import mtfix

# Modules whose documentation has examples that can be run.
MODULES = [
    name
    for name in ("mtfix", *(info.name for info in pkgutil.walk_packages(mtfix.__path__, "mtfix.")))
    if name != "mtfix.__main__" and not name.startswith(("mtfix.cli", "mtfix.lsp", "mtfix.lm", "mtfix.corpus"))
]
TEXT = "Talks on the Naqqa issue between Armenia and Azerbaijan."


def test_every_public_name_is_there_and_no_other() -> None:
    assert mtfix.__all__ == sorted(mtfix.__all__)
    for name in mtfix.__all__:
        assert getattr(mtfix, name).__name__ == name
    # `import *` gives these names and nothing else
    space: dict[str, object] = {}
    exec("from mtfix import *", space)
    assert set(space) - {"__builtins__"} == set(mtfix.__all__)
    with pytest.raises(AttributeError, match="no attribute 'fixx'"):
        _ = mtfix.fixx


@pytest.mark.parametrize("name", mtfix.__all__)
def test_every_public_name_is_documented_and_typed(name: str) -> None:
    value = getattr(mtfix, name)
    assert value.__doc__
    assert not value.__doc__.startswith(f"{name}("), "the signature that a dataclass makes is no documentation"
    members = (
        [value] if inspect.isfunction(value) else [one for _, one in inspect.getmembers(value, inspect.isfunction)]
    )
    for member in members:
        if member.__module__.startswith("mtfix") and not member.__name__.startswith("_"):
            assert member.__doc__, f"{name}.{member.__name__}"
            assert "return" in member.__annotations__, f"{name}.{member.__name__}"


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_the_documentation_are_true(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    failed, _ = doctest.testmod(module)
    assert failed == 0


def test_the_documentation_has_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    counts = {name: sum(len(one.examples) for one in finder.find(importlib.import_module(name))) for name in MODULES}
    assert counts["mtfix"] >= 2
    assert counts["mtfix.api"] >= 3


def test_the_page_on_the_library_is_true() -> None:
    page = Path(__file__).parents[1] / "docs" / "library.md"
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried > 15


def test_fix_and_check_agree() -> None:
    fixed, checked = mtfix.fix(TEXT), mtfix.check(TEXT)
    assert fixed.corrected == TEXT.replace("Naqqa", "Nagorno-Karabakh")
    assert (checked.corrected, checked.applied) == (TEXT, ())
    assert [one.finding for one in checked.findings] == [one.finding for one in fixed.findings]
    assert mtfix.fix(fixed.corrected).corrected == fixed.corrected


def test_errors_are_those_of_mtfix() -> None:
    with pytest.raises(mtfix.GlossaryError, match="no-such-file"):
        mtfix.fix(TEXT, glossaries=["no-such-file.yaml"])
    with pytest.raises(mtfix.UsageError, match="unknown format 'nonsense'"):
        mtfix.check(TEXT, format="nonsense")
    with pytest.raises(mtfix.SourceError, match="lone surrogate"):
        mtfix.fix("\ud800")
    assert issubclass(mtfix.SourceError, mtfix.MtfixError)
