"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from typing import Annotated

from mtfix.cli._declared import Argument, Option

Paths = Annotated[
    list[str],
    Argument(metavar="PATH...", help="Articles or folders; - is standard input.", show_default=False),
]
Glossaries = Annotated[
    list[str] | None,
    Option(
        "-g",
        "--glossary",
        metavar="FILE",
        help="Glossary file or folder; may be repeated.",
        show_default="the shipped ones",
    ),
]
Over = Annotated[
    list[str] | None,
    Option(
        "--over",
        metavar="GLOSSARY",
        help="A layer below: a file, a folder, or `shipped`; may be repeated, the lowest first.",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    str | None,
    Option("--config", metavar="FILE", help="Use this configuration.", show_default="the nearest mtfix.toml"),
]
Select = Annotated[
    list[str] | None,
    Option("--select", metavar="RULE", help="Run only this rule or family; may be repeated.", show_default=False),
]
Enable = Annotated[
    list[str] | None,
    Option("--enable", metavar="RULE", help="Run this rule or family as well.", show_default=False),
]
Ignore = Annotated[
    list[str] | None,
    Option("--ignore", metavar="RULE", help="Do not run this rule or family.", show_default=False),
]
Source = Annotated[
    str | None,
    Option(
        "--source",
        metavar="PATH",
        help="The original: a file, or a folder with a file of the same stem for each article.",
        show_default=False,
    ),
]
SourceLanguage = Annotated[
    str | None,
    Option(
        "--source-language",
        metavar="CODE",
        help="Language of the original: zh, ru, ar, ...",
        show_default="guessed from the source",
    ),
]
Encoding = Annotated[
    str | None, Option("--encoding", metavar="NAME", help="Encoding of the articles.", show_default="utf-8")
]
StdinFilename = Annotated[
    str | None,
    Option("--stdin-filename", metavar="NAME", help="Name that gives standard input its format.", show_default=False),
]
FailOn = Annotated[
    str | None,
    Option(
        "--fail-on",
        metavar="SEVERITY",
        help="Exit 1 from here on: neutral, minor, major, critical.",
        show_default="minor",
    ),
]
ExitZero = Annotated[bool, Option("--exit-zero", help="Exit 0 although there are findings.")]
DecisionsFile = Annotated[
    str | None,
    Option("--decisions", metavar="FILE", help="Verdicts on findings (baseline).", show_default=False),
]
Color = Annotated[str, Option("--color", metavar="WHEN", help="Colours: auto, always, never (NO_COLOR counts).")]
Model = Annotated[
    str | None,
    Option("--model", metavar="NAME", help="Second opinion on sentences: none or lm.", show_default="none"),
]
Reproducible = Annotated[
    bool,
    Option("--reproducible", help="No dates in reports and tracked changes: two runs give the same bytes."),
]
Quiet = Annotated[bool, Option("-q", "--quiet", help="No summary and no progress.")]
Jobs = Annotated[
    int,
    Option(
        "--jobs",
        "-j",
        metavar="N",
        min=0,
        help="Processes that share the articles; 0: one for a few articles, one for each processor for many.",
    ),
]
