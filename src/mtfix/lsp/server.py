"""The language server: articles and glossaries are checked while they are typed, over standard input and output."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from mtfix import __version__, api
from mtfix.decisions import decider, dump_decisions, load_decisions
from mtfix.errors import MtfixError
from mtfix.lsp import answers
from mtfix.lsp.checked import Checked, OpenFile, check_article, check_glossary, format_for, is_glossary
from mtfix.lsp.keys import completions
from mtfix.lsp.sessions import FreshSessions
from mtfix.model import Decision

# Seconds without a keystroke before an article is checked.
DELAY = 0.3
# What articles are checked by: an editor that can tell of its changes is asked to.
_WATCHED = types.RegistrationParams(
    [
        types.Registration(
            "mtfix-files",
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(
                [
                    types.FileSystemWatcher(f"**/{name}")
                    for name in ("*.{yaml,yml}", "mtfix.toml", "pyproject.toml", ".mtfix-decisions.jsonl")
                ]
            ),
        )
    ]
)
T = TypeVar("T")


class Server(LanguageServer):
    """The state of one editor's server: the sessions, and each open file as it was last checked."""

    def __init__(self, config: str | None = None, glossaries: Sequence[str] = (), delay: float = DELAY) -> None:
        """`config` and `glossaries` are those of the command line; `delay` is in seconds."""
        # whole texts: pygls cuts lines at U+2028 and form feeds, which editors do not, so that changes would go astray
        super().__init__("mtfix", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.sessions = FreshSessions(None, config, glossaries)
        self.delay = delay
        self._checked: dict[str, Checked] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()
        # one thread: the databases of compiled glossaries are not shared between threads
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mtfix-check")

    async def work(self, function: Callable[..., T], *args: Any) -> T:
        """Run `function` in the worker, so that typing goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *args)

    def check_soon(self, uri: str) -> None:
        """Check a file when nothing more is typed for a moment."""
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._check_later(uri))

    async def _check_later(self, uri: str) -> None:
        await asyncio.sleep(self.delay)
        await self.publish(uri)

    async def publish(self, uri: str) -> None:
        """Check a file now and show what is found, unless it has changed or closed meanwhile."""
        file = self.file(uri)
        checked = await self.checked(uri)
        if uri in self.workspace.text_documents and self.file(uri) == file:
            found = answers.diagnostics(checked) if checked else []
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, file.version))

    async def publish_all(self) -> None:
        """Check every open file again: what they are checked by has changed."""
        self._checked.clear()
        for uri in list(self.workspace.text_documents):
            await self.publish(uri)

    def file(self, uri: str) -> OpenFile:
        """The present state of an open file."""
        document = self.workspace.get_text_document(uri)
        encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return OpenFile(
            uri,
            self.path_of(uri),
            document.version or 0,
            document.source,
            document.language_id or "",
            str(getattr(encoding, "value", encoding)),
        )

    async def checked(self, uri: str) -> Checked | None:
        """The findings on the present text of a file; None for what is no article and no glossary."""
        file = self.file(uri)
        known = self._checked.get(uri)
        if known is not None and known.file == file:
            return known
        checked = await self.work(self._check, file)
        if checked is not None:
            self._checked[uri] = checked
        return checked

    def _check(self, file: OpenFile) -> Checked | None:
        if is_glossary(file.path, file.text):
            return check_glossary(file)
        format = format_for(file)
        if format is None:
            return None
        try:
            return check_article(file, format, self.sessions.of(file.path))
        except MtfixError as error:
            self.tell(str(error))
            return None

    def path_of(self, uri: str) -> str:
        """The path of a file; one that is not saved yet counts as a file of the editor's folder."""
        if uri.startswith("file:"):
            return uris.to_fs_path(uri) or uri
        return str((self.sessions.root or Path.cwd()) / uri.rpartition("/")[2].replace(":", "-"))

    def tell(self, message: str) -> None:
        """Show an error once, not at each keystroke."""
        if message not in self._told:
            self._told.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"mtfix: {message}"))

    def forget(self, uri: str) -> None:
        """Drop what is known of a file that was closed, and take its findings off the screen."""
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._checked.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def ignore(self, checked: Checked, fingerprint: str) -> None:
        """Write the verdict "ignore" on a finding into the decisions file. Raises `MtfixError`."""
        found = [one for one in checked.findings if one.judged.fingerprint == fingerprint]
        if not found:
            return
        one = found[0]
        file = self.sessions.decisions_file(checked.file.path)
        known = load_decisions(file) if file.is_file() else {}
        start, end = max(0, one.place.start - 60), one.place.end + 60
        known[fingerprint] = Decision(
            fingerprint=fingerprint,
            verdict="ignore",
            by=decider(),
            at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            rule=one.finding.rule,
            text=one.place.text,
            concept=one.finding.concept,
            context=" ".join(checked.file.columns.text[start:end].split()),
        )
        api.write_atomic(file, dump_decisions(known.values()).encode())


def make_server(config: str | None = None, glossaries: Sequence[str] = (), delay: float = DELAY) -> Server:
    """A server with all its features, ready for `start_io`."""
    server = Server(config, glossaries, delay)
    _follow_files(server)
    _answer(server)
    return server


def _follow_files(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        root = server.workspace.root_path
        server.sessions.root = Path(root) if root else None
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching is not None and watching.dynamic_registration:
            await server.client_register_capability_async(_WATCHED)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        await server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        if not params.text_document.uri.endswith((".yaml", ".yml", ".toml", ".jsonl")):
            return
        await server.publish_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def others_changed(params: types.DidChangeWatchedFilesParams) -> None:
        await server.publish_all()


def _answer(server: Server) -> None:
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, answers.FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        checked = await server.checked(params.text_document.uri)
        only = None if params.context.only is None else [str(getattr(k, "value", k)) for k in params.context.only]
        return [] if checked is None else await server.work(answers.actions, checked, params.range, only)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        checked = await server.checked(params.text_document.uri)
        return None if checked is None else await server.work(answers.hover, checked, params.position)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        checked = await server.checked(params.text_document.uri)
        return None if checked is None else await server.work(answers.definition, checked, params.position)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "{"]))
    async def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        uri = params.text_document.uri
        if not is_glossary(server.path_of(uri), server.workspace.get_text_document(uri).source):
            return []
        checked = await server.checked(uri)
        if checked is None:
            return []
        offset = checked.file.columns.offset(params.position.line, params.position.character)
        words = completions(checked.file.columns.text, offset)
        return [types.CompletionItem(word, kind=types.CompletionItemKind.Property) for word in words]

    @server.command(answers.IGNORE)
    async def ignore(uri: str, fingerprint: str) -> None:
        checked = await server.checked(uri)
        if checked is None:
            return
        try:
            await server.work(server.ignore, checked, fingerprint)
        except MtfixError as error:
            server.tell(str(error))
        await server.publish_all()
