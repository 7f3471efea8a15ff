"""Read a glossary: YAML, version 1, into the types of `mtfix.glossary.model`.

All errors of a file are told at once, each with its line, column, the value and the mend. What is merely dubious (two
entries that claim one variant, a chain) is read as it stands: the engine makes it safe and `mtfix.glossary.lint` tells.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mtfix import lazy
from mtfix.errors import GlossaryError
from mtfix.glossary import schema
from mtfix.glossary.load_terms import TermReader, read_gate
from mtfix.glossary.model import MAX_BYTES, Concept, Glossary, MatchMode, PersonName, Term, TermKind, Test
from mtfix.glossary.reading import Reader, quoted
from mtfix.glossary.yaml_tree import Lines, Node, Scalar, no_garbage_collection, read_tree
from mtfix.glossary.yaml_tree import Mapping as MappingNode

_NO_SLUG = lazy.compile(r"[\W_]+")


def load_glossary(path: Path) -> Glossary:
    """The glossary in the file `path`. Raises `GlossaryError` with every problem of the file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GlossaryError(f"{path}: more than {MAX_BYTES:,} bytes. Cut the glossary into several files.")
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot read the glossary: {error.strerror}. Check the path.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not valid UTF-8. Save the glossary as UTF-8.") from None
    return replace(parse_glossary(text, str(path)), digest=hashlib.sha256(data).hexdigest())


def parse_glossary(text: str, path: str) -> Glossary:
    """The glossary that `text` holds; `path` names it in problems. Raises `GlossaryError` with every problem."""
    lines = Lines(text.removeprefix("\ufeff"), path)
    reader = Reader(lines)
    with no_garbage_collection():
        glossary = _Loader(reader, path).glossary(read_tree(lines))
    if reader.problems:
        raise GlossaryError(problems=sorted(reader.problems, key=lambda problem: (problem.line, problem.column)))
    return glossary


def slug(name: str) -> str:
    """The default id of a concept: its preferred form in small letters, parted by hyphens, without accents."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char)))
    return _NO_SLUG.sub("-", name.lower()).strip("-") or "concept"


class _Loader:
    """One file on its way from nodes to concepts."""

    def __init__(self, reader: Reader, path: str) -> None:
        self._read = reader
        self._path = path
        self._ids: dict[str, int] = {}  # with the line of each
        self._numbers: Counter[str] = Counter()  # of entries with one slug
        self._how = self._entry_values()

    def glossary(self, root: Node) -> Glossary:
        read = self._read
        if not isinstance(root, MappingNode):
            read.complain(root, "not a glossary. Begin with 'mtfix: 1' and put the entries under 'entries:'.")
            return Glossary(self._path, ())
        self._check_version(root)
        found = read.fields(root, schema.FILE_KEYS, "the glossary")
        values = read.values(found, {"title": read.text, "language": self._language})
        if (when := read_gate(read, found, "the glossary")) is not None:
            values["when"] = when
        if "entries" not in found:
            read.complain(root, "no 'entries' in the glossary. Put the list of entries under 'entries:'.")
        entries = read.items(found["entries"], "'entries'") if "entries" in found else ()
        concepts = tuple(filter(None, map(self._concept, entries)))
        digest = hashlib.sha256(read.lines.text.encode("utf-8", "surrogatepass")).hexdigest()
        return Glossary(self._path, concepts, digest=digest, **values)

    def _check_version(self, root: MappingNode) -> None:
        """Stop at another version: its keys are not ours to judge."""
        for key, value in root.pairs():
            if isinstance(key, Scalar) and key.value == "mtfix":
                if isinstance(value, Scalar) and value.plain and value.value == str(schema.VERSION):
                    return
                given = quoted(value.value) if isinstance(value, Scalar) else "no number"
                message = f"the version of the glossary is {given}. This mtfix reads version 1: write 'mtfix: 1'."
                raise GlossaryError(problems=[self._read.lines.problem(value.index, message)])
        self._read.complain(root, "no 'mtfix: 1' in the glossary. Put it on the first line.")

    def _concept(self, node: Node) -> Concept | None:
        read = self._read
        found = read.fields(node, schema.ENTRY_KEYS, "an entry")
        values = read.values(found, self._how)
        if (when := read_gate(read, found, "an entry")) is not None:
            values["when"] = when
        defaults: dict[str, Any] = {name: values.pop(name) for name in ("case", "match") if name in values}
        reader = TermReader(read, defaults, list(values.pop("seen", ())))
        if "admitted" in found:
            values["admitted"] = reader.terms(found["admitted"], TermKind.admitted)
        if "variants" in found:
            values["variants"] = reader.terms(found["variants"], TermKind.variant)
        if "preferred" not in found:
            read.missing(node, found, "an entry without 'preferred'. Say which form is right.")
        text = values.pop("preferred", None)
        if text is None:
            return None
        line, column = read.lines.place(found["preferred"].index)
        start = read.lines.place(node.index)[0]
        values["preferred"] = Term(text, TermKind.preferred, line=line, column=column, **defaults)
        values["id"] = self._unique(values.get("id"), text, found.get("id", node), start)
        if reader.seen:
            values["seen"] = tuple(reader.seen)
        if "admitted" in values:
            values["admitted"] = tuple(one for one in values["admitted"] if not _is_same(one, text))
        return Concept(glossary=self._path, line=start, **values)

    def _entry_values(self) -> dict[str, Any]:
        """How each key of an entry is read, but for gates and forms."""
        read = self._read
        return {
            **dict.fromkeys(("preferred", "id"), read.text),
            **dict.fromkeys(("not_to_be_confused_with", "seen", "refs"), read.texts),
            "type": read.choice_of(schema.TYPE_ALIASES),
            "status": read.choice_of(schema.STATUSES),
            "article": read.choice_of(schema.ARTICLES),
            "gender": read.choice_of(schema.GENDERS),
            "case": read.choice_of(schema.CASES),
            "match": read.choice_of(schema.MATCHES),
            "note": read.prose,
            "name": self._person_name,
            "source": self._source,
            "forms": lambda node, where: read.part(node, where, dict.fromkeys(schema.FORM_KEYS, read.text)),
            "review": lambda node, where: read.part(
                node, where, dict(zip(schema.REVIEW_KEYS, (read.text, read.date, read.date), strict=True))
            ),
            "valid": lambda node, where: read.part(node, where, dict.fromkeys(schema.VALID_KEYS, read.date)),
            "tests": lambda node, where: tuple(filter(None, map(self._test, read.items(node, where)))),
        }

    def _unique(self, given: str | None, preferred: str, node: Node, line: int) -> str:
        """The id of an entry: the given one, which must be free, or a slug that is."""
        wanted = chosen = given or slug(preferred)
        if given in self._ids:
            taken = self._ids[given]
            self._read.complain(node, f"the id {quoted(given)} belongs to the entry in line {taken}. Choose another.")
        while chosen in self._ids:
            self._numbers[wanted] += 1
            chosen = f"{wanted}-{self._numbers[wanted] + 1}"
        self._ids[chosen] = line
        return chosen

    def _language(self, node: Node, where: str) -> str | None:
        code = self._read.text(node, where)
        if code is not None and not schema.LANGUAGE.fullmatch(code):
            self._read.complain(node, f"{quoted(code)} is no language code. Write for instance en or en-US.")
            return None
        return code

    def _source(self, node: Node, where: str) -> Mapping[str, tuple[str, ...]]:
        read, forms = self._read, {}
        for language, (key, value) in read.named(node, where).items():
            if not schema.LANGUAGE.fullmatch(language):
                read.complain(key, f"{quoted(language)} is no language code. Write for instance zh, ru or zh-Hant.")
            forms[language] = read.texts(value, f"'{language}'")
        return forms

    def _person_name(self, node: Node, where: str) -> PersonName:
        read = self._read
        how = {"family": read.text, "given": read.text, "order": read.choice_of(schema.ORDERS)}
        return PersonName(**read.part(node, where, how))

    def _test(self, node: Node) -> Test | None:
        read = self._read
        found = read.fields(node, schema.TEST_KEYS, "a test")
        how = {
            **dict.fromkeys(("in", "out", "source", "note"), read.prose),
            "same": read.choice_of({"true": True}),
            "flags": read.number,
        }
        values = read.values(found, how)
        values.pop("note", None)  # a remark to people
        if "in" not in found:
            read.missing(node, found, "a test without 'in'. Give the sentence to try.")
        elif "out" in found and "same" in found:
            read.complain(node, "a test with both 'out' and 'same'. Keep one.")
        elif found and not found.keys() & {"out", "same", "flags"}:
            read.complain(node, "a test that asks for nothing. Add 'out', 'same: true' or 'flags'.")
        if "in" not in values:
            return None
        line, column = read.lines.place(node.index)
        return Test(values.pop("in"), line=line, column=column, **values)


def _is_same(term: Term, preferred: str) -> bool:
    """Whether an admitted form only repeats the preferred one."""
    return term.text == preferred and term.match is not MatchMode.regex
