"""`mtfix corpus run`: correct a corpus, and be able to go on after any crash."""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from mtfix import registry
from mtfix.cli import _options as given
from mtfix.corpus import base
from mtfix.errors import UsageError


def command(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A .jsonl or .parquet file, or a folder of these or of articles.")
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The output folder.")],
    glossary: given.Glossaries = None,
    on: Annotated[str, typer.Option("--on", metavar="RUNNER", help="local, or ray for several machines.")] = "local",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one for each core.")] = 0,
    text_field: Annotated[str, typer.Option("--text-field", help="Field with the article.")] = "text",
    source_field: Annotated[str, typer.Option("--source-field", help="Field with the original.")] = "source",
    source_language: given.SourceLanguage = None,
    select: given.Select = None,
    enable: given.Enable = None,
    ignore: given.Ignore = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Also apply fixes that a person should look at.")] = False,
    shard_size: Annotated[float, typer.Option("--shard-size", min=0.001, help="Megabytes a shard.")] = 4.0,
    restart: Annotated[bool, typer.Option("--restart", help="Begin again in a folder that has output.")] = False,
    quiet: given.Quiet = False,
) -> None:
    """Correct every article of a corpus. Run it again after a crash: it goes on, with the same bytes in the end.

    OUT has one .jsonl a shard (each record with its corrected text and its findings), .bad.jsonl for records that
    could not be done, with the reason, manifest.json, and summary.json when all is done.

    Example: `mtfix corpus run articles.jsonl corrected/`
    """
    config = {
        "glossaries": tuple(glossary) if glossary else None,
        "select": tuple(select) if select else None,
        "enable": tuple(enable) if enable else None,
        "ignore": tuple(ignore) if ignore else None,
        "source_language": source_language,
    }
    settings = base.Settings(config, text_field, source_field, unsafe)
    runners = [name for name in registry.names("mtfix.corpus") if name not in ("base", "arrow")]
    if on not in runners:
        raise UsageError(f"--on: unknown runner {on!r}. Choose one of: {', '.join(runners)}.")
    shards = base.plan(source, int(shard_size * (1 << 20)))
    todo = base.open_output(Path(out), shards, settings, restart)
    runner = importlib.import_module(f"mtfix.corpus.{on}")
    done = len(shards) - len(todo)
    start = time.monotonic()
    for _ in runner.run(todo, Path(out), settings, jobs or os.cpu_count() or 1):
        done += 1
        if not quiet and sys.stderr.isatty() and time.monotonic() - start > 1:
            sys.stderr.write(f"\r{done} of {len(shards)} shards\x1b[K")
    if not quiet and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    total = base.summary(Path(out), shards)
    if not quiet:
        typer.echo(
            f"{total.records} records, {total.changed} changed by {total.applied} fixes, "
            f"{total.findings} findings, {total.bad} bad records set aside in {out}",
            err=True,
        )
    if total.bad:
        raise typer.Exit(1)
