"""The language server as an editor meets it: a client that speaks JSON-RPC over standard input and output."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mtfix.decisions import load_decisions

GLOSSARY = """\
mtfix: 1
title: House names
entries:
- preferred: Elsewhere
- preferred: Nagorno-Karabakh
  type: place
  source: {zh: [纳卡]}
  admitted: [Karabakh]
  variants: [Naqqa, {text: Naka, action: suggest}]
  note: A region with a *hyphen*.
"""
ARTICLE = "😀 Talks in Naqqa.\n\nA day\u2028in Naka. Then Naqqa’s end.\n"
WAIT = 30


class Client:
    """A small editor. Each answer and each set of diagnostics is waited for, at most WAIT seconds."""

    def __init__(
        self, folder: Path, *args: str, encodings: list[str] | None = None, workspace: dict[str, Any] | None = None
    ) -> None:
        environment = {**os.environ, "MTFIX_CACHE_DIR": str(folder / "cache")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mtfix", "lsp", "--delay", "20", *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
        )
        self.folder = folder
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.number = 0
        threading.Thread(target=self._read, daemon=True).start()
        general = {"positionEncodings": encodings} if encodings else {}
        able = {"general": general, "workspace": workspace or {}}
        self.capabilities = self.ask(
            "initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": able}
        )["capabilities"]
        self.tell("initialized", {})

    def _read(self) -> None:
        assert self.process.stdout
        while header := self.process.stdout.readline():
            if header.lower().startswith(b"content-length:"):
                size = int(header.partition(b":")[2])
            elif not header.strip():
                self.messages.put(json.loads(self.process.stdout.read(size)))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.messages.get(timeout=WAIT)
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]

    def wait_for(self, method: str) -> dict[str, Any]:
        while True:
            message = self.messages.get(timeout=WAIT)
            if message.get("method") == method:
                params: dict[str, Any] = message["params"]
                return params

    def wait_for_request(self, method: str) -> dict[str, Any]:
        while True:
            message = self.messages.get(timeout=WAIT)
            if message.get("method") == method and "id" in message:
                return message

    def answer(self, request: dict[str, Any]) -> None:
        self._send({"id": request["id"], "result": None})

    def open(self, name: str, text: str, language: str = "plaintext") -> list[dict[str, Any]]:
        document = {"uri": self.uri(name), "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(name)

    def change(self, name: str, version: int, text: str) -> None:
        document = {"uri": self.uri(name), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def diagnostics(self, name: str) -> list[dict[str, Any]]:
        found = self.wait_for("textDocument/publishDiagnostics")
        assert found["uri"] == self.uri(name)
        out: list[dict[str, Any]] = found["diagnostics"]
        return out

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def at(self, method: str, name: str, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        return self.ask(method, {"textDocument": {"uri": self.uri(name)}, "position": position})

    def actions(self, name: str, range_: dict[str, Any], only: list[str] | None = None) -> list[dict[str, Any]]:
        context: dict[str, Any] = {"diagnostics": []} if only is None else {"diagnostics": [], "only": only}
        asked = {"textDocument": {"uri": self.uri(name)}, "range": range_, "context": context}
        out: list[dict[str, Any]] = self.ask("textDocument/codeAction", asked)
        return out

    def stop(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.communicate(timeout=WAIT)
        assert self.process.returncode == 0


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "mtfix.toml").write_text('glossaries = ["house.yaml"]\nselect = ["term"]\n')
    (tmp_path / "house.yaml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(room: Path) -> Iterator[Client]:
    client = Client(room)
    yield client
    client.stop()


def carried_out(text: str, edits: list[dict[str, Any]]) -> str:
    """`text` after edits with UTF-16 columns, as an editor carries them out: from the last to the first."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: (one["range"]["start"]["line"], one["range"]["start"]["character"]))[
        ::-1
    ]:
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"]
        units = lines[start["line"]].encode("utf-16-le")
        new = units[: 2 * start["character"]] + edit["newText"].encode("utf-16-le") + units[2 * end["character"] :]
        lines[start["line"]] = new.decode("utf-16-le")
    return "\n".join(lines)


def edits_of(action: dict[str, Any]) -> list[dict[str, Any]]:
    [change] = action["edit"]["documentChanges"]
    edits: list[dict[str, Any]] = change["edits"]
    return edits


def marked(text: str, range_: dict[str, Any], codec: str = "utf-16-le", unit: int = 2) -> str:
    """The words that an editor underlines."""
    line = text.split("\n")[range_["start"]["line"]].encode(codec)
    return line[unit * range_["start"]["character"] : unit * range_["end"]["character"]].decode(codec)


def test_findings_stand_at_the_right_utf16_columns(client: Client) -> None:
    assert client.capabilities["positionEncoding"] == "utf-16"
    found = client.open("a.txt", ARTICLE)
    assert [marked(ARTICLE, one["range"]) for one in found] == ["Naqqa", "Naka", "Naqqa"]
    assert found[0]["range"]["start"] == {"line": 0, "character": 12}  # the emoji is two units
    assert {one["code"] for one in found} == {"term.variant"}
    assert {one["source"] for one in found} == {"mtfix"}


@pytest.mark.parametrize(("encoding", "codec", "unit"), [("utf-8", "utf-8", 1), ("utf-32", "utf-32-le", 4)])
def test_columns_are_counted_as_agreed(room: Path, encoding: str, codec: str, unit: int) -> None:
    client = Client(room, encodings=[encoding, "utf-16"])
    assert client.capabilities["positionEncoding"] == encoding
    found = client.open("a.txt", ARTICLE)
    assert [marked(ARTICLE, one["range"], codec, unit) for one in found] == ["Naqqa", "Naka", "Naqqa"]
    assert client.at("textDocument/hover", "a.txt", **found[0]["range"]["start"])["range"] == found[0]["range"]
    client.stop()


def test_findings_follow_what_is_typed(client: Client) -> None:
    assert len(client.open("a.txt", ARTICLE)) == 3
    for version, text in enumerate(["In Na", "In Naqq", "In Naqqa."], 2):
        client.change("a.txt", version, text)
    found = client.wait_for("textDocument/publishDiagnostics")
    while found["version"] < 4:
        found = client.wait_for("textDocument/publishDiagnostics")
    assert [marked("In Naqqa.", one["range"]) for one in found["diagnostics"]] == ["Naqqa"]
    client.tell("textDocument/didClose", {"textDocument": {"uri": client.uri("a.txt")}})
    assert client.diagnostics("a.txt") == []


def test_quick_fix_changes_one_place(client: Client) -> None:
    found = client.open("a.txt", ARTICLE)
    [fix, ignore] = client.actions("a.txt", found[0]["range"], ["quickfix"])
    assert fix["isPreferred"] is True
    assert "Nagorno-Karabakh" in fix["title"]
    assert carried_out(ARTICLE, edits_of(fix)) == ARTICLE.replace("Naqqa.", "Nagorno-Karabakh.")
    assert ignore["command"]["command"] == "mtfix.ignore"
    [suggestion, _] = client.actions("a.txt", found[1]["range"], ["quickfix"])
    assert suggestion["isPreferred"] is False


def test_fix_all_does_what_is_safe_and_no_more(client: Client) -> None:
    found = client.open("a.txt", ARTICLE)
    [fix] = client.actions("a.txt", found[1]["range"], ["source.fixAll"])
    assert fix["kind"] == "source.fixAll.mtfix"
    after = carried_out(ARTICLE, edits_of(fix))
    assert after == "😀 Talks in Nagorno-Karabakh.\n\nA day\u2028in Naka. Then Nagorno-Karabakh’s end.\n"
    client.change("a.txt", 2, after)
    assert [marked(after, one["range"]) for one in client.diagnostics("a.txt")] == ["Naka"]
    assert client.actions("a.txt", found[1]["range"], ["source.fixAll.mtfix"]) == []
    assert client.actions("a.txt", found[1]["range"], ["refactor"]) == []


def test_ignore_is_a_decision_that_check_knows(client: Client) -> None:
    found = client.open("a.txt", ARTICLE)
    [_, ignore] = client.actions("a.txt", found[0]["range"], ["quickfix"])
    command = ignore["command"]
    client.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    client.change("a.txt", 2, f"{ARTICLE}\nMore.\n")
    left = client.wait_for("textDocument/publishDiagnostics")
    while left.get("version") != 2:
        left = client.wait_for("textDocument/publishDiagnostics")
    assert len(left["diagnostics"]) == 2
    file = client.folder / ".mtfix-decisions.jsonl"
    [decision] = load_decisions(file).values()
    assert (decision.verdict, decision.rule, decision.text) == ("ignore", "term.variant", "Naqqa")
    assert decision.concept == "nagorno-karabakh"
    (client.folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    call = [sys.executable, "-m", "mtfix", "check", "a.txt", "-f", "json", "--decisions", str(file)]
    done = subprocess.run(call, cwd=client.folder, capture_output=True, check=False)
    statuses = [one["status"] for one in json.loads(done.stdout)["results"][0]["findings"]]
    assert statuses.count("ignored") == 1


def test_hover_tells_the_concept(client: Client) -> None:
    client.open("a.txt", ARTICLE)
    shown = client.at("textDocument/hover", "a.txt", 0, 13)
    text = shown["contents"]["value"]
    assert "**Nagorno\\-Karabakh** (place)" in text
    assert "A region with a \\*hyphen\\*." in text
    assert f"`{client.folder / 'house.yaml'}:5`" in text
    assert "纳卡" in text
    assert client.at("textDocument/hover", "a.txt", 0, 4) is None


def test_hover_on_the_right_form_too(client: Client) -> None:
    client.open("a.txt", "Karabakh is far.")
    assert client.at("textDocument/hover", "a.txt", 0, 2)["range"]["end"]["character"] == 8


def test_definition_is_the_entry(client: Client) -> None:
    client.open("a.txt", ARTICLE)
    found = client.at("textDocument/definition", "a.txt", 0, 13)
    assert found["uri"] == client.uri("house.yaml")
    assert GLOSSARY.split("\n")[found["range"]["start"]["line"]] == "- preferred: Nagorno-Karabakh"


def test_mark_up_is_not_in_the_way(client: Client) -> None:
    text = "# 😀\n\nIn **Naqqa** and `Naqqa`, [Naqqa](http://Naqqa).\n"
    found = client.open("a.md", text, "markdown")
    assert [marked(text, one["range"]) for one in found] == ["Naqqa", "Naqqa"]
    [fix] = client.actions("a.md", found[0]["range"], ["source.fixAll.mtfix"])
    after = "In **Nagorno-Karabakh** and `Naqqa`, [Nagorno-Karabakh](http://Naqqa).\n"
    assert carried_out(text, edits_of(fix)) == f"# 😀\n\n{after}"


def test_a_saved_glossary_is_in_force_at_once(client: Client) -> None:
    assert client.open("a.txt", "In Shusha.") == []
    (client.folder / "house.yaml").write_text(f"{GLOSSARY}- preferred: Shushi\n  variants: [Shusha]\n", "utf-8")
    client.tell("textDocument/didSave", {"textDocument": {"uri": client.uri("house.yaml")}})
    assert [one["code"] for one in client.diagnostics("a.txt")] == ["term.variant"]


def test_a_glossary_that_another_program_changes(room: Path) -> None:
    client = Client(room, workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    asked = client.wait_for_request("client/registerCapability")
    [registration] = asked["params"]["registrations"]
    patterns = [one["globPattern"] for one in registration["registerOptions"]["watchers"]]
    assert "**/*.{yaml,yml}" in patterns
    client.answer(asked)
    assert client.open("a.txt", "In Shusha.") == []
    (room / "house.yaml").write_text(f"{GLOSSARY}- preferred: Shushi\n  variants: [Shusha]\n", "utf-8")
    client.tell(registration["method"], {"changes": [{"uri": client.uri("house.yaml"), "type": 2}]})
    assert [one["code"] for one in client.diagnostics("a.txt")] == ["term.variant"]
    client.stop()


def test_a_glossary_that_changes_behind_the_editors_back(client: Client) -> None:
    assert client.open("a.txt", "In Shusha.") == []
    (client.folder / "house.yaml").write_text(f"{GLOSSARY}- preferred: Shushi\n  variants: [Shusha]\n", "utf-8")
    client.change("a.txt", 2, "In Shusha!")
    assert [one["code"] for one in client.diagnostics("a.txt")] == ["term.variant"]


def test_fast_typing_in_a_long_article_is_checked_when_it_pauses(client: Client) -> None:
    text = "The talks went on without a result. " * 2800  # 100 kB
    assert client.open("a.txt", text) == []
    for version in range(2, 32):
        client.change("a.txt", version, f"{text}In Naqqa{'.' * version}")
    shown = [client.wait_for("textDocument/publishDiagnostics")]
    while shown[-1]["version"] < 31:
        shown.append(client.wait_for("textDocument/publishDiagnostics"))
    assert len(shown) < 15, "not after each letter"
    [one] = shown[-1]["diagnostics"]
    assert marked(f"{text}In Naqqa.", one["range"]) == "Naqqa"


def test_a_broken_glossary_is_told_once_and_the_server_lives(client: Client) -> None:
    (client.folder / "house.yaml").write_text("mtfix: 1\nentries:\n- {prefered: X}\n")
    document = {"uri": client.uri("a.txt"), "languageId": "plaintext", "version": 1, "text": ARTICLE}
    client.tell("textDocument/didOpen", {"textDocument": document})
    assert "Did you mean 'preferred'?" in client.wait_for("window/showMessage")["message"]
    assert client.diagnostics("a.txt") == []
    (client.folder / "house.yaml").write_text(GLOSSARY, encoding="utf-8")
    client.change("a.txt", 2, ARTICLE)
    assert len(client.diagnostics("a.txt")) == 3


def test_load_errors_of_a_glossary_while_typing(client: Client) -> None:
    text = "# names\nmtfix: 1\nentries:\n- prefered: 😀\n  variants: [no]\n"
    found = client.open("house.yaml", text, "yaml")
    assert [marked(text, one["range"]) for one in found] == ["prefered", "no"] or found[0]["severity"] == 1
    assert any("Did you mean 'preferred'?" in one["message"] for one in found)
    assert client.open("other.yaml", "jobs:\n  mtfix: 1\n", "yaml") == []


def test_lint_of_a_glossary_and_its_fixes(client: Client) -> None:
    text = "mtfix: 1\nentries:\n- preferred: Nagorno-Karabakh\n  variants:\n  - Naqqa\n  - Naqqa\n"
    found = client.open("house.yaml", text, "yaml")
    [repeated] = [one for one in found if one["code"] == "glossary.repeated-form"]
    assert marked(text, repeated["range"]) == "Naqqa"
    fixes = [one for one in client.actions("house.yaml", repeated["range"], ["quickfix"]) if "edit" in one]
    assert fixes
    assert not any("command" in one for one in client.actions("house.yaml", repeated["range"], ["quickfix"]))


def test_completion_of_keys_in_a_glossary(client: Client) -> None:
    text = "mtfix: 1\nentries:\n- preferred: X\n  ty"
    client.open("house.yaml", text, "yaml")
    words = {one["label"] for one in client.at("textDocument/completion", "house.yaml", 3, 4)}
    assert {"type", "variants", "note"} <= words
    assert client.at("textDocument/completion", "house.yaml", 1, 0) != []
    client.open("a.txt", "mtfix", "plaintext")
    assert client.at("textDocument/completion", "a.txt", 0, 5) == []


def test_without_the_extra_it_says_what_to_install(room: Path) -> None:
    (room / "sitecustomize.py").write_text("import sys\nsys.modules['pygls'] = None\n")
    environment = {**os.environ, "PYTHONPATH": str(room)}
    call = [sys.executable, "-m", "mtfix", "lsp"]
    done = subprocess.run(call, cwd=room, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'mtfix[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr
