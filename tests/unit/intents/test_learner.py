"""The linear model learns what the texts say, the same every time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intents.learner import Pulls, TablePulls, learn
from intents.reading import Word
from intents.vocabulary import Vocabulary
from tests.support.knowledge import FOREIGN, SWEDISH

TEXTS = [
    (text.lower().replace("?", "").split(), label) for label, given in enumerate(SWEDISH.values()) for text in given
]
LABELS = np.array([label for _, label in TEXTS], dtype=np.intp)
CLASSES = len(SWEDISH)
BASE = Vocabulary([text for text, _ in TEXTS], "sv")


def scores(pulls: Pulls, base: Vocabulary, text: list[str]) -> NDArray[np.float32]:
    vector = base.vector([Word(word, word, True) for word in text])
    return pulls.sum(vector.rows, vector.values)


def test_every_text_is_pulled_to_its_own_class() -> None:
    pulls = learn(BASE, LABELS, CLASSES)
    wrong = [text for text, label in TEXTS if int(scores(pulls, BASE, text).argmax()) != label]
    assert wrong == []


def test_a_word_of_one_class_pulls_there_and_away_from_the_others() -> None:
    pulls = learn(BASE, LABELS, CLASSES)
    row = np.array([BASE.tokens["bastun"]], np.int32)
    own = list(SWEDISH).index("bastu")
    towards = [float(pulls.towards(label, row)[0]) for label in range(CLASSES)]
    assert towards[own] > 0
    assert max(pull for label, pull in enumerate(towards) if label != own) < towards[own] / 2


def test_a_word_said_everywhere_pulls_little() -> None:
    pulls = learn(BASE, LABELS, CLASSES)
    rows = np.array([BASE.tokens["vi"], BASE.tokens["bastun"]], np.int32)
    everywhere, own = np.abs([pulls.towards(label, rows) for label in range(CLASSES)]).max(axis=0)
    assert everywhere < own / 3


def test_the_same_texts_teach_the_same() -> None:
    first, second = (learn(Vocabulary([text for text, _ in TEXTS], "sv"), LABELS, CLASSES) for _ in range(2))
    assert isinstance(first, TablePulls)
    assert isinstance(second, TablePulls)
    assert np.array_equal(first.steps, second.steps)
    assert np.array_equal(first.scale, second.scale)
    assert np.array_equal(first.bias, second.bias)


def test_one_class_alone_pulls_nowhere() -> None:
    pulls = learn(BASE, np.zeros(len(TEXTS), np.intp), 1)
    assert isinstance(pulls, TablePulls)
    assert not pulls.steps.any()
    assert scores(pulls, BASE, ["bastun"]).tolist() == [0.0]


def test_a_class_with_many_texts_does_not_drown_one_with_few() -> None:
    texts = [text.lower().split() for text in FOREIGN] * 5 + [["var", "finns", "bastun"], ["bastun", "bokas"]]
    labels = np.array([0] * (len(texts) - 2) + [1, 1], dtype=np.intp)
    base = Vocabulary(texts, "sv")
    assert scores(learn(base, labels, 2), base, ["bastun"]).argmax() == 1


def test_pulls_in_bytes_are_the_pulls_but_for_half_a_step() -> None:
    table = np.random.default_rng(0).normal(size=(40, 7)).astype(np.float32)
    table[3] = 0
    pulls = TablePulls.of(table.copy(), np.zeros(7, np.float32))
    rows = np.arange(40, dtype=np.int32)
    back = np.stack([pulls.towards(column, rows) for column in range(7)], axis=1)
    assert (np.abs(back - table) <= np.abs(table).max(axis=1, keepdims=True) / 254 + 1e-6).all()
    assert np.allclose(pulls.sum(rows, np.ones(40, np.float32)), back.sum(axis=0), atol=1e-4)
