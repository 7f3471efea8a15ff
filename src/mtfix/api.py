"""The library: check and fix texts and files. Everything that touches the disk passes here.

>>> import mtfix
>>> result = mtfix.fix("Talks on the Naqqa issue between Armenia and Azerbaijan.")
>>> result.corrected
'Talks on the Nagorno-Karabakh issue between Armenia and Azerbaijan.'
"""

from __future__ import annotations

import fnmatch
import functools
import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mtfix import registry
from mtfix.config import SHIPPED, Config, find_config, load_config
from mtfix.decisions import load_decisions
from mtfix.engine import Engine, Look, unedited
from mtfix.errors import GlossaryError, Problem, SourceError, UsageError
from mtfix.glossary.cache import cache_folder, note, noted
from mtfix.glossary.compiled import VERSION, CompiledGlossary, open_glossary
from mtfix.glossary.layers import conflict, is_off
from mtfix.model import (
    Applicability,
    ConceptRef,
    Document,
    Format,
    GlossaryRef,
    OptionValue,
    Report,
    Result,
    Rule,
    Severity,
)
from mtfix.selection import Policy
from mtfix.splice import verify

if TYPE_CHECKING:
    from mtfix.remembered import Memory

STDIN = "-"
FormatOptions: TypeAlias = Mapping[str, Mapping[str, OptionValue]]
NO_OPTIONS: FormatOptions = {}


def fix(
    text: str,
    *,
    glossaries: Sequence[str | os.PathLike[str]] | None = None,
    source: str | None = None,
    source_language: str | None = None,
    unsafe: bool = False,
    format: str = "text",
) -> Result:
    """Fix a text: `Result.corrected` is the corrected text, `Result.findings` what was found and done.

    `glossaries` are paths (default: the shipped ones); `source` is the original text. Raises `MtfixError`.
    """
    session = Session(_config(glossaries, source_language))
    threshold = Applicability.unsafe if unsafe else Applicability.safe
    return session.run_text(text, format, Policy(threshold), source)


def check(
    text: str,
    *,
    glossaries: Sequence[str | os.PathLike[str]] | None = None,
    source: str | None = None,
    source_language: str | None = None,
    format: str = "text",
) -> Result:
    """Check a text and change nothing; `Result.findings` are in order of place. Arguments as for `fix`."""
    session = Session(_config(glossaries, source_language))
    return session.run_text(text, format, Policy(), source)


def _config(glossaries: Sequence[str | os.PathLike[str]] | None, source_language: str | None) -> Config:
    paths = None if glossaries is None else tuple(os.fspath(path) for path in glossaries)
    return Config().with_options(glossaries=paths, source_language=source_language)


class Session:
    """One configuration made ready: rules chosen, glossaries open. Serves any number of documents."""

    def __init__(self, config: Config, formats: FormatOptions = NO_OPTIONS, remember: bool = False) -> None:
        """Choose the rules and open the glossaries. Raises `ConfigError`, `GlossaryError`, `UsageError`.

        `formats` are options of document formats that go before those of the configuration; to `remember` keeps what
        was seen in an article in the cache folder, so that checking it again costs next to nothing.
        """
        self.config = config
        self._formats = formats
        if config.select or config.enable or config.ignore or config.model:
            _ = self.rules  # what is wrong with these is told at once
        self.glossaries = tuple(open_glossaries(config.glossaries))
        self.decisions = load_decisions(Path(config.decisions)) if config.decisions else {}
        self._memory = self._remembering() if remember else None

    @functools.cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in force. They are imported when they are first asked for: a remembered article needs none."""
        rules = choose_rules(self.config, all_rules())
        if any(rule.model for rule in rules):
            from mtfix import lm  # asked for by few

            lm.require()
        return rules

    @functools.cached_property
    def engine(self) -> Engine:
        """The rules and glossaries, ready to look at articles."""
        from mtfix.matching.exact import Finder

        return Engine(self.rules, Finder(self.glossaries), self.config.rules, self.config.source_language)

    def format_for(self, path: str) -> Format:
        """The document format of a file, with the options in force."""
        return configured(format_of(path) or format_named("text"), self.config.formats, self._formats)

    def _remembering(self) -> Memory | None:
        folder = cache_folder()
        if folder is None:
            return None
        from mtfix.remembered import Memory

        return Memory(folder, self.config, {**self.config.formats, **self._formats}, self.glossaries)

    def policy(self, threshold: Applicability | None) -> Policy:
        """Apply what is at least `threshold` (None: nothing), and what was decided."""
        return Policy(threshold, self.decisions)

    def run(self, document: Document, format: Format, policy: Policy, source: Document | None = None) -> Result:
        """Check `document` and apply what `policy` selects; the output is proved to be right and reversible.

        Raises `SourceError` where that cannot be done, for instance as a regex of a glossary takes too long.
        """
        try:
            look = self._remembered_look(document, source) if policy.threshold is None and document.digest else None
            result = unedited(document, format, policy, look) if look else None
            if result is None:
                result = self.engine.run(document, format, policy, source, look)
        except GlossaryError as error:
            raise SourceError(f"{document.path}: {error}") from None
        if result.edits or result.notes:
            verify(document, result.edits, result.output, format, result.notes)
        return result

    def _remembered_look(self, document: Document, source: Document | None) -> Look | None:
        """What was seen in the document before, or is now; None where nothing is remembered."""
        if self._memory is None:
            return None
        return self._memory.look(document, source, lambda: self.engine.look(document, source)[0])

    def run_text(self, text: str, format: str, policy: Policy, source: str | None = None) -> Result:
        """The same for a text in memory."""
        chosen = format_named(format)
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise SourceError(f"text: a lone surrogate at {error.start}. Decode the article properly.") from None
        original = None if source is None else format_named("text").read(source.encode(), "source", None)
        return self.run(chosen.read(data, STDIN, "utf-8"), chosen, policy, original)

    def report(self, results: Iterable[Result], fail_on: Severity | None = None) -> Report:
        """A report of results, with what is needed to replay and to undo them."""
        kept = tuple(results)
        concepts: dict[str, ConceptRef] = {}
        for result in kept:
            for judged in result.findings:
                if judged.finding.concept and judged.finding.concept not in concepts:
                    concepts.update(self._concept(judged.finding.concept))
        return Report(
            results=kept,
            version=_version(),
            glossaries=tuple(GlossaryRef(one.path, f"sha256:{one.digest}", one.size) for one in self.glossaries),
            concepts=concepts,
            config_digest=f"sha256:{self.config.digest}",
            rules=_RulesByName(self),
            fail_on=self.config.fail_on if fail_on is None else fail_on,
        )

    def _concept(self, concept_id: str) -> Mapping[str, ConceptRef]:
        for glossary in reversed(self.glossaries):  # the highest layer has the say
            if (found := glossary.find(concept_id)) is not None and not is_off(found):
                return {concept_id: ConceptRef(found.id, found.preferred.text, glossary.path, found.line)}
        return {}


class _RulesByName(Mapping[str, Rule]):
    """The rules of a session by name, which few reports ask for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @functools.cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.name: rule for rule in self._session.rules}

    def __getitem__(self, name: str) -> Rule:
        return self._rules[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule that is installed, by name."""
    return tuple(sorted(registry.discover("mtfix.rules", "rule", Rule), key=lambda rule: rule.name))


@functools.cache
def all_formats() -> tuple[Format, ...]:
    """Every document format that is installed."""
    return registry.discover("mtfix.formats", "format", Format)


def choose_rules(config: Config, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that `config` runs: selected ones or those on by default, those enabled, less those ignored.

    Raises `UsageError` for a rule that is not known, or that needs a model which `config` does not name.
    """

    def named(rule: Rule, names: Sequence[str]) -> bool:
        return any(name in names for name in (rule.name, *rule.aliases, rule.name.partition(".")[0]))

    known = {name for rule in rules for name in (rule.name, *rule.aliases, rule.name.partition(".")[0])}
    for name in (*config.select, *config.enable, *config.ignore):
        if name not in known:
            raise UsageError(f"unknown rule {name!r}. `mtfix rule` lists all.")
    for rule in rules:
        if rule.model not in ("", config.model) and rule.name in (*config.select, *config.enable):
            raise UsageError(f"rule {rule.name!r} asks a model. Add `--model {rule.model}`.")
    chosen = [
        rule
        for rule in rules
        if (named(rule, config.select) if config.select else rule.enabled or rule.model) or named(rule, config.enable)
    ]
    return tuple(rule for rule in chosen if not named(rule, config.ignore) and rule.model in ("", config.model))


def shipped_folder() -> Path:
    """Where the glossaries that come with mtfix stand: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "glossaries"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "glossaries"


def glossary_files(names: Sequence[str]) -> dict[Path, int]:
    """The glossary files that paths, folders and the word "shipped" stand for, in order, each with its layer.

    Each name is a layer above those before it; a file that is named twice stands where it is named last.
    """
    out: dict[Path, int] = {}
    for layer, name in enumerate(names):
        path = shipped_folder() if name == SHIPPED else Path(name)
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
            if not found:
                raise GlossaryError(f"{path}: no .yaml file in this folder. Name a glossary file.")
        else:
            found = [path]
        for file in found:
            out.pop(file, None)
            out[file] = layer
    return out


def open_glossaries(names: Sequence[str]) -> list[CompiledGlossary]:
    """The compiled glossaries of `names`, in their layers.

    Raises `GlossaryError` with the problems of all files, not only the first: also where two files of one layer
    contradict each other.
    """
    problems: list[Problem] = []
    opened: list[CompiledGlossary] = []
    for path, layer in glossary_files(names).items():
        try:
            glossary = open_glossary(path)
        except GlossaryError as error:
            problems += error.problems
        else:
            glossary.layer = layer
            opened.append(glossary)
    problems += _conflicts(opened)
    if problems:
        raise GlossaryError(problems=problems)
    return opened


def _conflicts(opened: Sequence[CompiledGlossary]) -> Iterator[Problem]:
    """What entries of one id in files of one layer contradict each other in."""
    for _, group in groupby(sorted(opened, key=attrgetter("layer")), key=attrgetter("layer")):
        beside = list(group)
        if len(beside) == 1:
            continue
        # to compare a million ids takes longer than to check an article
        files = hashlib.sha256(" ".join(sorted(one.digest for one in beside)).encode()).hexdigest()
        fact = f"{files[:40]}-v{VERSION}.agree"
        if noted(fact):
            continue
        found = list(_contradictions(beside))
        yield from found
        if not found:
            note(fact)


def _contradictions(beside: Sequence[CompiledGlossary]) -> Iterator[Problem]:
    met: set[str] = set()
    for number, glossary in enumerate(beside):
        ids = glossary.ids()
        for name in sorted(met & ids):
            one, other = next(filter(None, (one.find(name) for one in beside[:number]))), glossary.find(name)
            if other and (why := conflict(one, other)):
                message = f"{other.preferred.text!r} contradicts {one.glossary}:{one.line}: {why}."
                place = other.preferred
                yield Problem(
                    f"{message} Mend one, or name one file after the other.", other.glossary, place.line, place.column
                )
        met |= ids


def configured(format: Format, *options: FormatOptions) -> Format:
    """The document format with the `options` of its name, of which later ones go before. Raises `UsageError`."""
    own = {name: value for given in options for name, value in given.get(format.name, {}).items()}
    return format.configure(own) if own and format.configure else format


def format_named(name: str) -> Format:
    """The document format of that name. Raises `UsageError`."""
    for format in all_formats():
        if format.name == name:
            return format
    raise UsageError(f"unknown format {name!r}. Choose one of: {', '.join(one.name for one in all_formats())}.")


def format_of(path: str) -> Format | None:
    """The document format of a file, by its suffix; None where it is unknown."""
    low = path.lower()
    fits = [one for one in all_formats() if low.endswith(one.suffixes)]
    return max(fits, key=lambda one: max(len(s) for s in one.suffixes if low.endswith(s)), default=None)


def expand(paths: Sequence[str]) -> list[str]:
    """The files that paths stand for: a folder is every file in it with a known suffix, in order of name.

    Raises `SourceError` for a path that does not exist.
    """
    out: dict[str, None] = {}
    for path in paths:
        if path == STDIN:
            out[path] = None
        elif os.path.isdir(path):
            out.update(dict.fromkeys(_walk(path)))
        elif os.path.exists(path):
            out[path] = None
        else:
            raise SourceError(f"{path}: no such file or folder. Check the path.")
    return list(out)


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            # a pipe or device would be read for ever; a broken link is told of when it is read
            special = os.path.exists(path) and not os.path.isfile(path)
            if not name.startswith(".") and format_of(name) is not None and not special:
                yield path


def read_document(
    path: str, encoding: str | None = None, stdin_filename: str | None = None, session: Session | None = None
) -> tuple[Document, Format]:
    """Read an article; "-" is standard input. Raises `SourceError`.

    A file whose suffix is unknown is read as plain text when it was named outright. `session` gives the options of
    the format and the encoding.
    """
    name = stdin_filename or "stdin.txt" if path == STDIN else path
    format = session.format_for(name) if session else format_of(name) or format_named("text")
    encoding = encoding or (session.config.encoding if session else None)
    data = sys.stdin.buffer.read() if path == STDIN else read_bytes(path)
    return format.read(data, name if path == STDIN and stdin_filename else path, encoding), format


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises `SourceError`."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SourceError(f"{path}: cannot read: {error.strerror}. Check the path and its rights.") from None


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`: the old file or the new one stands there, never a half. Raises `SourceError`.

    A symbolic link is followed, the mode is kept, and the temporary file stands in the same folder. A device or pipe
    (``/dev/stdout``) is written to, never replaced.
    """
    target = Path(os.path.realpath(path))
    aside = None
    try:
        if path.exists() and not target.is_file() and not target.is_dir():
            path.write_bytes(data)
            return
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        import tempfile

        handle, aside = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is None:
            mode = 0o666 & ~_umask()
        os.chmod(aside, mode)
        os.replace(aside, target)
    except OSError as error:
        if aside is not None and os.path.exists(aside):
            os.unlink(aside)
        raise SourceError(f"{path}: cannot write: {error.strerror}. The file is as it was.") from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _opened_again(
    config: str | None, formats: FormatOptions, remember: bool, options: Mapping[str, object]
) -> Sessions:
    return Sessions(config, formats, remember, **options)


class Sessions:
    """A session for each configuration: files of different folders may have different ones."""

    def __init__(
        self,
        config: str | None = None,
        formats: FormatOptions = NO_OPTIONS,
        remember: bool = False,
        **options: object,
    ) -> None:
        """`config` is a file to use for all; the options are those of the command line (None: not given)."""
        self._config = config
        self._remember = remember
        self._formats = formats
        self._options = options
        self._known: dict[Path | None, Session] = {}
        self._folders: dict[str, Session] = {}

    def __reduce__(self) -> tuple[object, ...]:
        # another process opens its own sessions
        return _opened_again, (self._config, self._formats, self._remember, self._options)

    def files(self, paths: Sequence[str]) -> list[str]:
        """The files that paths stand for, as `expand` says, less those of folders that a configuration excludes.

        Raises `SourceError` as `expand` does, and `UsageError` where there are none.
        """
        out: dict[str, None] = {}
        for path in paths:
            files = expand([path])
            out.update(dict.fromkeys(file for file in files if file == path or not self._excluded(file)))
        if not out:
            raise UsageError(f"{', '.join(paths)}: no article here. Name a file, or a folder with .txt or .md files.")
        return list(out)

    def _excluded(self, file: str) -> bool:
        config = self.of(file).config
        if not config.exclude or config.path is None:
            return False
        folder, name = os.path.split(file)
        inside = os.path.relpath(os.path.join(os.path.realpath(folder), name), os.path.dirname(config.path))
        return any(fnmatch.fnmatch(inside, pattern) for pattern in config.exclude)

    def of(self, path: str) -> Session:
        """The session for a file, by the nearest configuration. Raises `ConfigError`, `GlossaryError`, `UsageError`."""
        folder = "" if path == STDIN else os.path.dirname(path)
        if folder not in self._folders:
            self._folders[folder] = self._nearest(folder)
        return self._folders[folder]

    def _nearest(self, folder: str) -> Session:
        found = find_config(Path(folder).absolute()) if self._config is None else Path(self._config)
        if found not in self._known:
            base = Config() if found is None else load_config(found, all_rules(), all_formats())
            self._known[found] = Session(base.with_options(**self._options), self._formats, self._remember)
        return self._known[found]


def _version() -> str:
    from mtfix import __version__

    return __version__
