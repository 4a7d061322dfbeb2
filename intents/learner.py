"""One linear model for all entries: how much each word and each character run pulls towards which entry.

Softmax regression by accelerated gradient steps over all texts at once, stopped early: ten steps were as accurate as
a fully converged fit, refused better, and cost a tenth. No chance is involved; the same texts give the same table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intents.vocabulary import Vocabulary

    Floats = NDArray[np.float32]

STEPS = 10
REACH = 0.45
"""Length of a step in units of (classes ÷ largest eigenvalue). Longer ones overshoot, shorter ones need more of them."""
MOST_REACH = 32.0
BIAS = 0.02
"""How much slower the bias of a class moves than its words."""


def learn(vocabulary: Vocabulary, labels: NDArray[np.intp], classes: int) -> tuple[Floats, Floats]:
    """The pull of every row of the vocabulary (words, then features) towards each class, and each class's bias."""
    texts, makeup = vocabulary.texts, vocabulary.makeup
    weights, lengths = vocabulary.weights[:, None], vocabulary.lengths[:, None]

    def forward(table: Floats) -> Floats:
        return texts.times(makeup.times(table * weights)) / lengths

    def backward(errors: Floats) -> Floats:
        return makeup.transposed_times(texts.transposed_times(errors / lengths)) * weights

    table = np.zeros((len(weights), classes), np.float32)
    bias = np.zeros(classes, np.float32)
    if classes > 1 and len(labels):
        size = np.float32(min(2.0 + REACH * (classes - 2), MOST_REACH) / _largest(forward, backward, len(weights)))
        ahead, ahead_bias = table, bias
        for step in range(STEPS):
            errors = _errors(forward(ahead) + ahead_bias, labels)
            moved = ahead + size * backward(errors)
            moved_bias = ahead_bias + np.float32(BIAS) * size * errors.sum(axis=0)
            onward = np.float32(step / (step + 3))
            ahead, ahead_bias = moved + onward * (moved - table), moved_bias + onward * (moved_bias - bias)
            table, bias = moved, moved_bias
    table *= weights
    return np.concatenate([makeup.times(table), table]), bias


def _errors(scores: Floats, labels: NDArray[np.intp]) -> Floats:
    """What is right less what is said: one minus the probability in the right column, minus it in the others."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= -scores.sum(axis=1, keepdims=True)
    scores[np.arange(len(labels)), labels] += 1.0
    return scores


def _largest(forward, backward, features: int) -> float:  # type: ignore[no-untyped-def]
    """The largest eigenvalue of the texts' likeness, by power iteration."""
    found, length = np.ones((features, 1), np.float32), 1.0
    for _ in range(6):
        found = backward(forward(found / np.float32(length)))
        length = float(np.linalg.norm(found)) or 1.0
    return length
