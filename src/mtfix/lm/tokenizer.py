"""Byte-pair tokens, as the language model was trained on: the GPT-2 scheme with digits one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import regex

# Words keep the blank before them; each digit stands alone.
_PIECE = regex.compile(r"\p{N}|'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")


class Tokenizer:
    """Turns text into token numbers, remembering the pieces it has met."""

    def __init__(self, tokens: Sequence[str], merges: Sequence[str]) -> None:
        """`tokens` are in order of number, `merges` are pairs parted by a blank, those made first at the top."""
        self._numbers = {token: number for number, token in enumerate(tokens)}
        self._ranks = {tuple(merge.split(" ")): rank for rank, merge in enumerate(merges)}
        self._letters = _byte_letters()
        self._known: dict[str, list[int]] = {}

    def tokens(self, text: str) -> Iterator[tuple[int, int]]:
        """Each token's number, and the place in `text` where its piece starts, the blanks before it left out."""
        for match in _PIECE.finditer(text):
            piece = match.group()
            numbers = self._known.get(piece)
            if numbers is None:
                numbers = self._known[piece] = self._merged(piece)
            place = match.end() - len(piece.lstrip())
            for number in numbers:
                yield number, place

    def _merged(self, piece: str) -> list[int]:
        """The tokens of a piece: its bytes, with the earliest known merge made again and again."""
        parts = [self._letters[byte] for byte in piece.encode("utf-8", "surrogatepass")]
        while len(parts) > 1:
            ranked = [(self._ranks.get(pair), at) for at, pair in enumerate(itertools.pairwise(parts))]
            rank, at = min(((rank, at) for rank, at in ranked if rank is not None), default=(None, 0))
            if rank is None:
                break
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return [self._numbers[part] for part in parts]


def _byte_letters() -> list[str]:
    """A printable letter for each byte, as GPT-2 writes its tokens: itself, or the next one from U+0100 on."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(0x100, 0x200))
    return [chr(byte) if byte in printable else chr(next(others)) for byte in range(256)]
