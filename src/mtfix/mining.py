"""Mine a corpus for variants that no glossary lists, and put them into a glossary.

What is found comes as entries with `status: proposed`, ready to paste: the best first, each variant with its counts,
the evidence and two quotations above it, so that a person can judge it without opening an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mtfix import api
from mtfix.glossary.propose import Proposed, proposed_entries, with_proposals
from mtfix.matching.suggest import Proposal, suggest
from mtfix.model import Document
from mtfix.wording import number


def mine(
    articles: Iterable[tuple[Document, Document | None]], session: api.Session, least: float = 0.0
) -> list[Proposal]:
    """The variants that articles, each with its original or None, are worth, from a score `least` on; best first.

    All of `session` that counts are its glossaries and the language of the originals.
    """
    found = suggest(articles, session.engine.finder, session.config.source_language)
    return [one for one in found if one.score >= least]


def as_entries(proposals: Iterable[Proposal], session: api.Session) -> str:
    """The proposals as YAML entries ready to paste, a concept with all its variants where the best one stands."""
    return proposed_entries(_proposed(proposals, session))


def put_in(text: str, path: str, proposals: Iterable[Proposal], session: api.Session) -> str:
    """The YAML `text` of the glossary at `path` with the proposals put in; all else stays as it is.

    A variant of an entry of that file joins it with `action: suggest`. Raises `GlossaryError`.
    """
    return with_proposals(text, path, _proposed(proposals, session))


def as_data(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """The proposals for JSON."""
    return [
        {
            "concept": one.concept.id,
            "preferred": one.concept.preferred.text,
            "variant": one.variant,
            "score": one.score,
            "places": one.places,
            "articles": one.articles,
            "anchored": one.anchored,
            "evidence": list(one.evidence),
            "quotations": [{"path": quotation.path, "text": quotation.text} for quotation in one.quotations],
        }
        for one in proposals
    ]


def _proposed(proposals: Iterable[Proposal], session: api.Session) -> Iterable[Proposed]:
    gates = {glossary.path: glossary.when for glossary in session.glossaries}
    for one in proposals:
        yield Proposed(one.concept, one.variant, tuple(_remarks(one)), gates.get(one.concept.glossary))


def _remarks(proposal: Proposal) -> Iterable[str]:
    counts = f"{number(proposal.places, 'place')} in {number(proposal.articles, 'article')}"
    if proposal.anchored:
        counts += f", {proposal.anchored} where the original has the name"
    yield f"{counts}; score {proposal.score:.2f}"
    yield from proposal.evidence
    yield from (f'{quotation.path}: "{quotation.text}"' for quotation in proposal.quotations)
