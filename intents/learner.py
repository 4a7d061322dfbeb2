"""One linear model for all entries: how much each word and each character run pulls towards which entry.

Softmax regression by accelerated gradient steps over all texts at once, stopped early: so few steps are as accurate as
a converged fit, tell foreign questions better, and cost a tenth. No chance is involved; the same texts give the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from intents.centroids import CentroidPulls

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intents.vocabulary import Vocabulary

    Floats = NDArray[np.float32]

STEPS = 16
"""Ten were enough for ten phrasings an entry, sixteen for a hundred; more changed nothing but the time."""
REACH, MOST_REACH = 1.0, 64.0
"""Length of a class's step, in units of one over the largest eigenvalue: as long as its share of the texts allows, for
a class with many texts is overshot first. Common lengths made accuracy swing from step to step; with these it does
not, and more steps change little."""
MOST_CELLS = 16_000_000
"""(Features + texts) × classes a table may be fitted with: 64 MB. Above that, classes are told by their means."""
BIAS = 0.02
"""How much slower the bias of a class moves than its words."""


@dataclass(frozen=True, slots=True)
class TablePulls:
    """How much each row of the vocabulary (tokens, then features) pulls towards each class.

    Kept in one byte each, with one scale per row: a quarter of the memory, and no difference in what is decided.
    """

    steps: NDArray[np.int8]
    scale: Floats
    """What a step of each row is worth."""
    bias: Floats
    """Pull of each class by itself."""

    @classmethod
    def of(cls, table: Floats, bias: Floats) -> TablePulls:
        """From pulls as numbers."""
        scale = np.abs(table).max(axis=1, initial=0.0) / np.float32(127)
        table /= np.maximum(scale, np.float32(1e-12))[:, None]
        return cls(np.rint(table, out=table).astype(np.int8), scale, bias)

    def sum(self, rows: NDArray[np.int32], values: Floats) -> Floats:
        """Towards each class, from `values` of `rows`."""
        found: Floats = (values * self.scale[rows]) @ self.steps[rows].astype(np.float32) + self.bias
        return found

    def towards(self, column: int, rows: NDArray[np.int32]) -> Floats:
        """Of each of `rows` towards one class."""
        found: Floats = self.steps[rows, column] * self.scale[rows]
        return found


Pulls = TablePulls | CentroidPulls


def learn(vocabulary: Vocabulary, labels: NDArray[np.intp], classes: int) -> Pulls:
    """What the texts of the vocabulary teach, `labels` being the class of each."""
    if (len(vocabulary.weights) + len(labels)) * classes > MOST_CELLS:
        return CentroidPulls(vocabulary, labels, classes)
    problem = _Problem(vocabulary)
    table = np.zeros((len(vocabulary.weights), classes), np.float32)
    bias = np.zeros(classes, np.float32)
    if classes > 1 and len(labels):
        share = np.bincount(labels, minlength=classes) / len(labels)
        size = (np.minimum(REACH / np.maximum(share, 1e-9), MOST_REACH) / problem.largest()).astype(np.float32)
        ahead, ahead_bias = table.copy(), bias
        for step in range(STEPS):
            errors = _errors(problem.scores(ahead) + ahead_bias, labels)
            moved_bias = ahead_bias + np.float32(BIAS) * size * errors.sum(axis=0)
            moved = problem.gradient(errors)
            moved *= size
            moved += ahead
            onward = np.float32(step / (step + 3))
            np.subtract(moved, table, out=ahead)  # in place: these tables are what a fit needs memory for
            ahead *= onward
            ahead += moved
            ahead_bias = moved_bias + onward * (moved_bias - bias)
            table, bias = moved, moved_bias
    return TablePulls.of(np.concatenate([vocabulary.makeup.times(table), table]), bias)


class _Problem:
    """Texts as unit vectors over features, for tables that hold each feature's pull times its worth."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._texts, self._makeup = vocabulary.texts, vocabulary.makeup
        self._squares, self._lengths = vocabulary.weights[:, None] ** 2, vocabulary.lengths[:, None]

    def scores(self, table: Floats) -> Floats:
        """Of each text, given each feature's pull."""
        found = self._texts.times(self._makeup.times(table))
        found /= self._lengths
        return found

    def gradient(self, errors: Floats) -> Floats:
        """Which way to move each feature's pull, given what each text's scores lack."""
        found = self._makeup.transposed_times(self._texts.transposed_times(errors / self._lengths))
        found *= self._squares
        return found

    def largest(self) -> float:
        """The largest eigenvalue of the texts' likeness, by power iteration."""
        found, length = np.ones((len(self._squares), 1), np.float32), 1.0
        for _ in range(6):
            found = self.gradient(self.scores(found / np.float32(length)))
            length = float(np.linalg.norm(found)) or 1.0
        return length


def _errors(scores: Floats, labels: NDArray[np.intp]) -> Floats:
    """What is right less what is said: one minus the probability in the right column, minus it in the others."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= -scores.sum(axis=1, keepdims=True)
    scores[np.arange(len(labels)), labels] += 1.0
    return scores
