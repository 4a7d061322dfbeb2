"""Why this verdict? What each word and each view did for the best candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intents.features import runs, stem
from intents.model import WordEvidence

if TYPE_CHECKING:
    from intents.model import Language
    from intents.model_fit import Fit
    from intents.reading import Word
    from intents.space import Vector


def word_evidence(
    fit: Fit, found: list[Word], vector: Vector, best: int, language: Language
) -> tuple[WordEvidence, ...]:
    """Each word's share of all pull towards entry number `best`; negative speaks against it."""
    pull = vector.values * fit.table[vector.ids, best]
    by_feature = dict(zip(vector.ids.tolist(), pull.tolist(), strict=True))
    index = fit.space.index
    total = float(np.abs(pull).sum()) or 1.0
    told = []
    for word in found:
        features = {stem(part, language) for part in (word.read_as, *word.extra)}
        features.update(runs(word.typed), runs(word.read_as))
        share = sum(by_feature.get(index[feature], 0.0) for feature in features if feature in index) / total
        told.append(WordEvidence(word.typed, word.read_as, word.known, round(share, 4)))
    return tuple(told)


def views(fit: Fit, vector: Vector, best: int) -> tuple[tuple[str, float], ...]:
    """Share of the pull towards entry number `best` from words, pairs of words, and character runs."""
    space = fit.space
    pull = vector.values * fit.table[vector.ids, best]
    total = float(np.abs(pull).sum()) or 1.0
    is_word, is_run = space.is_word[vector.ids], space.is_run[vector.ids]
    masks = (("word", is_word), ("pair", ~is_word & ~is_run), ("run", is_run))
    return tuple((name, round(float(pull[mask].sum()) / total, 4)) for name, mask in masks)
