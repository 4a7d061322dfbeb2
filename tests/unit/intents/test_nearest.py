"""The nearest phrasing, held against all phrasings compared one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from intents.features import stem
from intents.nearest import EVERYWHERE, FEW, Nearest
from intents.reading import Word
from intents.vocabulary import Vocabulary
from tests.support.knowledge import SWEDISH

TEXTS = [
    (text.lower().replace("?", "").split(), label) for label, given in enumerate(SWEDISH.values()) for text in given
]
LABELS = np.array([label for _, label in TEXTS], dtype=np.intp)
BASE = Vocabulary([text for text, _ in TEXTS], "sv")
NEAREST = Nearest(BASE, LABELS, len(SWEDISH))


def by_hand(question: list[str]) -> list[float]:
    """Per class, the largest cosine of stems; stems that stand everywhere only lengthen."""
    stems = [{stem(word, "sv") for word in text} for text, _ in TEXTS]
    common = {
        s for text in stems for s in text if sum(s in other for other in stems) > max(EVERYWHERE * len(stems), FEW)
    }
    worth = {s: float(BASE.weights[BASE.features[s]]) for text in stems for s in text}
    asked = {stem(word, "sv") for word in question}
    length = math.sqrt(sum(worth.get(s, BASE.unseen) ** 2 for s in asked))
    found = [0.0] * len(SWEDISH)
    for text, (_, label) in zip(stems, TEXTS, strict=True):
        shared = sum(worth[s] ** 2 for s in asked & text if s not in common)
        of_text = math.sqrt(sum(worth[s] ** 2 for s in text))
        found[label] = max(found[label], shared / length / of_text)
    return found


@pytest.mark.parametrize(
    "question", ["hur bokar vi bastun", "bastun", "när har sjömacken öppet", "kvantfysik", "hur", "finns det kvantfysik i hamnen"]
)  # fmt: skip
def test_likeness_is_that_of_the_nearest_phrasing(question: str) -> None:
    words = question.split()
    read = [Word(word, word, stem(word, "sv") in BASE.features) for word in words]
    assert NEAREST.likeness(BASE.vector(read)).tolist() == pytest.approx(by_hand(words), abs=1e-5)


def test_a_rare_phrasing_itself_is_as_near_as_can_be() -> None:
    vector = BASE.vector([Word("landström", "landström", True)])
    assert float(NEAREST.likeness(vector).max()) == pytest.approx(1.0)
