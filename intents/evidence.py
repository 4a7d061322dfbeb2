"""The evidence on one question: a row of numbers per shortlisted entry, and one for "something else"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from intents import confidence
from intents.features import VIEW_SHARE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intents.space import Space, Vector

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

KINDS = ("pull", "near", "text", "words", "runs", "other", "unknown", "far", "strange", "alien", "aliens")
"""Per entry: the regression's pull, likeness to its nearest phrasing, to its answer's text, the share of the
question's words and of its character runs it uses itself. For "something else": that it is so, the share of words
nobody has, how far the nearest phrasing is, the share of words no entry uses, the share of words at home in other
subjects, and whether there is any such word."""
USUAL_LENGTH = 10
"""Words of an ordinary question."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What one question says about each class, before it is weighed."""

    pull: Floats
    """Per entry, then, when there are foreign questions, for those."""
    near: Floats
    """Likewise: likeness to the nearest phrasing."""
    text: Floats
    """Per entry: likeness to its answer's text."""
    cover: Floats
    """2 × (entries + 1): share of the words, of the character runs, each entry uses; last column: any entry."""
    unknown: float
    alien: float


def cover(vector: Vector, held: NDArray[np.bool_], space: Space) -> Floats:
    """How much of the question's words (first row) and character runs (second) each column of `held` has."""
    squares = vector.values**2
    in_words, in_runs = space.is_word[vector.ids], space.is_run[vector.ids]
    rows = np.stack([squares * in_words / VIEW_SHARE["word"], squares * in_runs / VIEW_SHARE["run"]])
    shares: Floats = rows @ held
    return shares


def rows(
    clues: Clues, entries: int, length: int, skip: int | None = None, include: int | None = None
) -> tuple[NDArray[np.intp], Doubles]:
    """The shortlisted entries and their evidence; the last row is "something else".

    `length`: words in the question. A mail of sixty words has most of its weight in words that decide nothing, so
    what is left counts for more: by the square root of its length, as its vector has grown by that. `skip`: an entry
    to leave out, as if it did not exist; `include`: one that must be on the list.
    """
    rank = clues.pull[:entries] + 0.5 * clues.near[:entries]
    if skip is not None:
        rank[skip] = -np.inf
    size = min(confidence.SHORTLIST, entries)
    shortlist = np.argpartition(-rank, size - 1)[:size]
    shortlist = shortlist[np.lexsort((shortlist, -rank[shortlist]))]
    if include is not None and include not in shortlist:
        shortlist[-1] = include
    found = np.zeros((confidence.SHORTLIST + 1, len(KINDS)))
    found[: len(shortlist), 0] = clues.pull[shortlist]
    found[: len(shortlist), 1] = clues.near[shortlist]
    found[: len(shortlist), 2] = clues.text[shortlist]
    found[: len(shortlist), 3:5] = clues.cover[:, shortlist].T
    other = found[-1]
    if len(clues.pull) > entries:
        other[0], other[1] = clues.pull[entries], clues.near[entries]
    far = 1.0 - float(clues.near[shortlist].max(initial=0.0))
    other[5:] = 1.0, clues.unknown, far, 1.0 - float(clues.cover[0, -1]), clues.alien, float(clues.alien > 0)
    if length > USUAL_LENGTH:
        found[:, :3] *= (length / USUAL_LENGTH) ** 0.5
    found[len(shortlist) : -1, 0] = -30.0  # places of a shortlist shorter than usual
    if skip is not None:
        found[: len(shortlist)][shortlist == skip] = 0.0
        found[: len(shortlist)][shortlist == skip, 0] = -30.0
    return shortlist, found
