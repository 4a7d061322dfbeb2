"""The space texts are compared in, against slow and obvious arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intents.features import VIEW_SHARE
from intents.space import Postings, Reading, Space, Vector, read, trusted

Singles = NDArray[np.float32]

WORDS = ["båt", "båten", "hamn", "hamnavgift", "avgift", "bastu", "bastun", "boka", "el", "natt", "kod", "ö"]
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7)
LABELLED = st.lists(st.tuples(TEXT, st.integers(0, 3)), min_size=1, max_size=12)
QUESTION = st.lists(st.sampled_from([*WORDS, "kvantfysik", "pannkaka", "zzz"]), max_size=7)


def space_of(labelled: list[tuple[list[str], int]]) -> tuple[Space, list[Vector]]:
    readings = [read(text, "sv") for text, _ in labelled]
    space = Space(readings, [label for _, label in labelled])
    return space, [space.vector(trusted(reading)) for reading in readings]


def dense(vectors: list[Vector], features: int) -> NDArray[np.float64]:
    """One full row per vector: what postings only pretend to store."""
    table = np.zeros((len(vectors), features))
    for row, vector in zip(table, vectors, strict=True):
        for feature, value in zip(vector.ids.tolist(), vector.values.tolist(), strict=True):
            row[feature] += value
    return table


@given(LABELLED, QUESTION)
def test_likeness_is_the_plain_product(labelled: list[tuple[list[str], int]], asked: list[str]) -> None:
    space, vectors = space_of(labelled)
    question = space.vector(trusted(read(asked, "sv")))
    expected = dense(vectors, len(space)) @ dense([question], len(space))[0]
    assert np.allclose(Postings.of(vectors, len(space)).likeness(question), expected, atol=1e-5)


@given(LABELLED, st.sampled_from([0, 1, 2, 48]))
def test_gram_is_the_plain_product(labelled: list[tuple[list[str], int]], common: int) -> None:
    space, vectors = space_of(labelled)
    table = dense(vectors, len(space))
    assert np.allclose(Postings.of(vectors, len(space)).gram(common), table @ table.T, atol=1e-5)


@given(LABELLED, LABELLED, st.integers(1, 5))
def test_fold_back_is_the_plain_product(
    labelled: list[tuple[list[str], int]], unstored: list[tuple[list[str], int]], columns: int
) -> None:
    space, vectors = space_of([*labelled, *unstored])
    stored = vectors[: len(labelled)]  # the features of the rest are held by nobody
    per_row = np.random.default_rng(columns).normal(size=(len(stored), columns)).astype(np.float32)
    expected = dense(stored, len(space)).T @ per_row
    assert np.allclose(Postings.of(stored, len(space)).fold_back(per_row), expected, atol=1e-5)


def test_a_large_base_is_multiplied_as_a_small_one() -> None:
    """Enough features for several blocks of each kind, held by few and by many."""
    chance = np.random.default_rng(7)
    letters = list("abdeghiklmnoprstuvy")
    vocabulary = ["".join(chance.choice(letters, 7)) for _ in range(900)]
    labelled = [(list(map(str, chance.choice(vocabulary, 8))), i % 20) for i in range(160)]
    space, vectors = space_of(labelled)
    stored = Postings.of(vectors, len(space))
    table = dense(vectors, len(space))
    per_row = chance.normal(size=(len(vectors), 3)).astype(np.float32)
    holders = np.diff(stored.starts)
    assert len(space) > 4_096
    assert (holders > 2).sum() > 512
    for common in (0, 2, 48):
        assert np.allclose(stored.gram(common), table @ table.T, atol=1e-4)
    assert np.allclose(stored.fold_back(per_row), table.T @ per_row, atol=1e-4)


def test_every_value_is_stored_once() -> None:
    space, vectors = space_of([(["båt", "hamn"], 0), (["båt", "el"], 1), (["hamn"], 1)])
    stored = Postings.of(vectors, len(space))
    assert stored.size == 3
    assert len(stored.rows) == len(stored.values) == stored.starts[-1] == sum(len(vector.ids) for vector in vectors)


def test_a_text_the_base_has_is_most_like_itself() -> None:
    labelled = [(["boka", "bastu"], 0), (["hamnavgift", "natt"], 1), (["el", "båten"], 2)]
    space, vectors = space_of(labelled)
    stored = Postings.of(vectors, len(space))
    assert [int(stored.likeness(vector).argmax()) for vector in vectors] == [0, 1, 2]


def test_likeness_lies_between_nothing_and_one() -> None:
    space, vectors = space_of([(["boka", "bastu", "natt"], 0), (["boka", "bastu", "natt"], 1), (["el", "kod"], 2)])
    likeness = Postings.of(vectors, len(space)).likeness(vectors[0])
    assert likeness[0] == pytest.approx(1.0, abs=1e-5)
    assert likeness[1] == pytest.approx(1.0, abs=1e-5)
    assert 0 <= likeness[2] < 0.5


@pytest.mark.parametrize("asked", [[], ["zzz"]])
def test_a_question_without_a_known_feature_is_like_nothing(asked: list[str]) -> None:
    space, vectors = space_of([(["hamn"], 0), (["bastu"], 1)])
    question = space.vector(trusted(read(asked, "sv")))
    assert Postings.of(vectors, len(space)).likeness(question).tolist() == [0.0, 0.0]


def test_a_word_nobody_knows_dilutes_what_is_known() -> None:
    space, vectors = space_of([(["hamn", "avgift"], 0), (["bastu", "natt"], 1)])
    plain = space.vector(trusted(read(["hamn", "avgift"], "sv")))
    diluted = space.vector(trusted(read(["hamn", "avgift", "kvantfysik"], "sv")))
    assert set(plain.ids.tolist()) <= set(diluted.ids.tolist())
    of_plain = dict(zip(plain.ids.tolist(), plain.values.tolist(), strict=True))
    of_diluted = dict(zip(diluted.ids.tolist(), diluted.values.tolist(), strict=True))
    words = [i for i in of_plain if space.is_word[i] or space.is_run[i]]
    assert words
    assert all(0 < of_diluted[i] < of_plain[i] for i in words)
    stored = Postings.of(vectors, len(space))
    assert stored.likeness(diluted)[0] < stored.likeness(plain)[0]


@given(LABELLED)
def test_each_view_of_a_known_text_has_the_length_of_its_share(labelled: list[tuple[list[str], int]]) -> None:
    space, vectors = space_of([*labelled, *labelled])  # twice: a pair seen once need not be a feature
    for vector in vectors:
        squares = vector.values.astype(np.float64) ** 2
        in_words, in_runs = space.is_word[vector.ids], space.is_run[vector.ids]
        assert squares[in_words].sum() == pytest.approx(VIEW_SHARE["word"], rel=1e-4)
        assert squares[in_runs].sum() == pytest.approx(VIEW_SHARE["run"], rel=1e-4)
        in_pairs = squares[~in_words & ~in_runs].sum()
        assert in_pairs == pytest.approx(VIEW_SHARE["pair"], rel=1e-4) or in_pairs == 0


def test_every_feature_is_a_word_a_pair_or_a_run() -> None:
    space, _ = space_of([(["boka", "bastu"], 0), (["boka", "bastu"], 1)])
    kinds = {name: (bool(space.is_word[i]), bool(space.is_run[i])) for name, i in space.index.items()}
    assert kinds["bok"] == kinds["bastu"] == (True, False)
    assert kinds["bastu bok"] == (False, False)
    assert kinds["#^ba"] == (False, True)


def test_a_feature_is_worth_more_the_fewer_entries_use_it() -> None:
    space, _ = space_of([(["båt", "hamn", "el"], 0), (["båt", "hamn"], 1), (["båt"], 2)])
    of_all, of_two, of_one = (float(space.weights[space.index[word]]) for word in ("bat", "hamn", "el"))
    assert 0 < of_all < of_two < of_one
    assert of_one == pytest.approx(space.unseen)


def test_a_word_used_often_by_one_entry_is_worth_no_less() -> None:
    space, _ = space_of([(["hamn"], 0), (["hamn", "natt"], 0), (["hamn"], 0), (["el"], 1)])
    assert space.weights[space.index["hamn"]] == space.weights[space.index["el"]]


@given(LABELLED, QUESTION)
def test_the_unknown_share_is_that_of_the_unknown_words_weight(
    labelled: list[tuple[list[str], int]], asked: list[str]
) -> None:
    space, _ = space_of(labelled)
    (word_view, _, _), total, strange = trusted(read(asked, "sv")).views, 0.0, 0.0
    for word in word_view:
        known = word in space.index
        weight = float(space.weights[space.index[word]]) if known else space.unseen
        total += weight**2
        strange += 0.0 if known else weight**2
    assert space.vector(trusted(read(asked, "sv"))).unknown == pytest.approx(
        strange / total if total else 0.0, abs=1e-5
    )


def test_the_unknown_share_by_hand() -> None:
    space, _ = space_of([(["hamn"], 0), (["bastu"], 1)])
    used_by_one, used_by_none = math.log(3 / 1) + 1e-3, math.log(3) + 1e-3  # two entries, and room for one more
    assert space.vector(trusted(read(["hamn"], "sv"))).unknown == 0
    assert space.vector(trusted(read(["zzz"], "sv"))).unknown == 1
    assert space.vector(trusted(read([], "sv"))).unknown == 0
    asked = space.vector(trusted(read(["hamn", "bastu", "zzz"], "sv")))
    assert asked.unknown == pytest.approx(used_by_none / (2 * used_by_one + used_by_none), abs=1e-5)
    often, _ = space_of([(["hamn"], 0), (["hamn"], 1)])
    used_by_two = math.log(3 / 2) + 1e-3
    asked = often.vector(trusted(read(["hamn", "zzz"], "sv")))
    assert asked.unknown == pytest.approx(used_by_none / (used_by_two + used_by_none), abs=1e-5)


def test_a_feature_trusted_less_counts_less() -> None:
    space, _ = space_of([(["hamn", "avgift"], 0), (["bastu"], 1)])
    sure = space.vector(Reading(({"hamn": 1.0, "avgift": 1.0}, {}, {})))
    unsure = space.vector(Reading(({"hamn": 0.5, "avgift": 1.0}, {}, {})))
    place = space.index["hamn"]
    assert unsure.values[unsure.ids == place][0] < sure.values[sure.ids == place][0]
