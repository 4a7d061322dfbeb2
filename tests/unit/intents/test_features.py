"""What the matcher sees of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.features import RUN, runs, stem
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
    inside = {framed[i:j] for i in range(len(framed)) for j in range(i + 1, len(framed) + 1) if j - i == RUN}
    assert {run.removeprefix("#") for run in runs(word)} == (inside or {framed})


@given(WORD)
def test_runs_come_sorted_once_each_and_marked(word: str) -> None:
    found = runs(word)
    assert list(found) == sorted(set(found))
    assert found
    assert all(run.startswith("#") for run in found)


def test_a_compound_shares_runs_with_both_its_parts() -> None:
    whole = set(runs("bastuavgift"))
    assert len(whole & set(runs("bastu"))) >= len("bastu") + 1 - RUN + 1
    assert len(whole & set(runs("avgift"))) >= len("avgift") + 1 - RUN + 1
