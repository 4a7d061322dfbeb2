"""How much words pull when there are more entries than a table of every word and entry has room for.

Each class is the mean of its texts, and a question is drawn to the classes it has words in common with: what can be
found through lists, in time that follows what the question's words have, not how many entries there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intents.sparse import Lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intents.vocabulary import Vocabulary

    Floats = NDArray[np.float32]

SCALE = 12.0
"""Pull of a text that equals the mean of a class: about what a fitted table gives."""
EVERYWHERE = 400
"""A row more classes than this have pulls nowhere: it tells next to nothing, and would cost most of the time."""


class CentroidPulls:
    """How much each row of the vocabulary (tokens, then features) pulls towards each class."""

    def __init__(self, vocabulary: Vocabulary, labels: NDArray[np.intp], classes: int) -> None:
        """`labels`: the class of each text of the vocabulary."""
        texts, makeup = vocabulary.texts.by_row, vocabulary.makeup.by_row
        owners = np.repeat(np.arange(len(texts)), np.diff(texts.starts))
        share = (1.0 / vocabulary.lengths)[owners] / np.bincount(labels, minlength=classes)[labels[owners]]
        tokens, of_class, share = _summed(texts.ids.astype(np.int64), labels[owners], share, classes)
        reach = np.diff(makeup.starts)[tokens]
        features = np.concatenate([makeup.of_one(token) for token in tokens.tolist()] or [np.empty(0, np.int32)])
        features, feature_class, feature_share = _summed(
            features.astype(np.int64), np.repeat(of_class, reach), np.repeat(share, reach), classes
        )
        mean = feature_share * vocabulary.weights[features]
        length = np.sqrt(np.maximum(np.bincount(feature_class, weights=mean**2, minlength=classes), 1e-12))
        squares = vocabulary.squares
        rows = np.concatenate([tokens, features + len(vocabulary.tokens)])
        self._values: Floats = np.concatenate(
            [share * squares[tokens] / length[of_class], mean * vocabulary.weights[features] / length[feature_class]]
        ).astype(np.float32) * np.float32(SCALE)  # fmt: skip
        self._classes = np.concatenate([of_class, feature_class]).astype(np.int32)
        self._lists = Lists.of(rows, np.arange(len(rows)), len(squares))
        self.bias: Floats = np.zeros(classes, np.float32)

    def sum(self, rows: NDArray[np.int32], values: Floats) -> Floats:
        """Towards each class, from `values` of `rows`."""
        found = [self._lists.of_one(row) for row in rows.tolist()]
        told = [
            (places, value) for places, value in zip(found, values.tolist(), strict=True) if len(places) <= EVERYWHERE
        ]
        places = np.concatenate([places for places, _ in told] or [np.empty(0, np.int32)])
        weights = np.repeat([value for _, value in told], [len(places) for places, _ in told])
        pulled = np.bincount(self._classes[places], weights=weights * self._values[places], minlength=len(self.bias))
        return pulled.astype(np.float32)

    def towards(self, column: int, rows: NDArray[np.int32]) -> Floats:
        """Of each of `rows` towards one class."""
        found = np.zeros(len(rows), np.float32)
        for number, row in enumerate(rows.tolist()):
            places = self._lists.of_one(row)
            if len(places) <= EVERYWHERE:
                found[number] = self._values[places][self._classes[places] == column].sum()
        return found


def _summed(
    rows: NDArray[np.int64], classes: NDArray[np.intp], values: NDArray[np.floating], count: int
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.float64]]:
    """Values of the same row and class added up: rows, classes and sums."""
    pairs, which = np.unique(rows * count + classes, return_inverse=True)
    sums: NDArray[np.float64] = np.bincount(which, weights=values).astype(np.float64)
    return pairs // count, pairs % count, sums
