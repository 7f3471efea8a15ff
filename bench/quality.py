"""Quality on labelled articles, as Markdown: names mended, garbled sentences found, false alarms on clean copy.

    python bench/quality.py FOLDER [--only garble,clean] [--model lm] [--source-language zh]

The folder may hold any of these; none comes with the project:

    names/SET/DOCUMENT/glossary.yaml     list of {preferred, source, kind, variants, accepted}
    names/SET/DOCUMENT/articles.jsonl    {text, edits: [{start, end, after, optional?, alts?}], traps: [{start, end}]}
    garble/*.jsonl                       {text, garbled, severity?, kinds?}
    clean/*.txt                          right sentences, one a line

Sentences are ranked by the strongest score of their findings; what is only a hint (neutral) is not flagged.
Only safe fixes count as done. An edit is right when it makes the same text as the label; "the" before a name is free.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from page import table

from mtfix.api import Session
from mtfix.config import Config
from mtfix.engine import Policy
from mtfix.model import Applicability, Result, Severity

_ARTICLE = re.compile(r"\A(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)


def main() -> None:
    """Print a table for each kind of data that is there."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    cli.add_argument("--model", help="the second opinion to ask about sentences: lm")
    cli.add_argument("--source-language", help="the language that the labelled sentences were translated from: zh, ru")
    cli.add_argument("--only", default="names,garble,clean", help="the kinds of data to measure")
    arguments = cli.parse_args()
    folder, only = arguments.folder, arguments.only.split(",")
    if "names" in only and (sets := sorted(path for path in (folder / "names").glob("*") if path.is_dir())):
        rows = [_names_row(path) for path in sets]
        print(table(["names", "articles", "to mend", "precision", "recall", "traps hit"], rows), end="\n\n")
    judge = _session(None, "garble", arguments.model, arguments.source_language)
    if "garble" in only and (files := sorted((folder / "garble").glob("*.jsonl"))):
        labelled = {file.stem: _labelled(file, judge) for file in files}
        head = [
            "garbled sentences",
            "sentences",
            "garbled",
            "flagged",
            "precision",
            "any defect",
            "recall",
            "AUC",
            "top 5 %",
        ]
        print(table(head, [_garble_row(name, rows) for name, rows in labelled.items()]), end="\n\n")
        print(
            table(["kind of garbling", "found", "of"], _kind_rows([*itertools.chain(*labelled.values())])), end="\n\n"
        )
    if "clean" in only and (files := sorted((folder / "clean").glob("*.txt"))):
        rows = [_clean_row(path, judge) for path in files]
        print(table(["clean copy", "sentences", "safe fixes", "sure flags for each 1,000", "all flags", "hints"], rows))


def _session(glossary: Path | None, family: str, model: str | None = None, language: str | None = None) -> Session:
    glossaries = (str(glossary),) if glossary else ()
    options = {"glossaries": glossaries, "select": (family,), "model": model, "source_language": language}
    return Session(Config().with_options(**options))


def _names_row(folder: Path) -> list[str]:
    total: Counter[str] = Counter()
    for document in sorted(path for path in folder.iterdir() if (path / "articles.jsonl").is_file()):
        with tempfile.TemporaryDirectory() as temporary:
            glossary = Path(temporary) / "glossary.yaml"  # JSON is YAML
            listed = yaml.safe_load((document / "glossary.yaml").read_text(encoding="utf-8"))
            glossary.write_text(json.dumps(_as_glossary(listed), ensure_ascii=False), encoding="utf-8")
            session = _session(glossary, "term")
            for article in _lines(document / "articles.jsonl"):
                result = session.run_text(article["text"], "text", Policy(Applicability.safe))
                total += _judged(article, result)
    right, wrong, missed = total["right"], total["wrong"], total["missed"]
    return [
        *(folder.name, str(total["articles"]), str(right + missed)),
        *(_percent(total["good"], total["good"] + wrong), _percent(right, right + missed)),
        f"{total['trapped']} of {total['traps']}",
    ]


def _as_glossary(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    entries = []
    for one in listed:
        entry = {"preferred": one["preferred"], "variants": one.get("variants") or [], "type": one.get("kind", "term")}
        if one.get("accepted"):
            entry["admitted"] = one["accepted"]
        if one.get("source"):
            entry["source"] = {"zh": [form for form in re.split("[，、]", one["source"]) if form]}
        entries.append(entry)
    return {"mtfix": 1, "entries": entries}


def _judged(article: Mapping[str, Any], result: Result) -> Counter[str]:
    """Tallies of one article: labels and edits that touch are judged together, by the text they make."""
    text = article["text"]
    made = [{"start": edit.span.start, "end": edit.span.end, "after": edit.text} for edit in result.edits]
    tally = Counter(articles=1, traps=len(article["traps"]))
    for low, high, group in _groups(article["edits"], made):
        labels = [edit for edit in group if "before" in edit]
        edits = [edit for edit in group if "before" not in edit]
        needed = sum(not edit.get("optional") for edit in labels)
        opening = _ARTICLE_BEFORE.search(text, max(0, low - 6), low)
        start = opening.start() if opening else low
        wanted = {_after(text, start, high, some) for some in _choices(labels)}
        good = bool(edits) and _after(text, start, high, edits) in wanted
        tally.update(good=good, wrong=bool(edits) and not good, right=needed * good, missed=needed * (not good))
    for trap in article["traps"]:
        tally["trapped"] += any(edit["start"] < trap["end"] and trap["start"] < edit["end"] for edit in made)
    return tally


def _groups(
    labels: Sequence[dict[str, Any]], made: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, int, list[dict[str, Any]]]]:
    """Edits of either side that touch, with the stretch they cover."""
    group: list[dict[str, Any]] = []
    low = high = -1
    for edit in sorted([*labels, *made], key=lambda edit: (edit["start"], edit["end"])):
        if group and edit["start"] > high:
            yield low, high, group
            group = []
        low = edit["start"] if not group else low
        high = edit["end"] if not group else max(high, edit["end"])
        group.append(edit)
    if group:
        yield low, high, group


def _choices(labels: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Every accepted way to carry out the labels, the optional ones or not."""
    ways = [
        [
            *({**edit, "after": form} for form in (edit["after"], *edit.get("alts", ()))),
            *([None] * bool(edit.get("optional"))),
        ]
        for edit in labels
    ]
    for some in itertools.islice(itertools.product(*ways), 256):
        if any(some):
            yield [edit for edit in some if edit]


def _after(text: str, low: int, high: int, edits: Sequence[Mapping[str, Any]]) -> str:
    out, at = "", low
    for edit in sorted(edits, key=lambda edit: int(edit["start"])):
        out += text[at : edit["start"]] + edit["after"]
        at = edit["end"]
    return _ARTICLE.sub("", " ".join((out + text[at:high]).split()))


@dataclass(frozen=True, slots=True)
class _Opinion:
    """The strongest score of a sentence's findings, 0 where there are none, and their worst severity."""

    score: float
    worst: Severity | None

    @property
    def flagged(self) -> bool:
        """Whether it is more than a hint."""
        return self.worst is not None and self.worst > Severity.neutral


def _opinion(session: Session, text: str) -> _Opinion:
    found = [judged.finding for judged in session.run_text(text, "text", Policy()).findings]
    return _Opinion(
        max((one.score or 0.0 for one in found), default=0.0), max((one.severity for one in found), default=None)
    )


def _labelled(file: Path, session: Session) -> list[tuple[_Opinion, dict[str, Any]]]:
    return [(_opinion(session, row["text"]), row) for row in _lines(file)]


def _garble_row(name: str, rows: list[tuple[_Opinion, dict[str, Any]]]) -> list[str]:
    flagged = [row for opinion, row in rows if opinion.flagged]
    bad = [opinion.score for opinion, row in rows if row["garbled"]]
    good = [opinion.score for opinion, row in rows if not row["garbled"]]
    wins = sum((one > other) + 0.5 * (one == other) for one in bad for other in good)
    right, defects = sum(row["garbled"] for row in flagged), sum(row.get("severity", 0) > 0 for row in flagged)
    return [
        *(name, str(len(rows)), str(len(bad)), str(len(flagged))),
        *(_percent(right, len(flagged)), _percent(defects, len(flagged)), _percent(right, len(bad))),
        f"{wins / (len(bad) * len(good)):.3f}" if bad and good else "",
        _percent(_top([(opinion.score, bool(row["garbled"])) for opinion, row in rows]), 1),
    ]


def _top(rows: list[tuple[float, bool]], share: float = 0.05) -> float:
    """The precision of the highest `share` of scores; those that tie at the border count in proportion."""
    wanted = max(1, round(len(rows) * share))
    border = sorted((score for score, _ in rows), reverse=True)[wanted - 1]
    above = [garbled for score, garbled in rows if score > border]
    tied = [garbled for score, garbled in rows if score == border]
    return (sum(above) + sum(tied) * (wanted - len(above)) / len(tied)) / wanted


def _kind_rows(rows: list[tuple[_Opinion, dict[str, Any]]]) -> list[list[str]]:
    of = Counter(kind for _, row in rows if row["garbled"] for kind in row.get("kinds", ()))
    found = Counter(kind for one, row in rows if row["garbled"] and one.flagged for kind in row.get("kinds", ()))
    return [[kind, str(found[kind]), str(count)] for kind, count in sorted(of.items())]


def _clean_row(file: Path, judge: Session) -> list[str]:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    everything = Session(Config())
    fixed = sum(len(everything.run_text(line, "text", Policy(Applicability.safe)).applied) for line in lines)
    opinions = [_opinion(judge, line) for line in lines]
    sure = sum(one.worst is not None and one.worst >= Severity.major for one in opinions)
    flags = sum(one.flagged for one in opinions)
    hints = sum(one.worst is Severity.neutral for one in opinions)
    return [
        file.stem,
        str(len(lines)),
        str(fixed),
        *(f"{1000 * n / max(len(lines), 1):.1f}" for n in (sure, flags, hints)),
    ]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""


if __name__ == "__main__":
    main()
