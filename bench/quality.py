"""Quality on labelled articles, as Markdown: names mended, garbled sentences found, false alarms on clean copy.

    python bench/quality.py FOLDER

The folder may hold any of these; none comes with the project:

    names/SET/DOCUMENT/glossary.yaml     list of {preferred, source, kind, variants, accepted}
    names/SET/DOCUMENT/articles.jsonl    {text, edits: [{start, end, after, optional?, alts?}], traps: [{start, end}]}
    garble/*.jsonl                       {text, garbled}
    clean/*.txt                          right sentences, one a line

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
from pathlib import Path
from typing import Any

import yaml
from page import table

from mtfix.api import Session
from mtfix.config import Config
from mtfix.engine import Policy
from mtfix.model import Applicability, Result

_ARTICLE = re.compile(r"\A(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)


def main() -> None:
    """Print a table for each kind of data that is there."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    folder = cli.parse_args().folder
    if sets := sorted(path for path in (folder / "names").glob("*") if path.is_dir()):
        rows = [_names_row(path) for path in sets]
        print(table(["names", "articles", "to mend", "precision", "recall", "traps hit"], rows), end="\n\n")
    if files := sorted((folder / "garble").glob("*.jsonl")):
        rows = [_garble_row(path) for path in files]
        print(
            table(["garbled sentences", "sentences", "garbled", "flagged", "precision", "recall", "AUC"], rows),
            end="\n\n",
        )
    if files := sorted((folder / "clean").glob("*.txt")):
        rows = [_clean_row(path) for path in files]
        print(table(["clean copy", "sentences", "safe fixes", "garble flags for each 1,000"], rows))


def _session(glossary: Path | None, family: str) -> Session:
    glossaries = (str(glossary),) if glossary else ()
    return Session(Config().with_options(glossaries=glossaries, select=(family,)))


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


def _garble_row(file: Path) -> list[str]:
    session = _session(None, "garble")
    scored = [(_score(session, row["text"]), bool(row["garbled"])) for row in _lines(file)]
    flagged = [garbled for score, garbled in scored if score is not None]
    bad = [score or 0.0 for score, garbled in scored if garbled]
    good = [score or 0.0 for score, garbled in scored if not garbled]
    wins = sum((one > other) + 0.5 * (one == other) for one in bad for other in good)
    return [
        *(file.stem, str(len(scored)), str(len(bad)), str(len(flagged))),
        *(_percent(sum(flagged), len(flagged)), _percent(sum(flagged), len(bad))),
        f"{wins / (len(bad) * len(good)):.2f}" if bad and good else "",
    ]


def _score(session: Session, text: str) -> float | None:
    """The strongest flag of a sentence; None where there is none."""
    found = session.run_text(text, "text", Policy()).findings
    return max((one.finding.score or 0.5 for one in found), default=None)


def _clean_row(file: Path) -> list[str]:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    everything = Session(Config())
    garble = _session(None, "garble")
    fixed = sum(len(everything.run_text(line, "text", Policy(Applicability.safe)).applied) for line in lines)
    flags = sum(_score(garble, line) is not None for line in lines)
    return [file.stem, str(len(lines)), str(fixed), f"{1000 * flags / max(len(lines), 1):.1f}"]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""


if __name__ == "__main__":
    main()
