"""How like a question is to the phrasing nearest to it, per class, by the stems they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intents.sparse import Lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intents.vocabulary import Vector, Vocabulary

    Floats = NDArray[np.float32]

EVERYWHERE, FEW = 0.08, 8
"""A stem that more than this share of the texts, and more than this number, have says nothing about which is near."""


class Nearest:
    """The phrasings a question can be like, found through the stems that not all of them have."""

    def __init__(self, vocabulary: Vocabulary, labels: NDArray[np.intp], classes: int) -> None:
        """`labels`: of each text of the vocabulary, ascending; every class from 0 up to `classes` has at least one."""
        texts, features = vocabulary.texts.by_row, len(vocabulary.features)
        owners = np.repeat(np.arange(len(texts)), np.diff(texts.starts))
        is_word = np.fromiter((" " not in token for token in vocabulary.tokens), bool, len(vocabulary.tokens))[
            texts.ids
        ]
        stems = vocabulary.first_feature[texts.ids[is_word]]
        owners, stems = np.divmod(np.unique(owners[is_word] * features + stems), features)
        squares = vocabulary.weights[stems].astype(np.float64) ** 2
        length = np.sqrt(np.maximum(np.bincount(owners, weights=squares, minlength=len(texts)), 1e-12))
        rare = (np.bincount(stems, minlength=features) <= max(EVERYWHERE * len(texts), FEW))[stems]
        self._holders = Lists.of(stems[rare], owners[rare], features)
        self._scale: Floats = (1.0 / length).astype(np.float32)
        self._weights = vocabulary.weights
        self._first = np.searchsorted(labels, np.arange(classes))
        self._size = len(texts)

    def likeness(self, vector: Vector) -> Floats:
        """Per class, the likeness, 0–1, of its nearest phrasing."""
        spans = [self._holders.of_one(stem) for stem in vector.stems.tolist()]
        worth = vector.stem_values * self._weights[vector.stems]
        rows = np.concatenate(spans) if spans else np.empty(0, np.int32)
        values = np.repeat(worth, [len(span) for span in spans]) * self._scale[rows]
        likeness = np.bincount(rows, weights=values, minlength=self._size)
        found: Floats = np.maximum.reduceat(likeness, self._first).astype(np.float32)
        return found
