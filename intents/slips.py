"""Stored phrasings that a text is one slip of the fingers away from.

A slip is a letter too many, too few, another, or swapped with its neighbour: rapidfuzz's optimal string alignment.
Spaces do not count, so words run together or a compound written apart are no slips at all. One slip leaves either the
first or the second half of a phrasing untouched, so the few that may be near are found by their halves and only those
are compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SURE_FROM = 10
"""Letters from which a text one slip away means that phrasing; below, a slip away may lie another word (tolk, folk)."""
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Near:
    """Whose phrasings a text is nearest to."""

    owners: tuple[str, ...]
    """Each once, in the order of the base."""
    sure: bool
    """Whether the text is long enough, or near enough, to mean one of them."""


class Slips:
    """Finds phrasings at most one slip away."""

    def __init__(self, owners: Mapping[str, tuple[str, ...]]) -> None:
        """`owners`: the key of each stored phrasing → whose it is."""
        self._owners: dict[str, tuple[str, ...]] = {}
        for phrasing, whose in owners.items():
            letters = phrasing.replace(" ", "")
            self._owners[letters] = tuple(dict.fromkeys((*self._owners.get(letters, ()), *whose)))
        self._halves: dict[str, list[str]] = {}
        for letters in self._owners:
            if len(letters) >= SHORTEST:
                for half in _halves(letters, len(letters)):
                    self._halves.setdefault(half, []).append(letters)

    def near(self, text: str) -> Near | None:
        """The phrasings nearest to `text`, given as a key: the same but for spaces, else one slip away; None when
        there are none."""
        letters = text.replace(" ", "")
        if same := self._owners.get(letters):
            return Near(same, True)
        candidates: dict[str, None] = {}
        for length in (len(letters) - 1, len(letters), len(letters) + 1):
            if length >= SHORTEST:
                for half in _halves(letters, length):
                    candidates.update(dict.fromkeys(self._halves.get(half, ())))
        found = [name for name in candidates if OSA.distance(letters, name, score_cutoff=1) <= 1]
        owners = tuple(dict.fromkeys(owner for name in found for owner in self._owners[name]))
        return Near(owners, len(letters) >= SURE_FROM) if owners else None


def _halves(letters: str, length: int) -> Iterable[str]:
    """The beginning and the end that `letters` shares with a phrasing of `length`, if one slip lies between them. Two
    letters in the middle belong to neither half: a swap there would touch both."""
    middle = length // 2
    return (
        f"{length}<{letters[: max(middle - 1, 0)]}",
        f"{length}>{letters[max(len(letters) - (length - middle - 1), 0) :] if length - middle > 1 else ''}",
    )
