"""What the server answers about a checked file, in the types of the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lsprotocol import types

from mtfix.errors import Problem
from mtfix.glossary.model import Concept
from mtfix.lsp.checked import Checked
from mtfix.lsp.columns import Columns
from mtfix.model import Applicability, Severity
from mtfix.positions import SourceEdit
from mtfix.summary import Located

SOURCE = "mtfix"
IGNORE = "mtfix.ignore"
FIX_ALL = "source.fixAll.mtfix"
_SEVERITIES = {
    Severity.critical: types.DiagnosticSeverity.Error,
    Severity.major: types.DiagnosticSeverity.Warning,
    Severity.minor: types.DiagnosticSeverity.Information,
    Severity.neutral: types.DiagnosticSeverity.Hint,
}
_END_OF_WORD = " \t\r\n,]}:"


def range_of(columns: Columns, start: int, end: int) -> types.Range:
    """The range of two code points."""
    return types.Range(types.Position(*columns.position(start)), types.Position(*columns.position(end)))


def diagnostics(checked: Checked) -> list[types.Diagnostic]:
    """All findings, or the problems that keep the file from being read."""
    if checked.problems:
        return [_of_problem(problem, checked.file.columns) for problem in checked.problems]
    return [_of_finding(one, checked) for one in checked.findings]


def _of_problem(problem: Problem, columns: Columns) -> types.Diagnostic:
    start = columns.offset(max(problem.line - 1, 0), 0) + max(problem.column - 1, 0)
    start = min(start, len(columns.text))
    end = start + 1
    while end < len(columns.text) and columns.text[end] not in _END_OF_WORD:
        end += 1
    return types.Diagnostic(
        range_of(columns, start, min(end, len(columns.text))),
        problem.message,
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def _of_finding(one: Located, checked: Checked) -> types.Diagnostic:
    finding, columns = one.finding, checked.file.columns
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(checked.file.uri, range_of(columns, place.start, place.end)), "and here"
        )
        for place in one.related
    ]
    return types.Diagnostic(
        range_of(columns, one.place.start, one.place.end),
        "\n".join((finding.message, *finding.evidence)),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
        related_information=related or None,
        data=one.judged.fingerprint,
    )


def actions(checked: Checked, asked: types.Range, only: Sequence[str] | None) -> list[types.CodeAction]:
    """The quick fixes and "ignore" of the findings in a range, and the fix of all that is safe; `only` limits them."""
    out: list[types.CodeAction] = []
    if _wanted("quickfix", only):
        for one in _within(checked, asked):
            out += _quick_fixes(one, checked)
    if _wanted(FIX_ALL, only) and checked.safe_edits:
        title = f"Fix all that mtfix is sure of ({len(checked.safe_edits)})"
        out.append(types.CodeAction(title, kind=FIX_ALL, edit=_workspace_edit(checked, checked.safe_edits)))
    return out


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether `only` asks for `kind` or for a kind above it; None asks for everything."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") or one == "" for one in only)


def _within(checked: Checked, asked: types.Range) -> Iterator[Located]:
    start = checked.file.columns.offset(asked.start.line, asked.start.character)
    end = checked.file.columns.offset(asked.end.line, asked.end.character)
    return (one for one in checked.findings if one.place.start <= end and start <= one.place.end)


def _quick_fixes(one: Located, checked: Checked) -> Iterator[types.CodeAction]:
    diagnostic = _of_finding(one, checked)
    preferred = True
    for remedy in one.remedies:
        if not remedy.edits or remedy.fix.applicability is Applicability.display:
            continue
        yield types.CodeAction(
            _title(remedy.fix.title),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            is_preferred=preferred and remedy.fix.applicability is Applicability.safe,
            edit=_workspace_edit(checked, remedy.edits),
        )
        preferred = False
    if checked.session is not None:
        title = f"Ignore this {one.finding.rule} from now on"
        yield types.CodeAction(
            title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            command=types.Command(title, IGNORE, arguments=[checked.file.uri, one.judged.fingerprint]),
        )


def _title(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}"


def _workspace_edit(checked: Checked, edits: Iterable[SourceEdit]) -> types.WorkspaceEdit:
    document = types.OptionalVersionedTextDocumentIdentifier(checked.file.uri, checked.file.version)
    changes: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = [
        types.TextEdit(range_of(checked.file.columns, edit.start, edit.end), edit.after) for edit in edits
    ]
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])


def hover(checked: Checked, position: types.Position) -> types.Hover | None:
    """The concept that is named at a position, with its preferred form, its note and its glossary."""
    found = checked.concept_at(checked.file.columns.offset(position.line, position.character))
    if found is None:
        return None
    start, end, concept = found
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(_about(concept)))
    return types.Hover(content, range_of(checked.file.columns, start, end))


def _about(concept: Concept) -> Iterator[str]:
    yield f"**{_literal(concept.preferred.text)}** ({concept.type.value})"
    if concept.note:
        yield _literal(concept.note)
    if concept.admitted:
        yield f"Also right: {', '.join(_literal(term.text) for term in concept.admitted)}"
    if concept.variants:
        yield f"Wrong: {', '.join(_literal(term.text) for term in concept.variants[:12])}"
    for language, forms in concept.source.items():
        yield f"{language}: {', '.join(map(_literal, forms))}"
    yield f"`{concept.glossary}:{concept.line}`"


def _literal(text: str) -> str:
    """Text of a glossary that Markdown shows as it stands."""
    plain = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-!|~" else char for char in plain)


def definition(checked: Checked, position: types.Position) -> types.Location | None:
    """The entry of the concept that is named at a position."""
    found = checked.concept_at(checked.file.columns.offset(position.line, position.character))
    if found is None:
        return None
    concept = found[2]
    start = types.Position(max(concept.line - 1, 0), 0)
    return types.Location(Path(concept.glossary).absolute().as_uri(), types.Range(start, start))
