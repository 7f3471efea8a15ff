"""What is known of a name that a paragraph lacks, and the choice among the phrases that may stand for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from mtfix.matching.originals import Occurrence
from mtfix.matching.profile import Profile
from mtfix.model import Span


class Located(Struct, frozen=True):
    """A phrase that stands where a name should.

    `score` is in 0..1, `rank` orders rivals, `evidence` is in words that a translator can check; `alike` is the
    likeness of a capitalised phrase to a name (0 where it was found otherwise), `spelt`: it is a source form in pinyin.
    """

    span: Span
    wording: str
    score: float
    rank: float
    evidence: tuple[str, ...]
    alike: float = 0.0
    spelt: bool = False


class Missing(Struct, frozen=True):
    """A name of the original (`form`, `count` times) without a right form in `target`, which translates it."""

    profile: Profile
    form: str
    count: int
    target: tuple[Span, ...]
    located: tuple[Located, ...]


Proposal = tuple[Located, int, Occurrence, Profile]


def choose(
    proposals: list[Proposal], wanted: dict[tuple[int, Span], int]
) -> Mapping[tuple[int, Span], list[tuple[Located, Profile]]]:
    """The best phrases for each name, as many as the original has it; no word stands for two names."""
    chosen: Mapping[tuple[int, Span], list[tuple[Located, Profile]]] = defaultdict(list)
    taken: list[Span] = []
    for place, number, occurrence, profile in sorted(proposals, key=lambda one: (-one[0].rank, one[0].span)):
        key = number, occurrence.span
        if len(chosen[key]) < wanted[key] and not any(place.span.overlaps(other) for other in taken):
            taken.append(place.span)
            chosen[key].append((place, profile))
    return chosen
