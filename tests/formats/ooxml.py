"""Small DOCX files for tests."""

import re
import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = [("berschrift1", "heading 1"), ("Bild", "caption"), ("HTMLCode", "HTML Code"), ("Zitat", "Quote")]


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file with `body` in its main part; other parts (header1, footnotes, comments...) by their names."""
    roots = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "comments": "comments"}
    files = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    relations = [("styles", "styles.xml")]
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = f"<w:{roots[kind]} {SPACES}>{content}</w:{roots[kind]}>"
        relations.append((kind, f"{name}.xml"))
    styles = "".join(f'<w:style w:styleId="{id}"><w:name w:val="{name}"/></w:style>' for id, name in _STYLES)
    files["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    main = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_type(name)}"/>' for name in files)
    types = f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="{_RELS}"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        **files,
    }
    return packed({name: (_DECLARATION + content).encode() for name, content in files.items()})


_RELS = "application/vnd.openxmlformats-package.relationships+xml"


def _type(name: str) -> str:
    kind = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
    return f"{_KIND}.{'document.main' if kind == 'document' else kind}+xml"


def packed(files: dict[str, bytes], **options: int) -> bytes:
    """A zip of `files`, the same on every run."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def p(*runs: str, props: str = "") -> str:
    """A paragraph of runs; a bare text is a run."""
    pieces = (run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{''.join(pieces)}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run; blanks at the edges of its text are kept, as Word writes it."""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}<w:t{space}>{text}</w:t></w:r>"


def part(data: bytes, name: str = "word/document.xml") -> str:
    """A part of a package, without declaration and namespaces."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        text = archive.read(name).decode()
    return re.sub(r' xmlns:\w+="[^"]*"', "", text.removeprefix(_DECLARATION))


def body(data: bytes) -> str:
    """The body of the main part."""
    found = re.search(r"<w:body>(.*)<w:sectPr/></w:body>", part(data), re.DOTALL)
    assert found
    return found[1]
