"""Whether a condition of the glossary holds at a place: words of the document, the sentence, a window or the source."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable

from mtfix import lazy
from mtfix.glossary.fold import Folded, fold, fold_term, has_cjk
from mtfix.glossary.model import Condition
from mtfix.text.segment import Sentence

# How many words on each side of a place count as its window.
WINDOW = 10
_WORDS = lazy.compile(r"\w+")


class Surroundings:
    """One document as conditions see it. `source` is the original text where it is known."""

    def __init__(
        self, text: str, folded: Folded, sentences: Callable[[], tuple[Sentence, ...]], source: str | None
    ) -> None:
        """`sentences` is called when the first condition asks for one: few glossaries do."""
        self._text = text
        self._folded = folded
        self._sentences = functools.cache(sentences)
        self._source = source
        self._document_memo: dict[tuple[str, str, tuple[str, ...]], bool] = {}

    def holds(self, condition: Condition | None, start: int, end: int) -> bool:
        """Whether all clauses hold for the place text[start:end]; a missing condition holds."""
        if condition is None:
            return True
        return all(self._clause(clause, start, end) for clause in condition.clauses)

    def witness(self, clause: tuple[str, str, tuple[str, ...]], start: int, end: int) -> str | None:
        """The first word of a clause that stands where it looks, or for "all" the first that does not."""
        scope, quantifier, words = clause
        sought = (self._clause((scope, "any", (word,)), start, end) for word in words)
        return next((word for word, there in zip(words, sought, strict=True) if there != (quantifier == "all")), None)

    def why(self, condition: Condition | None, start: int, end: int) -> str | None:
        """The first word that made the condition hold, for the evidence."""
        for scope, quantifier, words in condition.clauses if condition else ():
            if quantifier == "none":
                continue
            for word in words:
                if self._clause((scope, "any", (word,)), start, end):
                    return f"the {scope} has {word!r}"
        return None

    def _clause(self, clause: tuple[str, str, tuple[str, ...]], start: int, end: int) -> bool:
        scope, quantifier, words = clause
        if scope in ("document", "source"):
            if (known := self._document_memo.get(clause)) is None:
                text = self._source if scope == "source" else self._text
                known = self._document_memo[clause] = text is not None and self._judge(quantifier, words, text)
            return known
        low, high = self._sentence(start, end) if scope == "sentence" else self._window(start, end)
        # the place itself is no witness for itself
        return self._judge(quantifier, words, self._text[low:start] + " \u2016 " + self._text[end:high])

    def _judge(self, quantifier: str, words: tuple[str, ...], text: str) -> bool:
        data = self._folded.data if text is self._text else fold(text.encode("utf-8", "surrogatepass")).data
        found = (_occurs(word, data, text) for word in words)
        if quantifier == "all":
            return all(found)
        return any(found) if quantifier == "any" else not any(found)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        sentences = self._sentences()
        at = bisect_right(sentences, start, key=lambda sentence: sentence.span.start) - 1
        if at < 0:
            return start, end
        low, high = sentences[at].span.start, sentences[at].span.end
        return (low, max(high, end)) if start < high else (start, end)

    def _window(self, start: int, end: int) -> tuple[int, int]:
        before = list(_WORDS.finditer(self._text, max(0, start - 40 * WINDOW), start))[-WINDOW:]
        after = list(_WORDS.finditer(self._text, end, end + 40 * WINDOW))[:WINDOW]
        return (before[0].start() if before else start), (after[-1].end() if after else end)


def _occurs(word: str, data: bytes, text: str) -> bool:
    """Whether `word` stands in a text and its folded copy; its capitals count ("Turkey" is not "turkey")."""
    folded = _folded(word)
    if folded not in data:
        return False
    return word == word.lower() or _stands(word, text) or _stands(word.upper(), text)


@functools.lru_cache(maxsize=8192)
def _folded(word: str) -> bytes:
    folded = fold_term(word)
    return folded.strip() if has_cjk(word) else folded


def _stands(word: str, text: str) -> bool:
    """Whether `word` stands in `text` as it is written, any white space between its parts."""
    if " " in word:  # rare enough to be worth a pattern, which costs more to make than to use
        return re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, word.split())) + r"(?!\w)", text) is not None
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False
