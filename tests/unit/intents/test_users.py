"""How much of a question each entry has said itself."""

from __future__ import annotations

import numpy as np
import pytest

from intents.features import stem
from intents.reading import Word
from intents.users import Users
from intents.vocabulary import Vector, Vocabulary
from tests.support.knowledge import FOREIGN, SWEDISH

ENTRIES = len(SWEDISH)
TEXTS = [
    (text.lower().replace("?", "").split(), label) for label, given in enumerate(SWEDISH.values()) for text in given
]
ALIENS = [text.lower().replace("?", "").split() for text in FOREIGN]
BASE = Vocabulary([*(text for text, _ in TEXTS), *ALIENS], "sv")
USERS = Users(BASE, np.array([*(label for _, label in TEXTS), *[ENTRIES] * len(ALIENS)], dtype=np.intp), ENTRIES)
STEMS = [{stem(word, "sv") for text, label in TEXTS if label == entry for word in text} for entry in range(ENTRIES)]


def placed(question: str) -> Vector:
    return BASE.vector([Word(word, word, stem(word, "sv") in BASE.features) for word in question.split()])


@pytest.mark.parametrize(
    "question", ["hur bokar vi bastun", "bastun", "qwerty bastun", "qwerty", FOREIGN[0].lower().strip("?")]
)
def test_an_entrys_share_is_the_weight_of_the_words_it_uses(question: str) -> None:
    vector = placed(question)
    names = {feature: name for name, feature in BASE.features.items()}
    weight = {names[at]: value**2 for at, value in zip(vector.stems.tolist(), vector.stem_values.tolist(), strict=True)}
    expected = [sum(value for name, value in weight.items() if name in stems) for stems in STEMS]
    assert USERS.shares(vector, np.arange(ENTRIES)).tolist() == pytest.approx(expected, abs=1e-6)
    used = set().union(*STEMS)
    assert USERS.used(vector) == pytest.approx(sum(value for name, value in weight.items() if name in used), abs=1e-6)


def test_entries_may_be_asked_for_in_any_order() -> None:
    vector = placed("hur bokar vi bastun")
    assert USERS.shares(vector, np.array([3, 0])).tolist() == USERS.shares(vector, np.arange(4))[[3, 0]].tolist()


def test_what_only_foreign_questions_say_no_entry_uses() -> None:
    only = {word for text in ALIENS for word in text if stem(word, "sv") not in set().union(*STEMS)}
    assert only
    assert all(USERS.used(placed(word)) == 0 for word in only)
