"""How like two questions are, by the words they share: for naming the phrasing that moved a question, and for telling
which questions ask for the same thing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from intents import text_key, word_root

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intents import Language

T = TypeVar("T")


def roots(text: str, language: Language) -> dict[str, str]:
    """The stems of a text's words, each once → the word as it stands, in order."""
    return roots_of_key(text_key(text), language)


def roots_of_key(name: str, language: Language) -> dict[str, str]:
    """The same for a text whose key is at hand."""
    found: dict[str, str] = {}
    for word in name.split():
        found.setdefault(word_root(word, language), word)
    return found


def worth(root: str, common: Mapping[str, int]) -> float:
    """How much a shared word says, given how many phrasings have it."""
    return 1.0 / (1.0 + math.log1p(common.get(root, 0)))


@dataclass(frozen=True, slots=True)
class Likeness(Generic[T]):
    """What was found nearest."""

    item: T
    likeness: float
    """0–1: 1 when all words are shared."""
    shared: tuple[str, ...]
    """The words in common, those that say most first."""


class Index(Generic[T]):
    """Finds the text nearest to a question among many."""

    def __init__(self, texts: Sequence[tuple[str, T]], common: Mapping[str, int], language: Language) -> None:
        """`common`: in how many phrasings each stem stands."""
        self._common, self._language = common, language
        self._items = [item for _, item in texts]
        self._lengths: list[float] = []
        self._holders: dict[str, list[int]] = {}
        for number, (text, _) in enumerate(texts):
            found = roots(text, language)
            self._lengths.append(math.sqrt(sum(worth(root, common) ** 2 for root in found)) or 1.0)
            for root in found:
                self._holders.setdefault(root, []).append(number)

    def __len__(self) -> int:
        return len(self._items)

    def nearest(self, text: str) -> Likeness[T] | None:
        """The text with most in common; None when none shares a word."""
        own = roots(text, self._language)
        squares = {root: worth(root, self._common) ** 2 for root in own}
        scores: dict[int, float] = {}
        for root, square in squares.items():
            for number in self._holders.get(root, ()):
                scores[number] = scores.get(number, 0.0) + square
        if not scores:
            return None
        best = max(scores, key=lambda number: (scores[number] / self._lengths[number], -number))
        length = math.sqrt(sum(squares.values())) or 1.0
        shared = sorted((root for root in own if best in self._holders.get(root, ())), key=lambda root: -squares[root])
        likeness = scores[best] / (self._lengths[best] * length)
        return Likeness(self._items[best], likeness, tuple(own[root] for root in shared))
