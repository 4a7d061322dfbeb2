"""Why this verdict? What each word and each view did for the best candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intents.model import WordEvidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.fitting import Model
    from intents.reading import Word
    from intents.vocabulary import Vector


def word_evidence(model: Model, words: Sequence[Word], vector: Vector, best: int) -> tuple[WordEvidence, ...]:
    """Each word's share of all pull towards entry number `best`; negative speaks against it."""
    pull = vector.values * model.pulls.towards(best, vector.rows)
    total = float(np.abs(pull).sum()) or 1.0
    shares = np.bincount(vector.owners, weights=pull, minlength=len(words)) / total
    return tuple(
        WordEvidence(word.typed, word.read_as, word.known, round(share, 4))
        for word, share in zip(words, shares.tolist(), strict=True)
    )


def views(model: Model, vector: Vector, best: int) -> tuple[tuple[str, float], ...]:
    """Share of the pull towards entry number `best` from stems, pairs of stems, and character runs."""
    known, pull = model.vocabulary, {"word": 0.0, "pair": 0.0, "run": 0.0}
    names = {feature: name for name, feature in known.features.items()}
    first = len(known.tokens)
    for row, value in zip(vector.rows.tolist(), vector.values.tolist(), strict=True):
        features = known.makeup.by_row.of_one(row) if row < first else np.array([row - first], np.int32)
        towards = model.pulls.towards(best, features + np.int32(first))
        for feature, share in zip(features.tolist(), towards.tolist(), strict=True):
            view = "run" if names[feature].startswith("#") else "pair" if " " in names[feature] else "word"
            pull[view] += value * share
    total = sum(map(abs, pull.values())) or 1.0
    return tuple((view, round(share / total, 4)) for view, share in pull.items())
