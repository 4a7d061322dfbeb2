"""One solve_leaving_out tells what a thousand refits would: checked against the refits."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from numpy.typing import NDArray

from intents.regression import BLOCK, solve_leaving_out

Singles = NDArray[np.float32]
Doubles = NDArray[np.float64]

SMALL = [1, 2, 3, 17, 60]
LARGE = [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 7]
RIDGE = 0.4


def a_problem(size: int, classes: int = 4) -> tuple[Singles, Singles]:
    """A likeness matrix of unit vectors, and one column of right answers per class."""
    chance = np.random.default_rng(size)
    points = np.abs(chance.normal(size=(size, 12)))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    targets = np.full((size, classes), -1.0 / classes)
    targets[np.arange(size), chance.integers(0, classes, size)] = 1.0
    return (points @ points.T).astype(np.float32), targets.astype(np.float32)


def refit_without(row: int, gram: Doubles, targets: Doubles, ridge: float) -> Doubles:
    """What a model says about `row` that was fitted, slowly and in double precision, on all the other rows."""
    others = np.delete(np.arange(len(gram)), row)
    inner = gram[np.ix_(others, others)] + ridge * np.eye(len(others))
    return gram[row, others] @ np.linalg.solve(inner, targets[others])


@pytest.mark.parametrize("size", [*SMALL, *LARGE])
def test_coefficients_solve_the_equations(size: int) -> None:
    gram, targets = a_problem(size)
    expected = np.linalg.solve(gram.astype(np.float64) + RIDGE * np.eye(size), targets.astype(np.float64))
    coefficients, _ = solve_leaving_out(gram.copy(), targets, RIDGE)
    assert np.allclose(coefficients, expected, atol=2e-4)


@pytest.mark.parametrize("size", [*SMALL, *LARGE])
def test_leave_one_out_is_what_a_refit_without_the_row_says(size: int) -> None:
    gram, targets = a_problem(size)
    doubles = gram.astype(np.float64), targets.astype(np.float64)
    edges = (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, size - 1)
    rows = list(range(size)) if size in SMALL else [row for row in edges if row < size]
    expected = np.stack([refit_without(row, *doubles, RIDGE) for row in rows])
    _, left_out = solve_leaving_out(gram.copy(), targets, RIDGE)
    assert left_out.shape == targets.shape
    assert np.allclose(left_out[rows], expected, atol=5e-4)


@pytest.mark.parametrize("ridge", [0.05, 1.0, 20.0])
def test_the_ridge_given_is_the_ridge_used(ridge: float) -> None:
    gram, targets = a_problem(40)
    doubles = gram.astype(np.float64), targets.astype(np.float64)
    expected = np.stack([refit_without(row, *doubles, ridge) for row in range(40)])
    _, left_out = solve_leaving_out(gram.copy(), targets, ridge)
    assert np.allclose(left_out, expected, atol=2e-3)


def test_equal_phrasings_are_no_obstacle() -> None:
    gram, targets = np.ones((5, 5), np.float32), np.ones((5, 2), np.float32)
    coefficients, left_out = solve_leaving_out(gram, targets, RIDGE)
    assert np.allclose(coefficients, 1 / (5 + RIDGE), atol=1e-5)
    assert np.allclose(left_out, 4 / (4 + RIDGE), atol=1e-5)


def test_the_gram_matrix_is_worked_on_in_place() -> None:
    gram, targets = a_problem(4 * BLOCK)
    before = gram.copy()
    tracemalloc.start()
    try:
        solve_leaving_out(gram, targets, RIDGE)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not np.array_equal(gram, before)
    assert most < gram.nbytes


def test_targets_are_left_as_they_were() -> None:
    gram, targets = a_problem(30)
    before = targets.copy()
    solve_leaving_out(gram, targets, RIDGE)
    assert np.array_equal(targets, before)
