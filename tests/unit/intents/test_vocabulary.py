"""What a base knows, and where a question lies."""

from __future__ import annotations

import numpy as np
import pytest

from intents.features import runs, stem
from intents.reading import Word
from intents.vocabulary import COMMON, COMPOUND, CORRECTED, Vector, Vocabulary

TEXTS = [
    ["hur", "bokar", "vi", "bastun"],
    ["bastun", "bokar", "vi", "hur"],
    ["var", "bokar", "vi", "tvättstugan"],
    ["när", "är", "bastun", "varm"],
]
BASE = Vocabulary(TEXTS, "sv")


def known(word: str) -> Word:
    return Word(word, word, True)


def share(vector: Vector, name: str) -> float:
    """How much of a token or feature a question has."""
    row = BASE.tokens.get(name)
    row = len(BASE.tokens) + BASE.features[name] if row is None else row
    return float(sum(value for at, value in zip(vector.rows, vector.values, strict=True) if at == row))


def trust(word: Word) -> float:
    """How much a word is trusted, beside one that is fully."""
    both = BASE.vector([known("varm"), word])
    return share(both, word.read_as) / share(both, "varm")


def test_every_word_and_every_pair_of_two_texts_is_a_token() -> None:
    words = {word.translate(str.maketrans("åäö", "aao")) for text in TEXTS for word in text}
    pairs = {token for token in BASE.tokens if " " in token}
    assert set(BASE.tokens) - pairs == words
    assert pairs == {f"{stem('bokar', 'sv')} vi"}  # the only neighbours that two texts share


def test_a_word_is_made_up_of_its_stem_and_its_runs() -> None:
    row = BASE.tokens["bastun"]
    names = {name for name, feature in BASE.features.items() if feature in BASE.makeup.by_row.of_one(row)}
    assert names == {stem("bastun", "sv"), *runs("bastun")}
    assert BASE.features[stem("bastun", "sv")] == BASE.first_feature[row]


def test_a_feature_is_worth_less_the_more_texts_have_it() -> None:
    worth = {name: float(BASE.weights[feature]) for name, feature in BASE.features.items()}
    assert worth[stem("bastun", "sv")] == worth["vi"] < worth["varm"]


def test_a_text_of_the_base_lies_where_the_same_question_does() -> None:
    vector = BASE.vector([known(word) for word in ["var", "bokar", "vi", "tvättstugan"]])
    assert set(vector.rows.tolist()) == set(BASE.texts.by_row.of_one(2).tolist())
    assert float(vector.values[0]) == pytest.approx(1 / float(BASE.lengths[2]))
    assert vector.unknown == 0


def test_what_is_not_known_dilutes_what_is() -> None:
    alone, beside = BASE.vector([known("varm")]), BASE.vector([known("varm"), Word("qqq", "qqq", False)])
    assert share(beside, "varm") < share(alone, "varm")
    assert (alone.unknown, beside.unknown > 0.4) == (0.0, True)


def test_how_sure_a_reading_is_decides_what_it_weighs() -> None:
    assert trust(known("bastun")) == pytest.approx(1)
    assert trust(Word("bastn", "bastun", True)) == pytest.approx(CORRECTED)
    assert trust(Word("hur", "hur", False, common=True)) == pytest.approx(COMMON)


def test_a_compound_counts_by_its_parts_and_not_itself() -> None:
    vector = BASE.vector([Word("varmbastun", "varmbastun", True, ("varm", "bastun"), whole=False), known("var")])
    assert share(vector, "varm") == pytest.approx(COMPOUND * share(vector, "var"))
    assert set(vector.owners.tolist()) == {0, 1}
    assert len(vector.stems) == 3


def test_an_unknown_form_is_known_by_its_stem_and_runs() -> None:
    vector = BASE.vector([Word("bastuns", "bastuns", True)])
    assert share(vector, "#^bas") > 0
    assert vector.unknown == (0 if stem("bastuns", "sv") in BASE.features else 1)


def test_a_word_twice_counts_once() -> None:
    once, twice = BASE.vector([known("varm")]), BASE.vector([known("varm")] * 2)
    assert np.array_equal(once.rows, twice.rows)
    assert np.array_equal(once.values, twice.values)


def test_a_question_of_nothing_known_has_no_direction() -> None:
    vector = BASE.vector([Word("12345", "12345", False)])
    assert len(vector.rows) == 0
    assert vector.unknown == 1
