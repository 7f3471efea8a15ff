"""`mtfix corpus run`: correct a corpus, and be able to go on after any crash."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.cli import _options as given
from mtfix.cli.corpus import _shared as shared


def command(
    source: shared.Input,
    out: Annotated[str, typer.Argument(metavar="OUT", help="The output folder.")],
    glossary: given.Glossaries = None,
    on: shared.On = "local",
    jobs: shared.Jobs = 0,
    text_field: shared.TextField = "text",
    source_field: shared.SourceField = "source",
    source_language: given.SourceLanguage = None,
    select: given.Select = None,
    enable: given.Enable = None,
    ignore: given.Ignore = None,
    config: given.ConfigFile = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Also apply fixes that a person should look at.")] = False,
    shard_size: shared.ShardSize = 4.0,
    restart: shared.Restart = False,
    quiet: given.Quiet = False,
) -> None:
    """Correct every article of a corpus. Run it again after a crash: it goes on, with the same bytes in the end.

    OUT has a file a shard, Parquet where IN is Parquet and else JSON Lines: each record with its corrected text and,
    under "mtfix", its findings; .bad.jsonl for records that could not be done, with the reason; manifest.json; and
    summary.json when all is done. Of a folder of articles, OUT/articles has the corrected files.

    Exit 0: all is done; 1: some records were set aside; 2: the run failed.

    Example: `mtfix corpus run articles.jsonl corrected/`
    """
    from mtfix.corpus import _input, _output
    from mtfix.corpus._fixing import Fixing

    settings = shared.settings(
        source,
        config,
        glossaries=tuple(glossary) if glossary else None,
        select=tuple(select) if select else None,
        enable=tuple(enable) if enable else None,
        ignore=tuple(ignore) if ignore else None,
        source_language=source_language,
    )
    job = Fixing(shared.with_fields(settings, text_field, source_field, unsafe))
    run = shared.runner(on)
    shards = _input.plan(source, int(shard_size * (1 << 20)))
    with _output.claimed(Path(out)):
        shared.do(run, job, shards, Path(out), jobs, restart, quiet)
        total = _output.summary(Path(out), shards)
    if not quiet:
        typer.echo(
            f"{total.records} records, {total.changed} changed by {total.applied} fixes, "
            f"{total.findings} findings, {total.bad} bad records set aside in {out}",
            err=True,
        )
    if total.bad:
        raise typer.Exit(1)
