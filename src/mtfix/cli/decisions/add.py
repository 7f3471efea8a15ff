"""`mtfix decisions add`: record verdicts on findings of a report."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from mtfix import api, replay
from mtfix.decisions import FILE_NAME, VERDICTS, decider, dump_decisions, load_decisions
from mtfix.errors import UsageError
from mtfix.model import Decision


def command(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A JSON report.")],
    fingerprints: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FINGERPRINT]...", help="Which findings; a beginning is enough.", show_default=False),
    ] = None,
    verdict: Annotated[str, typer.Option("--verdict", help=f"One of {', '.join(VERDICTS)}.")] = "ignore",
    all_of_them: Annotated[bool, typer.Option("--all", help="Every finding of the report: a baseline.")] = False,
    replacement: Annotated[
        str | None, typer.Option("--replacement", help="Your own wording, with --verdict accept.", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="Why.", show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who decides.", show_default="you")] = None,
    file: Annotated[str, typer.Option("--file", metavar="FILE", help="The decisions file.")] = FILE_NAME,
    undated: Annotated[bool, typer.Option("--undated", help="Leave out the date, for equal bytes.")] = False,
) -> None:
    """Record a verdict on findings of a report, for `mtfix check --decisions` and `mtfix apply`.

    Example: `mtfix decisions add report.json v1:3fa9 --verdict reject --note "a person's name"`
    """
    if verdict not in VERDICTS:
        raise UsageError(f"--verdict: unknown verdict {verdict!r}. Choose one of: {', '.join(VERDICTS)}.")
    if replacement is not None and verdict != "accept":
        raise UsageError("--replacement goes with --verdict accept. Leave one of them out.")
    if bool(fingerprints) == all_of_them:
        raise UsageError("name fingerprints of the report, or say --all.")
    known = load_decisions(Path(file)) if Path(file).exists() else {}
    findings = [one for article in replay.read_report(Path(report)) for one in article.findings]
    now = None if undated else datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    for one in findings if all_of_them else _chosen(findings, fingerprints or []):
        known[one.fingerprint] = Decision(
            one.fingerprint,
            verdict,
            replacement,
            by or decider(),
            now,
            note,
            one.rule,
            one.text,
            one.concept,
            one.context,
        )
    api.write_atomic(Path(file), dump_decisions(known.values()).encode())
    typer.echo(f"{file}: {len(known)} decisions", err=True)


def _chosen(findings: list[replay.Reported], prefixes: list[str]) -> list[replay.Reported]:
    out = []
    for prefix in prefixes:
        start = prefix if prefix.startswith("v1:") else f"v1:{prefix}"
        fits = [one for one in findings if one.fingerprint.startswith(start)]
        if len({one.fingerprint for one in fits}) != 1:
            many = "no finding" if not fits else "more than one finding"
            raise UsageError(f"{prefix}: {many} of the report starts so. Copy the whole fingerprint.")
        out.append(fits[0])
    return out
