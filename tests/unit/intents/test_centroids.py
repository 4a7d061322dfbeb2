"""Pulls towards means, held against the means written out."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from intents import Matcher
from intents.centroids import EVERYWHERE, SCALE, CentroidPulls
from intents.reading import Word
from intents.vocabulary import Vocabulary
from tests.support.knowledge import SWEDISH

TEXTS = [
    (text.lower().replace("?", "").split(), label) for label, given in enumerate(SWEDISH.values()) for text in given
]
LABELS = np.array([label for _, label in TEXTS], dtype=np.intp)
BASE = Vocabulary([text for text, _ in TEXTS], "sv")
PULLS = CentroidPulls(BASE, LABELS, len(SWEDISH))


def means() -> NDArray[np.float64]:
    """Per class, the mean of its texts over features, at unit length."""
    table = np.zeros((len(SWEDISH), len(BASE.features)))
    for number, label in enumerate(LABELS.tolist()):
        for token in BASE.texts.by_row.of_one(number).tolist():
            for feature in BASE.makeup.by_row.of_one(token).tolist():
                table[label, feature] += BASE.weights[feature] / BASE.lengths[number]
    found: NDArray[np.float64] = table / np.linalg.norm(table, axis=1, keepdims=True)
    return found


def test_an_unknown_word_is_pulled_by_its_runs_to_the_means_that_have_them() -> None:
    vector = BASE.vector([Word("bastukväll", "bastukväll", False)])
    asked = np.zeros(len(BASE.features))
    for row, value in zip(vector.rows.tolist(), vector.values.tolist(), strict=True):
        asked[row - len(BASE.tokens)] += value * BASE.weights[row - len(BASE.tokens)]
    expected = (means() @ asked) * SCALE
    assert PULLS.sum(vector.rows, vector.values).tolist() == pytest.approx(expected.tolist(), rel=1e-4, abs=1e-4)


def test_a_known_word_is_pulled_to_the_classes_that_say_it_and_to_no_other() -> None:
    vector = BASE.vector([Word("bastun", "bastun", True)])
    pulled = PULLS.sum(vector.rows, vector.values)
    said = {label for text, label in TEXTS if "bastun" in text}
    assert set(np.flatnonzero(pulled).tolist()) == said
    assert int(pulled.argmax()) == list(SWEDISH).index("bastu")


def test_the_sum_is_that_of_every_rows_pull() -> None:
    vector = BASE.vector([Word(word, word, True) for word in ("var", "bokar", "vi", "bastun")])
    columns = [float(vector.values @ PULLS.towards(column, vector.rows)) for column in range(len(SWEDISH))]
    assert columns == pytest.approx(PULLS.sum(vector.rows, vector.values).tolist(), abs=1e-5)


def test_with_very_many_entries_each_is_still_found_by_its_own_words() -> None:
    count = EVERYWHERE * 5
    matcher = Matcher.from_phrases(
        {f"hus-{n}": [f"var ligger hus q{n}x", f"vem bor i hus q{n}x", f"q{n}x"] for n in range(count)}
    )
    for number in (0, 7, count // 2, count - 1):
        assert matcher.rank(f"vem äger hus q{number}x", 1)[0].id == f"hus-{number}"
    assert matcher.match("vem äger huset").decision != "answer"
