"""What the matcher sees of a text: stems, pairs of stems, and the character runs inside words.

Character runs do for Swedish what a compound splitter would: `bidragsbelopp` shares them with `bidrag` and `belopp`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

from intents.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.model import Language

RUNS = (3, 4)
"""Lengths of the character runs; a boundary sign counts as a character."""
PAIR_REACH = 3
"""How many words apart two stems may stand and still be a pair."""
_STEMMERS = {"sv": Stemmer.Stemmer("swedish"), "en": Stemmer.Stemmer("english")}
VIEWS = ("word", "pair", "run")
VIEW_SHARE = {"word": 0.4, "pair": 0.2, "run": 0.4}
"""How much each view weighs in the likeness of two texts. Together 1."""


@lru_cache(maxsize=65_536)
def stem(word: str, language: Language) -> str:
    """The folded stem of a lower-case word."""
    return str(_STEMMERS[language].stemWord(fold(word)))


@lru_cache(maxsize=32_768)
def runs(word: str) -> tuple[str, ...]:
    """The distinct character runs of a folded word, prefixed so that they never collide with a stem."""
    framed = f"^{fold(word)}$"
    found = {framed[i : i + size] for size in RUNS for i in range(len(framed) - size + 1)}
    return tuple(sorted("#" + run for run in found or {framed}))


def pairs(stems: Sequence[str]) -> set[str]:
    """Unordered pairs of different stems that stand near each other."""
    found = set()
    for i, left in enumerate(stems):
        for right in stems[i + 1 : i + 1 + PAIR_REACH]:
            if left != right:
                found.add(f"{left} {right}" if left < right else f"{right} {left}")
    return found
