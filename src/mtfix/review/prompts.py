"""Review in the terminal, in the manner of `git add -p`: one finding at a time, one letter a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, field

from mtfix.model import Decision, Document, Result, Span, Status
from mtfix.summary import Located, located
from mtfix.text.excerpt import excerpt
from mtfix.text.visible import visible

HELP = """\
y  accept: make the offered change
n  reject: the place is right as it is
i  ignore: the finding is true, but is to stay
e  accept with your own wording
a  accept this and all places of the same name that are left
d  reject this and all places of the same name that are left
s  skip: decide later
u  undo the last verdict
q  quit: keep the verdicts so far
?  this help
"""
_VERDICTS = {"y": "accept", "n": "reject", "i": "ignore", "a": "accept", "d": "reject"}


class Prompts(Struct):
    """One review: asks through `ask`, shows through `show`; `decisions` are those taken so far, by fingerprint."""

    ask: Callable[[str], str]
    show: Callable[[str], None]
    width: int = 100
    by: str | None = None
    at: str | None = None
    decisions: dict[str, Decision] = field(default_factory=dict)

    def review(self, result: Result, known: Mapping[str, Decision]) -> dict[str, Decision]:
        """Ask about every finding that is not decided yet; the verdicts taken, by fingerprint.

        The end of the input counts as "q", so that nothing is lost.
        """
        todo = [one for one in located(result) if one.judged.status is not Status.ignored]
        todo = [one for one in todo if one.judged.fingerprint not in known]
        history: list[tuple[int, tuple[str, ...]]] = []
        at = 0
        while at < len(todo):
            one = todo[at]
            if one.judged.fingerprint in self.decisions:
                at += 1
                continue
            self._present(one, result.document, at + 1, len(todo))
            letter = self._letter(one)
            if letter == "q":
                break
            if letter == "u":
                at = self._undo(history, at)
                continue
            taken = self._take(letter, one, todo[at:], result.document)
            history.append((at, taken))
            at += 1
        return self.decisions

    def _present(self, one: Located, document: Document, number: int, count: int) -> None:
        finding = one.finding
        self.show(f"\n{visible(document.path)}:{one.place.line}:{one.place.column} {finding.severity} {finding.rule}")
        self.show(f"{visible(finding.message)}")
        for line in finding.evidence:
            self.show(f"  {visible(line)}")
        low = max(document.text.rfind("\n", 0, finding.span.start) + 1, 0)
        high = document.text.find("\n", finding.span.end)
        within = Span(low, len(document.text) if high < 0 else high)
        for excerpt_line in excerpt(document.text, within, [finding.span], self.width - 4):
            self.show(f"    {excerpt_line.text}")
            if marks := excerpt_line.underline():
                self.show(f"    {marks}")
        if finding.fixes:
            self.show(f"offered: {visible(finding.fixes[0].title)}")
        self.show(f"[{number} of {count}]")

    def _letter(self, one: Located) -> str:
        allowed = "ynieadsuq?" if one.finding.fixes else "niedsuq?"
        while True:
            try:
                given = self.ask(f"{'/'.join(allowed)} ").strip().lower()[:1]
            except EOFError:
                return "q"
            if given == "?":
                self.show(HELP)
            elif given and given in allowed:
                return given
            else:
                self.show(f"one of {', '.join(allowed)}; ? explains")

    def _take(self, letter: str, one: Located, left: list[Located], document: Document) -> tuple[str, ...]:
        if letter == "s":
            return ()
        replacement = None
        if letter == "e":
            try:
                replacement = self.ask("your wording: ")
            except EOFError:
                return ()
        same = list(_same_name(one, left)) if letter in "ad" else [one]
        for other in same:
            self.decisions[other.judged.fingerprint] = Decision(
                fingerprint=other.judged.fingerprint,
                verdict=_VERDICTS.get(letter, "accept"),
                replacement=replacement,
                by=self.by,
                at=self.at,
                rule=other.finding.rule,
                text=other.place.text,
                concept=other.finding.concept,
                context=context_of(document, other.finding.span),
            )
        return tuple(other.judged.fingerprint for other in same)

    def _undo(self, history: list[tuple[int, tuple[str, ...]]], at: int) -> int:
        if not history:
            self.show("nothing to undo")
            return at
        back, taken = history.pop()
        for fingerprint in taken:
            self.decisions.pop(fingerprint, None)
        return back


def _same_name(one: Located, left: list[Located]) -> Iterator[Located]:
    """This finding, and those left of the same rule and concept (the same words where there is no concept)."""
    for other in left:
        alike = (
            other.finding.concept == one.finding.concept
            if one.finding.concept is not None
            else other.place.text == one.place.text
        )
        if other is one or (other.finding.rule == one.finding.rule and alike):
            yield other


def context_of(document: Document, span: Span, reach: int = 60) -> str:
    """The words around a place, for a reader of the decision and for `mtfix learn`."""
    return " ".join(document.text[max(0, span.start - reach) : span.end + reach].split())
