"""What the matcher sees of a word: its stem, and the character runs inside it.

Character runs do for Swedish what a compound splitter would: `bidragsbelopp` shares them with `bidrag` and `belopp`.
Runs of four were as good as runs of three and four together, at half the cost.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

from intents.text import fold

if TYPE_CHECKING:
    from intents.model import Language

RUN = 4
"""Length of the character runs; the sign for a word's beginning or end counts as a character."""
_STEMMERS = {"sv": Stemmer.Stemmer("swedish"), "en": Stemmer.Stemmer("english")}


@lru_cache(maxsize=65_536)
def stem(word: str, language: Language) -> str:
    """The folded stem of a lower-case word."""
    return str(_STEMMERS[language].stemWord(fold(word)))


@lru_cache(maxsize=32_768)
def runs(word: str) -> tuple[str, ...]:
    """The distinct character runs of a folded word, prefixed so that they never collide with a stem."""
    framed = f"^{fold(word)}$"
    found = {framed[i : i + RUN] for i in range(len(framed) - RUN + 1)}
    return tuple(sorted("#" + run for run in found or {framed}))
