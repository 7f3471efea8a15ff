"""Real files that happen to be on this machine: package documentation and LibreOffice's templates."""

import random
import re
import sysconfig
from itertools import chain, islice
from pathlib import Path

import pytest

from mtfix import registry
from mtfix.errors import SourceError
from mtfix.model import Document, Edit, Format, Span
from mtfix.splice import editable, failing, reread, splice, verify

FORMATS = registry.discover("mtfix.formats", "format", Format)
FOLDERS = [Path(sysconfig.get_paths()["purelib"]), Path("/usr/lib/libreoffice/share"), Path("/usr/share/doc")]
MOST = 40


def files(format: Format) -> list[Path]:
    found = chain.from_iterable(sorted(folder.rglob(f"*{suffix}")) for folder in FOLDERS for suffix in format.suffixes)
    return list(islice((file for file in found if file.is_file() and 0 < file.stat().st_size < 200_000), MOST))


def some_edits(document: Document) -> list[Edit]:
    chosen = random.Random(document.digest)
    words = (Span(match.start(), match.end()) for match in re.finditer(r"\w+", document.text))
    return [Edit(span, "Nagorno-Karabakh") for span in words if chosen.random() < 0.2 and editable(document, span)]


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
def test_edits_of_real_files_change_nothing_else(format: Format) -> None:
    read = 0
    for file in files(format):
        data = file.read_bytes()
        try:
            document = format.read(data, str(file), None)
        except SourceError:
            continue
        read += 1
        assert splice(document, [], format) == data
        edits = some_edits(document)
        output = splice(document, edits, format)
        assert failing(document, edits, reread(document, output, format)) == (), file
        verify(document, edits, output, format)
    if not read:
        pytest.skip(f"no {format.name} files of installed packages here")
