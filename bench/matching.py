"""Matching alone, inside one process: the time from a decoded text to the list of its names.

Runs in the interpreter of the tool that it measures, mtfix or flashtext2:

    python bench/matching.py mtfix GLOSSARY.yaml TEXT --runs 5         prints the figures as JSON
    python bench/matching.py flashtext2 KEYWORDS.json TEXT --list      prints each name found with its place
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path


def flashtext2(keywords: Path, text: Path) -> Callable[[], list[tuple[str, int, int]]]:
    """A function that finds all keywords in the text, with their places."""
    from flashtext2 import KeywordProcessor

    # line ends as they are, so that both tools read the same text
    content = text.read_bytes().decode()
    processor = KeywordProcessor(case_sensitive=True)
    listed = json.loads(keywords.read_bytes())
    processor.add_keywords_with_clean_word_from_iter([(form, name) for name, forms in listed.items() for form in forms])
    return lambda: processor.extract_keywords_with_span(content)


def mtfix(glossary: Path, text: Path) -> Callable[[], object]:
    """A function that finds all mentions in the text: folded, matched, verified and judged."""
    from mtfix.api import open_glossaries, read_document
    from mtfix.matching.exact import Finder
    from mtfix.matching.mentions import find_mentions

    document, _ = read_document(str(text))
    finder = Finder(tuple(open_glossaries([str(glossary)])))
    return lambda: find_mentions(document, finder)


_TOOLS: dict[str, Callable[[Path, Path], Callable[[], object]]] = {"mtfix": mtfix, "flashtext2": flashtext2}


def main() -> None:
    """Measure or list, as the command line says."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("tool", choices=_TOOLS)
    cli.add_argument("glossary", type=Path)
    cli.add_argument("text", type=Path)
    cli.add_argument("--runs", type=int, default=5)
    cli.add_argument("--list", action="store_true", help="flashtext2 only: print the names, as a command line would")
    given = cli.parse_args()
    if given.list:
        for name, start, end in flashtext2(given.glossary, given.text)():
            print(f"{given.text}:{start}:{end}: {name}")
        return
    start = time.process_time()
    find = _TOOLS[given.tool](given.glossary, given.text)
    ready = time.process_time() - start
    seconds = []
    for _ in range(given.runs + 1):
        start = time.process_time()
        found = find()
        seconds.append(time.process_time() - start)
    # the first call still makes what later ones share
    figures = {"ready": ready, "first": seconds[0], "seconds": min(seconds[1:]), "found": len(list(found))}
    print(json.dumps({**figures, "megabytes": os.path.getsize(given.text) / 1e6}))


if __name__ == "__main__":
    main()
