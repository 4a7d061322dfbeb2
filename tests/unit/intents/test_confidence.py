"""From evidence to probability: a small logit, held against the definition of its optimum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intents.confidence import PULL_TO_USUAL, fit, probabilities

Doubles = NDArray[np.float64]
Places = NDArray[np.intp]

TRUTH = np.array([2.0, -1.0, 0.5, 0.0])
USUAL = np.array([1.0, 0.0, 0.0, 0.3])
"""Where a fit starts from."""


def a_sample(size: int = 800, alternatives: int = 5, seed: int = 3) -> tuple[Doubles, Places, Doubles]:
    """Examples whose right alternative was drawn with the odds `TRUTH` gives."""
    chance = np.random.default_rng(seed)
    evidence = chance.normal(size=(size, alternatives, len(TRUTH)))
    odds = np.exp(evidence @ TRUTH)
    odds /= odds.sum(axis=1, keepdims=True)
    chosen = np.array([chance.choice(alternatives, p=row) for row in odds], dtype=np.intp)
    return evidence, chosen, np.ones(size)


def loss(theta: Doubles, evidence: Doubles, chosen: Places, weights: Doubles) -> float:
    """What the fit promises to make as small as can be, written out."""
    scores = evidence @ theta
    of_chosen = scores[np.arange(len(chosen)), chosen]
    largest = scores.max(axis=1)
    logs = of_chosen - largest - np.log(np.exp(scores - largest[:, None]).sum(axis=1))
    away = theta - USUAL
    return float(-(weights / weights.sum()) @ logs + PULL_TO_USUAL / len(chosen) / 2 * away @ away)


@given(st.integers(1, 6), st.integers(1, 9), st.integers(1, 5), st.sampled_from([1e-6, 1.0, 1e3, 1e5]))
def test_probabilities_sum_to_one_however_strong_the_evidence(
    examples: int, alternatives: int, kinds: int, size: float
) -> None:
    chance = np.random.default_rng(alternatives * 10 + kinds)
    p = probabilities(chance.normal(size=(examples, alternatives, kinds)) * size, chance.normal(size=kinds))
    assert p.shape == (examples, alternatives)
    assert np.isfinite(p).all()
    assert ((p >= 0) & (p <= 1)).all()
    assert np.allclose(p.sum(axis=-1), 1.0)


def test_one_question_is_judged_as_it_is_among_many() -> None:
    evidence, _, _ = a_sample(6)
    together = probabilities(evidence, TRUTH)
    assert np.allclose([probabilities(row, TRUTH) for row in evidence], together)


def test_stronger_evidence_means_a_higher_probability() -> None:
    p = probabilities(np.array([[3.0], [2.0], [2.0], [-1.0]]), np.array([0.7]))
    assert p[0] > p[1] == p[2] > p[3]


def test_the_fit_recovers_what_made_the_data() -> None:
    theta = fit(*a_sample(), USUAL)
    assert np.array_equal(np.sign(theta[:3]), np.sign(TRUTH[:3]))
    assert np.abs(theta - TRUTH).max() < 0.4
    assert abs(theta[3]) < np.abs(theta[:3]).min()


def test_no_step_away_from_the_fit_makes_it_better() -> None:
    sample = a_sample(120)
    theta = fit(*sample, USUAL)
    best = loss(theta, *sample)
    steps = [sign * size * axis for axis in np.eye(len(TRUTH)) for sign in (1, -1) for size in (1e-3, 0.1, 2.0)]
    assert all(loss(theta + step, *sample) > best for step in steps)


def test_only_the_proportion_of_weights_matters() -> None:
    evidence, chosen, weights = a_sample(100)
    assert np.allclose(fit(evidence, chosen, weights, USUAL), fit(evidence, chosen, weights * 7.5, USUAL))


def test_an_example_of_double_weight_counts_as_two() -> None:
    evidence, chosen, weights = a_sample(2_000)
    weights[:800] = 2.0
    twice = np.concatenate([evidence, evidence[:800]]), np.concatenate([chosen, chosen[:800]]), np.ones(2_800)
    assert np.allclose(fit(evidence, chosen, weights, USUAL), fit(*twice, USUAL), atol=1e-3)


def test_few_examples_leave_the_usual_weights_nearly_as_they_were() -> None:
    small, large = (np.abs(fit(*a_sample(size), USUAL) - USUAL).max() for size in (1, 800))
    assert small < large


@pytest.mark.parametrize(
    ("evidence", "chosen"),
    [
        (np.array([[[1.0, 0.0], [0.0, 1.0]]]), [0]),  # one example
        (np.array([[[1.0, 2.0]], [[0.5, 0.1]]]), [0, 0]),  # one alternative
        (np.ones((5, 3, 2)), [0, 1, 2, 0, 0]),  # all the same
        (np.zeros((4, 3, 2)), [0, 0, 0, 0]),  # no evidence at all
        (np.repeat([[[1.0, 1.0], [0.0, 0.0]]], 6, axis=0), [0] * 6),  # two kinds that say the same, never wrong
        (np.array([[[1e4], [-1e4]], [[1e4], [-1e4]]]), [0, 1]),  # very strong and contradictory
    ],
    ids=["one-example", "one-entry", "all-same", "no-evidence", "separable", "contradictory"],
)
def test_degenerate_data_give_a_finite_fit(evidence: Doubles, chosen: list[int]) -> None:
    usual = np.zeros(evidence.shape[2])
    theta = fit(evidence, np.array(chosen, dtype=np.intp), np.ones(len(chosen)), usual)
    assert np.isfinite(theta).all()
    assert np.allclose(probabilities(evidence, theta).sum(axis=-1), 1.0)


def test_the_same_data_give_the_same_fit() -> None:
    sample = a_sample(60)
    assert np.array_equal(fit(*sample, USUAL), fit(*(part.copy() for part in sample), USUAL))
