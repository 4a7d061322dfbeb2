"""Sums over lists, held against the same done the long way."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intents.sparse import WIDTH, Incidence, Lists

PLACES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 60)), max_size=200)


def dense(places: set[tuple[int, int]], shape: tuple[int, int]) -> NDArray[np.float32]:
    """The same table written out."""
    table = np.zeros(shape, np.float32)
    for row, column in places:
        table[row, column] = 1
    return table


def incidence(places: set[tuple[int, int]], shape: tuple[int, int]) -> Incidence:
    rows, columns = np.array(sorted(places), np.int64).reshape(-1, 2).T
    return Incidence.of(rows, columns, shape)


@given(PLACES)
def test_products_are_those_of_the_table_written_out(places: set[tuple[int, int]]) -> None:
    shape = (9, 61)
    table, written_out = incidence(places, shape), dense(places, shape)
    right = np.arange(61 * 3, dtype=np.float32).reshape(61, 3)
    left = np.arange(9 * 2, dtype=np.float32).reshape(9, 2)
    assert np.array_equal(table.times(right), written_out @ right)
    assert np.array_equal(table.transposed_times(left), written_out.T @ left)


@pytest.mark.parametrize("length", [0, 1, WIDTH - 1, WIDTH, WIDTH + 1, WIDTH**2, WIDTH**2 + 1, 3 * WIDTH**2 + 5])
def test_a_list_of_any_length_is_summed_once_each(length: int) -> None:
    owners = np.concatenate([np.zeros(length, np.int64), [2, 2]])
    ids = np.concatenate([np.arange(length), [0, 1]])
    lists = Lists.of(owners, ids, 3)
    ones = np.ones((max(length, 2), 1), np.float32)
    assert lists.sums(ones)[:, 0].tolist() == [length, 0, 2]


def test_what_one_owner_has_comes_in_order() -> None:
    lists = Lists.of(np.array([1, 0, 1, 1]), np.array([5, 2, 3, 9]), 3)
    assert [lists.of_one(owner).tolist() for owner in range(3)] == [[2], [3, 5, 9], []]
    assert len(lists) == 3


def test_lists_travel() -> None:
    lists = Lists.of(np.array([1, 0, 1]), np.array([2, 2, 3]), 2)
    rows = np.eye(4, dtype=np.float32)
    before = lists.sums(rows)
    again: Lists = pickle.loads(pickle.dumps(lists))  # noqa: S301 - our own bytes
    assert np.array_equal(again.sums(rows), before)
