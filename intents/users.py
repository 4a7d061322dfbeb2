"""Which entries use which words: how much of a question each of them has said itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intents.vocabulary import Vector, Vocabulary

    Floats = NDArray[np.float32]


class Users:
    """Stems and the entries whose texts have them."""

    def __init__(self, vocabulary: Vocabulary, labels: NDArray[np.intp], entries: int) -> None:
        """`labels`: the entry of each text of the vocabulary; `entries` itself for foreign questions."""
        texts = vocabulary.texts.by_row
        owners = np.repeat(labels, np.diff(texts.starts))
        inside = owners < entries
        stems = vocabulary.first_feature[texts.ids[inside]].astype(np.int64)
        self._entries = entries
        self._pairs = np.unique(stems * entries + owners[inside])
        """Stem and entry as one number, ascending."""
        self.any = np.zeros(len(vocabulary.features), bool)
        """Per feature: whether any entry has it as a stem."""
        self.any[stems] = True

    def used(self, vector: Vector) -> float:
        """Share, 0–1, of a question's words that any entry uses."""
        return float(vector.stem_values[self.any[vector.stems]] @ vector.stem_values[self.any[vector.stems]])

    def shares(self, vector: Vector, entries: NDArray[np.intp]) -> Floats:
        """For each of `entries`, the share of a question's words it uses."""
        asked = vector.stems[:, None].astype(np.int64) * self._entries + entries
        places = np.minimum(np.searchsorted(self._pairs, asked), len(self._pairs) - 1)
        found: Floats = vector.stem_values**2 @ (self._pairs[places] == asked)
        return found
