"""What the matcher sees of a text."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.features import PAIR_REACH, RUNS, VIEW_SHARE, VIEWS, pairs, runs, stem
from intents.model import Language

LETTERS = "abdeikmnorstuvåäö"
WORD = st.text(alphabet=LETTERS, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sv", ("kommun", "kommunen", "kommuner", "kommunerna", "kommunens")),
        ("sv", ("båt", "båten", "båtar", "båtarna")),
        ("sv", ("avgift", "avgiften", "avgifter", "avgifterna", "avgifts")),
        ("en", ("harbour", "harbours")),
        ("en", ("book", "booked", "booking", "books")),
    ],
)
def test_forms_of_a_word_share_their_stem(language: Language, forms: tuple[str, ...]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


def test_the_language_decides_how_a_word_is_stemmed() -> None:
    assert stem("booking", "en") == stem("booked", "en")
    assert stem("booking", "sv") != stem("booked", "sv")


@given(WORD)
def test_a_word_without_its_dots_has_the_same_features(word: str) -> None:
    bare = word.translate(str.maketrans("åäö", "aao"))
    assert stem(word, "sv") == stem(bare, "sv")
    assert runs(word) == runs(bare)


@given(WORD)
def test_runs_are_those_of_the_framed_word(word: str) -> None:
    framed = "^" + word.translate(str.maketrans("åäö", "aao")) + "$"
    expected = {framed[i:j] for i in range(len(framed)) for j in range(i + 1, len(framed) + 1) if j - i in RUNS}
    assert {run.removeprefix("#") for run in runs(word)} == expected


@given(WORD)
def test_runs_come_sorted_once_each_and_marked(word: str) -> None:
    found = runs(word)
    assert list(found) == sorted(set(found))
    assert found
    assert all(run.startswith("#") for run in found)


def test_a_compound_shares_runs_with_both_its_parts() -> None:
    whole = set(runs("bastuavgift"))
    assert len(whole & set(runs("bastu"))) >= len("bastu") - 1
    assert len(whole & set(runs("avgift"))) >= len("avgift") - 1


@given(st.lists(st.sampled_from(["bat", "hamn", "el", "kod", "bastu", "natt"]), max_size=9))
def test_pairs_are_different_stems_within_reach(stems: list[str]) -> None:
    near = {
        frozenset((stems[i], stems[j]))
        for i, j in combinations(range(len(stems)), 2)
        if j - i <= PAIR_REACH and stems[i] != stems[j]
    }
    assert {frozenset(pair.split(" ")) for pair in pairs(stems)} == near
    assert len(pairs(stems)) == len(near)


def test_a_pair_is_the_same_whichever_word_comes_first() -> None:
    assert set(pairs(["boka", "bastu"])) == set(pairs(["bastu", "boka"]))


def test_the_views_together_weigh_one() -> None:
    assert set(VIEW_SHARE) == set(VIEWS)
    assert sum(VIEW_SHARE.values()) == pytest.approx(1.0)
