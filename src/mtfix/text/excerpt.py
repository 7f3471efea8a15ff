"""Show places of an article to a person: the sentence around them, with every place underlined in its full width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mtfix.model import Span
from mtfix.text.visible import columns, fitting, visible

# Code points of context shown at least on each side of a place, and the most that is shown of one place.
_AROUND = 90
_LONGEST = 400


class ExcerptLine(Struct, frozen=True):
    """One line of an excerpt, fit for a terminal: pieces of (text, index of the place they belong to, or None).

    `outer` are the indexes of places that have another one inside.
    """

    pieces: tuple[tuple[str, int | None], ...]
    outer: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The line as it reads."""
        return "".join(text for text, _ in self.pieces)

    def underline(self) -> str:
        """The line of marks that goes below, "" where nothing is marked; "~" marks what is around another place."""
        return "".join(self._mark(index) * columns(text) for text, index in self.pieces).rstrip()

    def _mark(self, index: int | None) -> str:
        return " " if index is None else "~" if index in self.outer else "^"


def excerpt(text: str, within: Span, places: Sequence[Span], width: int) -> list[ExcerptLine]:
    """Lines of at most `width` columns around `places` (sorted) inside the stretch `within`.

    Long stretches are cut around the places, marked by "…"; an empty place shows as "‸".
    """
    pieces: list[tuple[str, int | None]] = []
    shown = [Span(place.start, min(place.end, place.start + _LONGEST)) for place in places]
    windows = list(_windows(text, within, shown))
    for window, first, last in windows:
        if window.start > within.start:
            pieces.append(("… ", None))
        pieces += _pieces(text, window, shown[first:last], first)
    if windows and windows[-1][0].end < within.end:
        pieces.append((" …", None))
    return list(_wrapped(pieces, max(width, 20), _outer(shown)))


def _windows(text: str, within: Span, places: Sequence[Span]) -> Iterator[tuple[Span, int, int]]:
    """The stretches to show, each with the range of its places: their surroundings, joined where they meet."""
    current, first = Span(0, 0), 0
    for index, place in enumerate(places):
        window = Span(_back(text, within.start, place.start), _forth(text, place.end, within.end))
        if index == first:
            current = window
        elif window.start <= current.end + _AROUND // 2:
            current = Span(current.start, max(current.end, window.end))
        else:
            yield current, first, index
            current, first = window, index
    if places:
        yield current, first, len(places)


def _back(text: str, low: int, at: int) -> int:
    """A start of a word at least `_AROUND` before `at`; `low` where that is near."""
    start = max(low, at - _AROUND)
    if start - low <= _AROUND // 2:
        return min(low, at)
    blank = text.find(" ", start, at)
    return start if blank < 0 else blank + 1


def _forth(text: str, at: int, high: int) -> int:
    end = min(high, at + _AROUND)
    if high - end <= _AROUND // 2:
        return max(high, at)
    blank = text.rfind(" ", at, end)
    return end if blank < 0 else blank


def _pieces(text: str, window: Span, places: Sequence[Span], number: int) -> Iterator[tuple[str, int | None]]:
    """The text of a window cut at its places, which count from `number`; a piece belongs to the smallest around it."""
    cuts = sorted({window.start, window.end, *(edge for place in places for edge in (place.start, place.end))})
    active: list[int] = []
    coming = 0
    for start, end in zip(cuts, [*cuts[1:], window.end], strict=True):
        while coming < len(places) and places[coming].start <= start:
            if len(places[coming]):
                active.append(coming)
            else:
                yield "‸", number + coming
            coming += 1
        active = [index for index in active if places[index].end > start]
        if end > start:
            owner = min(active, key=lambda index: (len(places[index]), index), default=None)
            yield visible(text[start:end]), None if owner is None else number + owner


def _outer(places: Sequence[Span]) -> frozenset[int]:
    """The places that have another one inside."""
    out: set[int] = set()
    around: list[int] = []
    for index, place in enumerate(places):
        around = [other for other in around if places[other].end > place.start]
        for other in around:
            if places[other].contains(place):
                out.add(other)
            elif place.contains(places[other]):
                out.add(index)
        around.append(index)
    return frozenset(out)


def _wrapped(pieces: Sequence[tuple[str, int | None]], width: int, outer: frozenset[int]) -> Iterator[ExcerptLine]:
    """Break at blanks; a word wider than a line is cut."""
    line: list[tuple[str, int | None]] = []
    room = width
    for word, index in _words(pieces):
        rest, wide = word, columns(word)
        blanks = len(word) - len(word.rstrip(" "))  # may stand beyond the end of the line
        if wide - blanks > room and line:
            yield ExcerptLine(tuple(_joined(line)), outer)
            line, room = [], width
        while wide - blanks > width:
            cut = max(fitting(rest, width), 1)
            yield ExcerptLine(((rest[:cut], index),), outer)
            rest = rest[cut:]
            wide = columns(rest)
        line.append((rest, index))
        room -= wide
    if line:
        yield ExcerptLine(tuple(_joined(line)), outer)


def _words(pieces: Sequence[tuple[str, int | None]]) -> Iterator[tuple[str, int | None]]:
    """The words of the pieces, each with the blanks after it."""
    for text, index in pieces:
        at = 0
        while at < len(text):
            blank = text.find(" ", at)
            end = len(text) if blank < 0 else blank + 1
            while end < len(text) and text[end] == " ":
                end += 1
            yield text[at:end], index
            at = end


def _joined(words: Sequence[tuple[str, int | None]]) -> Iterator[tuple[str, int | None]]:
    """Neighbours of one kind as one piece; no blanks at the end of the line."""
    text, current = "", words[0][1]
    for word, index in words:
        if index != current:
            yield text, current
            text, current = "", index
        text += word
    yield text.rstrip(" "), current
