"""Who has what, in plain numpy: a table of zeros and ones stored by row and by column.

Enough of a sparse matrix to fit a linear model over words, and no more; it saves a dependency of 140 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Longs = NDArray[np.int64]

WIDTH = 16
"""Longest piece of a list that is summed at once."""
BLOCK = 4_096
"""Pieces summed side by side: their sums stay in the cache."""


class Lists:
    """For each owner, the ids it has: those of owner i lie at `starts[i]:starts[i + 1]`."""

    def __init__(self, starts: Longs, ids: Ints) -> None:
        self.starts, self.ids = starts, ids

    @classmethod
    def of(cls, owners: Longs, ids: Longs, size: int) -> Lists:
        """Lists for owners 0 … `size` - 1 from pairs of owner and id."""
        order = np.lexsort((ids, owners))
        starts = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(owners, minlength=size), out=starts[1:])
        return cls(starts, ids[order].astype(np.int32))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getstate__(self) -> tuple[Longs, Ints]:
        return self.starts, self.ids

    def __setstate__(self, state: tuple[Longs, Ints]) -> None:
        self.starts, self.ids = state

    def of_one(self, owner: int) -> Ints:
        """The ids of one owner, ascending."""
        return self.ids[self.starts[owner] : self.starts[owner + 1]]

    def sums(self, rows: Floats) -> Floats:
        """For each owner, the sum of the rows it has."""
        for level in self._levels:
            rows = level.sums(rows)
        result = np.zeros((len(self), rows.shape[1]), dtype=np.float32)
        result[np.diff(self.starts) > 0] = rows[self._levels[-1].places]
        return result

    @cached_property
    def _levels(self) -> list[_Level]:
        """Lists cut in pieces, the lists of those pieces cut in pieces, until every owner has one."""
        levels = [_Level.cut(self.starts, self.ids)]
        while (np.diff(levels[-1].starts) > 1).any():
            levels.append(_Level.cut(levels[-1].starts, levels[-1].places))
        return levels


@dataclass(frozen=True, slots=True)
class _Level:
    """Lists in pieces of at most `WIDTH`, longest first, so that many are summed with few instructions: the first ids
    of all pieces in a block at once, then the second ids of those that have one, and so on. Several times faster than
    numpy's `add.reduceat`, which pays for every row it adds."""

    columns: list[list[Ints]]
    """Per block of pieces: their first ids, second ids, …"""
    sizes: list[int]
    """Pieces in each block."""
    starts: Longs
    places: Ints
    """Owner i has the pieces `places[starts[i]:starts[i + 1]]` of the result."""

    @classmethod
    def cut(cls, starts: Longs, ids: Ints) -> _Level:
        counts = np.diff(starts)
        pieces = -(-counts // WIDTH)
        bounds = np.concatenate([[0], np.cumsum(pieces)])
        owner = np.repeat(np.arange(len(counts)), pieces)
        before = (np.arange(len(owner)) - bounds[owner]) * WIDTH
        lengths = np.minimum(counts[owner] - before, WIDTH)
        order = np.argsort(-lengths, kind="stable")
        columns, sizes = [], []
        for first in range(0, len(order), BLOCK):
            block = order[first : first + BLOCK]
            begin, length = (starts[owner] + before)[block], lengths[block]
            longer = [int((length > place).sum()) for place in range(int(length[0]))]
            columns.append([ids[begin[:count] + place] for place, count in enumerate(longer)])
            sizes.append(len(block))
        places = np.empty(len(order), np.int32)
        places[order] = np.arange(len(order), dtype=np.int32)
        return cls(columns, sizes, bounds, places)

    def sums(self, rows: Floats) -> Floats:
        """The sum of the rows of each piece, in the order of the blocks."""
        result = np.empty((sum(self.sizes), rows.shape[1]), np.float32)
        first = 0
        for columns, size in zip(self.columns, self.sizes, strict=True):
            block = result[first : first + size]
            block[:] = rows[columns[0]]
            for column in columns[1:]:
                block[: len(column)] += rows[column]
            first += size
        return result


@dataclass(frozen=True, slots=True)
class Incidence:
    """Zeros and ones, `rows` × `columns`."""

    by_row: Lists
    by_column: Lists

    @classmethod
    def of(cls, rows: Longs, columns: Longs, shape: tuple[int, int]) -> Incidence:
        """From the places of the ones; each place once."""
        return cls(Lists.of(rows, columns, shape[0]), Lists.of(columns, rows, shape[1]))

    def times(self, dense: Floats) -> Floats:
        """This table times `dense`."""
        return self.by_row.sums(dense)

    def transposed_times(self, dense: Floats) -> Floats:
        """This table, mirrored, times `dense`."""
        return self.by_column.sums(dense)
