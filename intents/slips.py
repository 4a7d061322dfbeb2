"""Stored phrasings that a text is one slip of the fingers away from.

A slip is a letter (or space) too many, too few, another, or swapped with its neighbour: rapidfuzz's optimal string
alignment. One slip leaves either the first or the second half of a phrasing untouched, so the few that may be near are
found by their halves and only those are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHORTEST = 10
"""Letters a phrasing must have: below that, a slip away lies another word altogether (tolk, folk)."""


class Slips:
    """Finds phrasings one slip away."""

    def __init__(self, owners: Mapping[str, str]) -> None:
        """`owners`: the key of each stored phrasing → whose it is."""
        self._owners = {phrasing: owner for phrasing, owner in owners.items() if len(phrasing) >= SHORTEST}
        self._halves: dict[str, list[str]] = {}
        for phrasing in self._owners:
            for half in _halves(phrasing, len(phrasing)):
                self._halves.setdefault(half, []).append(phrasing)

    def owners(self, text: str) -> list[str]:
        """Whose phrasings are one slip away from `text`, given as a key; each once, in the order of the base."""
        near: dict[str, None] = {}
        for length in (len(text) - 1, len(text), len(text) + 1):
            if length >= SHORTEST:
                for half in _halves(text, length):
                    near.update(dict.fromkeys(self._halves.get(half, ())))
        return list(
            dict.fromkeys(self._owners[found] for found in near if OSA.distance(text, found, score_cutoff=1) <= 1)
        )


def _halves(text: str, length: int) -> Iterable[str]:
    """The beginning and the end that `text` shares with a phrasing of `length`, if one slip lies between them. Two
    letters in the middle belong to neither half: a swap there would touch both."""
    middle = length // 2
    return f"{length}<{text[: middle - 1]}", f"{length}>{text[len(text) - (length - middle - 1) :]}"
