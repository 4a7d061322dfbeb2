"""From evidence to probability: one small conditional logit, fitted on what the model says about questions it has
not seen, with "something else" as one more alternative.

Alternatives are the most likely entries and, last, "something else". For each the evidence is a row of numbers;
the fitted weights turn the row into a score, and the softmax of the scores is the probability.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHORTLIST = 8
"""Entries considered for one question, besides "something else"."""
PULL_TO_USUAL = 0.5
"""Examples that the usual weights count as, so that a base of two entries is solvable too."""
STEPS = 30


def fit(evidence: Floats, chosen: NDArray[np.intp], weights: Floats, usual: Floats) -> Floats:
    """Weights per kind of evidence, by Newton's method.

    `evidence`: examples × alternatives × kinds; `chosen`: the right alternative of each example;
    `weights`: how much each example counts; `usual`: the weights to stay near while examples are few.
    """
    kinds = evidence.shape[2]
    penalty = PULL_TO_USUAL / len(chosen)
    theta = usual.copy()
    share = weights / weights.sum()
    right = evidence[np.arange(len(chosen)), chosen]
    for _ in range(STEPS):
        p = probabilities(evidence, theta)
        mean = np.einsum("na,nak->nk", p, evidence)
        gradient = share @ (right - mean) - penalty * (theta - usual)
        spread = evidence - mean[:, None, :]
        curvature = np.einsum("n,na,nak,nal->kl", share, p, spread, spread, optimize=True) + penalty * np.eye(kinds)
        step = np.linalg.solve(curvature, gradient)
        longest = np.abs(step).max()
        theta += step * min(1.0, 4.0 / longest) if longest else step
        if longest < 1e-6:
            break
    return theta


def probabilities(evidence: Floats, theta: Floats) -> Floats:
    """Probability of each alternative; sums to 1 along the last axis but one."""
    scores = evidence @ theta
    scores -= scores.max(axis=-1, keepdims=True)
    odds = np.exp(scores)
    result: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return result
