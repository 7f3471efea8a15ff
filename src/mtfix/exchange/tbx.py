"""TBX (ISO 30042): reads version 2 (``martif``) and 3, both styles (DCA and DCT); writes version 3, TBX-Basic in DCA.

Preferred, admitted and superseded terms are its administrative statuses. What TBX-Basic has no place for stands in a
note that begins with "mtfix:". A document type is passed over where it only names a file, which nobody opens; one that
declares anything is refused, and so is every entity that XML does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from mtfix.errors import SourceError
from mtfix.glossary import schema
from mtfix.glossary.carried import (
    Entry,
    head_rest,
    identifier,
    rest,
    sources,
    summary,
    whole,
    whole_head,
    with_id,
    words,
)
from mtfix.model import ExchangeFormat

_PRIVATE = "mtfix:"
_CARRIED = ("preferred", "id", "type", "source", "admitted", "variants", "note")
_LARGEST = 256 << 20
_DEEPEST = 60
_STATUSES = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "variants": "supersededTerm-admn-sts",
}
# The picklists of TBX 2 and 3, and the plain words that tools write instead.
_STANDING = {
    "preferred": "preferred",
    "preferredterm": "preferred",
    "standardizedterm": "preferred",
    "legalterm": "preferred",
    "regulatedterm": "preferred",
    "admitted": "admitted",
    "admittedterm": "admitted",
    "deprecated": "variants",
    "deprecatedterm": "variants",
    "superseded": "variants",
    "supersededterm": "variants",
    "forbidden": "variants",
    "notrecommended": "variants",
    "obsolete": "variants",
}
_REMARKS = ("definition", "explanation", "context", "note", "usageNote")
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"


class _Element(Struct):
    """An element of the file; `name` has no namespace, `text` is that of the element alone."""

    name: str
    attributes: Mapping[str, str]
    children: list[_Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, on one line but for line ends of its own making."""
        inner = "".join(self.pieces) + "".join(child.text for child in self.children)
        return inner.strip()

    def every(self, *names: str) -> Iterator[_Element]:
        """Elements of these names at any depth, not looking inside those found."""
        for child in self.children:
            if child.name in names:
                yield child
            else:
                yield from child.every(*names)

    @property
    def kind(self) -> str:
        """What it says: its `type` in DCA style, its own name in DCT style."""
        return self.attributes.get("type", self.name)


def read(data: bytes, path: str) -> tuple[Mapping[str, object], Sequence[str]]:
    """The glossary in a TBX file. English terms are our forms, all others source forms. Raises `SourceError`."""
    root = _tree(data, path)
    if root.name not in ("tbx", "martif"):
        raise SourceError(f"{path}: its root is <{root.name}>, not <tbx> or <martif>. Export it as TBX.")
    head = {}
    title = ""
    for statement in root.every("titleStmt"):
        title = next((one.text for one in statement.every("title")), "")
        head = whole_head(next(_private(statement), ""), path)
    notes: list[str] = []
    entries = []
    for number, element in enumerate(root.every("conceptEntry", "termEntry"), 1):
        entry = _entry(element, f"{path}: entry {element.attributes.get('id', number)}", notes)
        if entry is not None:
            entries.append(entry)
    if title and not head and title != _NO_TITLE:
        head = {"title": " ".join(title.split())}
    return {"mtfix": schema.VERSION, **head, "entries": entries}, notes


def _entry(element: _Element, where: str, notes: list[str]) -> Entry | None:
    standings: dict[str, list[str]] = {"preferred": [], "admitted": [], "variants": []}
    forms: dict[str, list[str]] = {}
    unsaid: list[str] = []
    for section in element.every("langSec", "langSet"):
        language = section.attributes.get(_XML_LANG, section.attributes.get("lang", "")).replace("_", "-")
        for term, standing in _terms(section):
            if not _is_english(language):
                forms.setdefault(_code(language), []).append(term)
            elif standing:
                standings[standing].append(term)
            else:
                unsaid.append(term)
    preferred, *also = [*standings["preferred"], *unsaid, *standings["admitted"]] or [""]
    if not preferred:
        notes.append(f"{where}: no English term that may be used, left out")
        return None
    remarks = [text for text in _remarks(element) if not text.startswith(_PRIVATE)]
    open_part: Entry = {
        "preferred": preferred,
        "source": forms,
        "admitted": also,
        "variants": standings["variants"],
        "note": "\n".join(dict.fromkeys(remarks)),
    }
    for one in element.every("descrip", "subjectField"):
        if one.kind == "subjectField" and one.text in schema.TYPES:
            open_part["type"] = one.text
    found = whole(open_part, next(_private(element), ""), where)
    given = element.attributes.get("id", "").removeprefix("c-")
    # an id that XML has no letters for is kept privately
    return found if given == _id(str(found.get("id", ""))) else with_id(given, found)


def _terms(section: _Element) -> Iterator[tuple[str, str]]:
    """Each term of a language with its standing, "" where it does not say."""
    for group in section.every("termSec", "tig", "ntig"):
        standing = ""
        for one in group.every("termNote", "administrativeStatus", "normativeAuthorization"):
            if one.kind in ("administrativeStatus", "normativeAuthorization"):
                standing = _STANDING.get(one.text.lower().partition("-")[0], standing)
        for term in group.every("term"):
            if text := " ".join(term.text.split()):
                yield text, standing


def _remarks(element: _Element) -> Iterator[str]:
    for one in element.every("descrip", "note", *_REMARKS):
        if one.kind in _REMARKS and one.text:
            yield one.text


def _private(element: _Element) -> Iterator[str]:
    for note in element.every("note"):
        if note.text.startswith(_PRIVATE):
            yield note.text.removeprefix(_PRIVATE)


def _is_english(language: str) -> bool:
    return language.lower().partition("-")[0] == "en"


def _code(language: str) -> str:
    code = language[:1].lower() + language[1:]
    lowered = language.partition("-")[0].lower() + ("-" + language.partition("-")[2] if "-" in language else "")
    return next((one for one in (code, lowered) if schema.LANGUAGE.fullmatch(one)), "und")


def _tree(data: bytes, path: str) -> _Element:
    if len(data) > _LARGEST:
        raise SourceError(f"{path}: more than {_LARGEST:,} bytes. Cut it into several files.")
    parser = expat.ParserCreate(namespace_separator=" ")
    root = _Element("", {})
    stack = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        element = _Element(name.rpartition(" ")[2], attributes)
        stack[-1].children.append(element)
        stack.append(element)
        if len(stack) > _DEEPEST:
            raise SourceError(f"{path}: elements nested more than {_DEEPEST} deep. Export it again.")

    def text(piece: str) -> None:
        stack[-1].pieces.append(piece)

    def doctype(name: str, system: str | None, public: str | None, declares: int) -> None:
        if declares:
            refuse()

    def refuse(*declaration: object) -> NoReturn:
        raise SourceError(f"{path}: it declares entities or a document type of its own, which is refused, for safety.")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: stack.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = refuse
    parser.SkippedEntityHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = f"{path}:{error.lineno}:{error.offset + 1}"
        raise SourceError(f"{place}: not well-formed XML: {expat.ErrorString(error.code)}. Export it again.") from None
    except (LookupError, UnicodeError, ValueError) as error:
        raise SourceError(f"{path}: cannot read its encoding: {error}. Save it as UTF-8.") from None
    return root.children[0]


_NO_TITLE = "Glossary"


def write(glossary: Mapping[str, object]) -> tuple[bytes, Sequence[str]]:
    """The glossary as TBX-Basic, version 3, in DCA style."""
    entries: Sequence[Mapping[str, Any]] = glossary["entries"]  # type: ignore[assignment]  # plain data of a glossary
    lines = list(_head(glossary))
    for entry in entries:
        lines += _concept(entry, str(glossary.get("language", "en")))
    lines += ["</body></text>", "</tbx>", ""]
    return "\n".join(lines).encode(), summary(entries, _CARRIED, "TBX")


def _head(glossary: Mapping[str, Any]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    language = quoteattr(str(glossary.get("language", "en")))
    yield f'<tbx type="TBX-Basic" style="dca" xml:lang={language} xmlns="urn:iso:std:iso:30042:ed-2">'
    private = head_rest(glossary)
    note = f"<note>{_text(_PRIVATE + private)}</note>" if private else ""
    title = f"<title>{_text(glossary.get('title', _NO_TITLE))}</title>"
    yield f"<tbxHeader><fileDesc><titleStmt>{title}{note}</titleStmt>"
    yield "<sourceDesc><p>Exported by mtfix.</p></sourceDesc></fileDesc></tbxHeader>"
    yield "<text><body>"


def _concept(entry: Mapping[str, Any], language: str) -> Iterator[str]:
    # an id of XML begins with a letter
    yield f"<conceptEntry id={quoteattr('c-' + _id(identifier(entry)))}>"
    if "type" in entry:
        yield f'  <descrip type="subjectField">{_text(entry["type"])}</descrip>'
    private = rest(entry, _CARRIED)
    hidden = [key for key in ("note",) if key in entry and not _survives(entry[key])]
    hidden += [] if _id(identifier(entry)) == identifier(entry) else ["id"]
    if hidden:  # a note that would come back otherwise
        private = rest(entry, tuple(key for key in _CARRIED if key not in hidden))
    if "note" in entry and "note" not in hidden:
        yield f"  <note>{_text(entry['note'])}</note>"
    if private:
        yield f"  <note>{_text(_PRIVATE + private)}</note>"
    yield f"  <langSec xml:lang={quoteattr(language)}>"
    yield _term(entry["preferred"], "preferred")
    for key in ("admitted", "variants"):
        yield from (_term(text, key) for text in words(entry, key))
    yield "  </langSec>"
    for code, forms in sources(entry).items():
        yield f"  <langSec xml:lang={quoteattr(code)}>"
        yield from (_term(form) for form in forms)
        yield "  </langSec>"
    yield "</conceptEntry>"


def _survives(note: str) -> bool:
    return not note.startswith(_PRIVATE)


def _id(name: str) -> str:
    """`name` as the rest of an XML id."""
    return "".join(char if char.isalnum() or char in "-_." else "-" for char in name)


def _term(text: str, standing: str = "") -> str:
    note = f'<termNote type="administrativeStatus">{_STATUSES[standing]}</termNote>' if standing else ""
    return f"    <termSec><term>{_text(text)}</term>{note}</termSec>"


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


exchange = ExchangeFormat("tbx", (".tbx",), read, write, "TBX: reads versions 2 and 3, writes TBX-Basic 3")
