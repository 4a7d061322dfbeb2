"""Thresholds keep their targets on the examples they were chosen from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intents.thresholds import (
    FALSE_AMONG_FOREIGN,
    LEAST_CLEAR,
    NEVER,
    OFFERED_AMONG_FOREIGN,
    OPTIONS,
    RIGHT_AMONG_OFFERED,
    WRONG_AMONG_ANSWERED,
    Thresholds,
    choose,
    own_limits,
)

ENTRIES = 5
FOREIGN = ENTRIES
"""The place of "something else"."""


@dataclass
class Examples:
    """Questions whose answer is known: what was thought of them, and what was right."""

    p: NDArray[np.float64]
    chosen: NDArray[np.intp]
    weights: NDArray[np.float64]

    def choose(self) -> Thresholds:
        return choose(self.p, self.chosen, self.weights)

    @property
    def share(self) -> NDArray[np.float64]:
        """The best entry's share of what is not "something else"."""
        result: NDArray[np.float64] = self.p[:, :-1].max(axis=1) / (1 - self.p[:, -1])
        return result

    @property
    def foreign(self) -> NDArray[np.bool_]:
        return self.chosen == FOREIGN

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Whether the best entry is not the right one."""
        return self.p[:, :-1].argmax(axis=1) != self.chosen

    def answered(self, limits: Thresholds) -> NDArray[np.bool_]:
        return (self.share >= limits.clear) & (self.p[:, -1] <= limits.doubt)

    def offered(self, limits: Thresholds) -> NDArray[np.bool_]:
        return ~self.answered(limits) & (self.p[:, -1] <= limits.offer)

    def share_of(self, among: NDArray[np.bool_], what: NDArray[np.bool_]) -> float:
        """Weighted share of `what` among the examples of `among`; nothing when there are none."""
        total = self.weights[among].sum()
        return float(self.weights[among & what].sum() / total) if total else 0.0


def examples(*asked: tuple[float, float, int]) -> Examples:
    """Examples as (share of the best entry, probability of "something else", the right place; the best is place 0)."""
    rows = []
    for share, other, _ in asked:
        of_entries = [share, *np.linspace(1.2, 0.8, ENTRIES - 1) * (1 - share) / (ENTRIES - 1)]
        rows.append([*(value * (1 - other) for value in of_entries), other])
    return Examples(np.array(rows), np.array([right for _, _, right in asked], dtype=np.intp), np.ones(len(asked)))


SHARES = st.lists(st.integers(400, 949), min_size=1, max_size=60, unique=True)
RIGHT = st.sampled_from([0, 0, 0, 0, 0, 1, 2, 4])


@st.composite
def own_questions(draw: st.DrawFn) -> Examples:
    """Questions with an entry, all clearly about the subject, no two equally clear, of different weights."""
    made = examples(*((share / 1000, 0.1, draw(RIGHT)) for share in draw(SHARES)))
    made.weights = np.array(
        draw(st.lists(st.sampled_from([0.5, 1.0, 3.0]), min_size=len(made.p), max_size=len(made.p)))
    )
    return made


def attainable(made: Examples) -> bool:
    """Whether the clearest question is right, so that something may be answered at all."""
    return not made.wrong[made.share.argmax()] and made.share.max() >= LEAST_CLEAR


@given(own_questions())
def test_few_of_the_answered_get_another_entrys_answer(made: Examples) -> None:
    limits = made.choose()
    assert made.share_of(made.answered(limits), made.wrong) <= WRONG_AMONG_ANSWERED + 1e-9


@given(own_questions().filter(attainable))
def test_no_more_generous_limit_would_do(made: Examples) -> None:
    limits = made.choose()
    assert made.answered(limits).any()
    for share in made.share[(made.share < limits.clear) & (made.share >= LEAST_CLEAR)]:
        assert made.share_of(made.share >= share, made.wrong) > WRONG_AMONG_ANSWERED


@given(own_questions(), st.data())
def test_a_question_that_turns_out_wrong_never_makes_answering_easier(made: Examples, data: st.DataObject) -> None:
    before = made.choose()
    made.chosen[data.draw(st.integers(0, len(made.p) - 1))] = 3
    after = made.choose()
    assert after.clear >= before.clear
    assert after.doubt <= before.doubt


@given(st.lists(st.integers(1, 999), min_size=1, max_size=80), st.integers(1, 40))
def test_few_foreign_questions_are_answered(doubts: list[int], own: int) -> None:
    made = examples(*[(0.9, 0.05, 0)] * own, *((0.95, doubt / 1000, FOREIGN) for doubt in doubts))
    limits = made.choose()
    assert (made.answered(limits) & made.foreign).sum() <= FALSE_AMONG_FOREIGN * len(doubts)


@given(st.lists(st.integers(2, 999), min_size=1, max_size=60), st.data())
def test_a_more_tempting_foreign_question_never_makes_answering_easier(doubts: list[int], data: st.DataObject) -> None:
    own = [(0.9, 0.05, 0)] * 5
    before = examples(*own, *((0.95, doubt / 1000, FOREIGN) for doubt in doubts)).choose()
    place = data.draw(st.integers(0, len(doubts) - 1))
    doubts[place] = data.draw(st.integers(1, doubts[place]))
    after = examples(*own, *((0.95, doubt / 1000, FOREIGN) for doubt in doubts)).choose()
    assert after.doubt <= before.doubt


def test_a_foreign_question_unclear_among_entries_takes_no_answer_away() -> None:
    made = examples(*[(0.9, 0.05, 0)] * 10, *[(0.3, 0.01, FOREIGN)] * 10)
    assert (made.answered(made.choose()) == ~made.foreign).all()


def test_when_all_is_clear_all_is_answered_and_nothing_foreign() -> None:
    chance = np.random.default_rng(1)
    own = [(0.9 + share, other, 0) for share, other in chance.uniform(0, 0.09, size=(60, 2))]
    foreign = [(0.3 + share, 0.9 + other, FOREIGN) for share, other in chance.uniform(0, 0.09, size=(60, 2))]
    made = examples(*own, *foreign)
    limits = made.choose()
    assert (made.answered(limits) == ~made.foreign).all()
    assert not made.offered(limits).any()


def test_what_is_not_clear_is_offered_unless_that_would_break_a_target() -> None:
    chance = np.random.default_rng(2)
    left_out = 0
    for _ in range(50):
        made = examples(*((share, other, int(right)) for share, other, right in zip(
            chance.uniform(0.3, 0.99, 40), chance.uniform(0.01, 0.99, 40), chance.integers(0, ENTRIES + 1, 40), strict=True
        )))  # fmt: skip
        limits = made.choose()
        other, open_to_offer = made.p[:, -1], ~made.answered(limits)
        order = np.argsort(-made.p[:, :-1], axis=1)[:, :OPTIONS]
        found = (order == made.chosen[:, None]).any(axis=1)
        most = np.quantile(other[made.foreign], OFFERED_AMONG_FOREIGN)
        for further in other[open_to_offer & (other > limits.offer + 1e-9)]:
            within = made.share_of(open_to_offer & (other <= further), found) >= RIGHT_AMONG_OFFERED
            assert not within or further > most
            left_out += 1
    assert left_out > 100


def test_what_is_less_likely_than_the_rest_together_is_never_answered() -> None:
    made = examples(*[(LEAST_CLEAR - 0.01, 0.0, 0)] * 50, *[(LEAST_CLEAR, 0.0, 0)] * 50)
    assert made.answered(made.choose()).tolist() == [False] * 50 + [True] * 50


def test_options_are_offered_where_they_mostly_hold_the_right_one() -> None:
    chance = np.random.default_rng(4)
    near = [(0.4, 0.5 + other, 1) for other in chance.uniform(0.01, 0.2, 40)]
    far = [(0.4, 0.75 + other, FOREIGN) for other in chance.uniform(0, 0.2, 200)]
    made = examples(*[(0.95, 0.05, 0)] * 40, *near, *far)
    limits = made.choose()
    offered = made.offered(limits)
    assert offered[40:80].all()
    order = np.argsort(-made.p[:, :-1], axis=1)[:, :OPTIONS]
    found = (order == made.chosen[:, None]).any(axis=1)
    assert made.share_of(offered, found) >= RIGHT_AMONG_OFFERED - 0.01
    assert not offered[80:].all()


@pytest.mark.parametrize(
    "made",
    [
        examples((0.9, 0.1, 0)),
        examples((0.9, 0.1, 1)),
        examples((0.9, 0.1, FOREIGN)),
        examples((0.9, 0.9, FOREIGN), (0.8, 0.8, FOREIGN)),
        examples((0.5, 0.1, 0), (0.5, 0.1, 0)),
        Examples(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([0, 1], dtype=np.intp), np.ones(2)),
        Examples(np.array([[0.0, 0.0, 1.0]]), np.array([2], dtype=np.intp), np.ones(1)),
        Examples(np.zeros((0, 4)), np.zeros(0, dtype=np.intp), np.zeros(0)),
    ],
    ids=["right", "wrong", "foreign", "only-foreign", "equal", "one-entry", "sure-foreign", "nothing"],
)
def test_few_examples_give_limits_too(made: Examples) -> None:
    limits = made.choose()
    assert np.isfinite([limits.clear, limits.doubt, limits.offer]).all()


def test_never_means_never() -> None:
    made = examples((1.0, 0.0, 0), (0.9, 0.1, 0))
    assert not made.answered(NEVER).any()
    assert not made.offered(NEVER).any()


def test_equally_clear_questions_are_answered_all_or_none() -> None:
    made = examples(*[(0.9, 0.1, 0)] * 9, (0.9, 0.1, 1))
    assert made.share_of(made.answered(made.choose()), made.wrong) <= WRONG_AMONG_ANSWERED


def test_nothing_is_answered_when_even_the_clearest_are_wrong() -> None:
    made = examples(*[(0.995, 0.1, 1)] * 10)
    assert not made.answered(made.choose()).any()


def test_the_target_holds_for_what_is_really_answered() -> None:
    right = [(0.8 + i / 1000, 0.6, 0) for i in range(100)]
    made = examples(*right, (0.79, 0.1, 1), (0.785, 0.1, 2), (0.78, 0.1, 0))
    assert made.share_of(made.answered(made.choose()), made.wrong) <= WRONG_AMONG_ANSWERED


def test_options_that_never_hold_the_right_entry_are_not_offered() -> None:
    made = examples(*[(0.95, 0.05, 0)] * 20, *((0.4, 0.1 + i / 1000, ENTRIES - 1) for i in range(20)))
    offered = made.offered(made.choose())
    order = np.argsort(-made.p[:, :-1], axis=1)[:, :OPTIONS]
    found = (order == made.chosen[:, None]).any(axis=1)
    assert not offered.any() or made.share_of(offered, found) >= RIGHT_AMONG_OFFERED


def own(*questions: tuple[int, float, bool]) -> dict[int, float]:
    """From (best entry, its share, whether wrong), when a share of 0.5 is enough."""
    best, share, wrong = zip(*questions, strict=True)
    return own_limits(np.array(best, dtype=np.intp), np.array(share), np.array(wrong), 0.5)


def test_an_entry_wrong_more_often_than_chance_explains_needs_more_than_others() -> None:
    right = [(entry, 0.9 + i / 1000, False) for entry in (0, 1) for i in range(20)]
    limits = own(*right, (1, 0.7, True), (1, 0.65, True), (1, 0.6, True), (0, 0.6, True))
    assert list(limits) == [1]
    assert 0.7 < limits[1] <= 0.9


def test_one_wrong_answer_is_no_habit_and_those_not_given_do_not_count() -> None:
    right = [(0, 0.9, False)] * 20
    assert own(*right, (0, 0.6, True)) == {}
    assert own(*right, *[(0, 0.4, True)] * 10) == {}


def test_an_entry_that_is_always_wrong_is_never_given() -> None:
    assert own(*[(3, 0.9, True)] * 4)[3] > 1
