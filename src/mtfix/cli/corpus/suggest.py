"""`mtfix corpus suggest`: find variants that no glossary lists, in a corpus of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.cli import _options as given
from mtfix.cli._proposals import Least, OutputFormat, Proposals, Write
from mtfix.cli.corpus import _shared as shared
from mtfix.wording import number


def command(
    source: shared.Input,
    out: Annotated[str, typer.Argument(metavar="OUT", help="The folder for what each shard comes to.")],
    glossary: given.Glossaries = None,
    write: Write = None,
    least: Least = 0.0,
    output_format: OutputFormat = "yaml",
    on: shared.On = "local",
    jobs: shared.Jobs = 0,
    text_field: shared.TextField = "text",
    source_field: shared.SourceField = "source",
    source_language: given.SourceLanguage = None,
    config: given.ConfigFile = None,
    shard_size: shared.ShardSize = 4.0,
    restart: shared.Restart = False,
    quiet: given.Quiet = False,
) -> None:
    """Find wrong renderings that no glossary lists, as `mtfix glossary suggest` does for articles at hand.

    Each shard is tallied by itself and the tallies are added up, so that a corpus of any size takes little memory.
    Run it again after a crash: it goes on, with the same result in the end.

    Example: `mtfix corpus suggest articles.jsonl mined/ -g house.yaml --write house.yaml`
    """
    from mtfix.corpus import _input, _mining, _output

    told = Proposals(output_format, write)
    options = {"glossaries": tuple(glossary) if glossary else None, "source_language": source_language}
    settings = shared.with_fields(shared.settings(source, config, **options), text_field, source_field)
    run = shared.runner(on)
    shards = _input.plan(source, int(shard_size * (1 << 20)))
    session = settings.session()
    tallied, counted = Path(out, "tallies"), Path(out, "counts")
    with _output.claimed(Path(out)):
        shared.do(run, _mining.Tallying(settings), shards, tallied, jobs, restart, quiet)
        tallies = _mining.all_tallies(tallied, shards)
        variants = tuple(sorted({variant for _, variant in tallies}))
        shared.do(run, _mining.Counting(settings, variants), shards, counted, jobs, restart, quiet)
        total = _output.summary(tallied, shards)
        found = [one for one in _mining.worth(tallies, counted, shards, session) if one.score >= least]
    told.tell(found, session)
    if not quiet:
        typer.echo(
            f"{number(total.records, 'article')}, {told.summary(found)}, "
            f"{number(total.bad, 'bad record')} set aside in {tallied}",
            err=True,
        )
    if total.bad:
        raise typer.Exit(1)
