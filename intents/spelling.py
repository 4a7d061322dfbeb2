"""Reads a word the knowledge base has never seen as the one that was probably meant.

rapidfuzz's optimal string alignment counts a swap of two neighbouring letters as one slip. Only unknown words are
touched, so a correction can never take a word away from an entry that has it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.features import stem
from intents.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from intents.model import Language

SHORTEST = 4
"""Letters a word must have to be corrected at all; shorter ones have too many neighbours."""
LONG = 8
"""From this length two slips are forgiven, below it one."""
_ROWS = ("1234567890+", "qwertyuiopå", "asdfghjklöä", "zxcvbnm,.-")
_PLACES = {fold(char): (row, column) for row, keys in enumerate(_ROWS) for column, char in enumerate(keys)}


def _beside(left: str, right: str) -> bool:
    """Whether two keys touch on a Swedish keyboard."""
    if left not in _PLACES or right not in _PLACES:
        return False
    (row, column), (other_row, other_column) = _PLACES[left], _PLACES[right]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


class Speller:
    """Knows the words of the knowledge base, how often each is used, and their stems."""

    def __init__(self, counts: Mapping[str, int], language: Language) -> None:
        self._counts = dict(counts)
        self._language: Language = language
        self._stems = {stem(word, language) for word in counts}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(counts):
            self._by_length.setdefault(len(word), []).append(word)
        self._correct = lru_cache(maxsize=16_384)(self._search)

    def __getstate__(self) -> tuple[dict[str, int], Language]:
        return self._counts, self._language

    def __setstate__(self, state: tuple[dict[str, int], Language]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def knows(self, word: str) -> bool:
        """Whether `word`, or another form of it, stands in the knowledge base."""
        return fold(word) in self._counts or stem(word, self._language) in self._stems

    def correct(self, word: str) -> str | None:
        """The known word `word` was most likely meant as, or None when it is known already or too far from all."""
        folded = fold(word)
        if len(folded) < SHORTEST or folded.isdigit() or self.knows(word):
            return None
        return self._correct(folded)

    def _search(self, word: str) -> str | None:
        slips = 2 if len(word) >= LONG else 1
        near: list[tuple[float, int, str]] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            found = extract(word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=8)
            near.extend(
                (self._cost(word, other, distance), -self._counts[other], other) for other, distance, _ in found
            )
        return min(near)[2] if near else None

    @staticmethod
    def _cost(word: str, other: str, distance: float) -> float:
        """Slips, a little less for a neighbouring key, a little more when the first letter differs."""
        cost = distance
        if len(word) == len(other):
            wrong = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
            if len(wrong) == 1 and _beside(*wrong[0]):
                cost -= 0.25
        return cost + (0.25 if word[0] != other[0] else 0.0)

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words that `word` is written of, with or without a linking s."""
        folded = fold(word)
        if len(folded) < 7 or self.knows(word):
            return None
        best: tuple[int, str, str] | None = None
        for cut in range(3, len(folded) - 2):
            tail = folded[cut:]
            for head in (folded[:cut], folded[: cut - 1] if folded[cut - 1] == "s" else ""):
                if len(head) >= 3 and head in self._counts and tail in self._counts:
                    balance = min(len(head), len(tail))
                    if best is None or balance > best[0]:
                        best = (balance, head, tail)
        return best[1:] if best else None

    def join(self, left: str, right: str) -> str | None:
        """The known compound that `left right` is, written apart."""
        joined = fold(left + right)
        return joined if len(joined) >= 6 and joined in self._counts else None


def count_words(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    """How often each folded word occurs in texts given as words."""
    counts: dict[str, int] = {}
    for words in texts:
        for word in words:
            folded = fold(word)
            counts[folded] = counts.get(folded, 0) + 1
    return counts
