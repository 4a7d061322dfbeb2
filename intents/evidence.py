"""The evidence on one question: a row of numbers per shortlisted entry, and one for "something else"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

SHORTLIST = 8
"""Entries considered for one question, besides "something else"."""
KINDS = (
    "pull", "long", "near", "words", "other", "turned-away", "unknown", "far", "strange", "alien", "aliens",
)  # fmt: skip
"""Per alternative: the linear model's pull; the same for each doubling of a question's length over ten words (a mail
of sixty words has most of its weight in words that decide nothing); likeness to the nearest phrasing; share of the
question's words the entry uses. For "something else" alone: that it is so; its pull; the share of words nobody has;
how far the nearest phrasing is; the share of words no entry uses; the share of words at home in other subjects, and
whether there is any such word."""
USUAL_WEIGHTS = (1.0, 0.0, 1.6, 2.6, 6.2, -0.5, 0.3, 1.5, 0.9, 0.6, 0.8)
"""What a knowledge base of seventy entries and nine hundred trial questions teaches about them: where a small one
starts from."""
DOCUMENT_WEIGHTS = (4.0, 0.0, 0.0, 0.0, 6.2, -0.5, 0.3, 0.0, 0.9, 0.6, 0.8)
"""The same for a base of documents, where no phrasing can be near and every document uses many words."""
USUAL_LENGTH = 10
"""Words of an ordinary question."""
ABSENT = -30.0
"""Pull of an alternative that does not exist."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What one question says, before it is weighed."""

    pull: Floats
    """Per entry, then, when there are foreign questions, for those."""
    near: Floats
    """Likewise: likeness to the nearest phrasing."""
    entries: int
    shares: Callable[[NDArray[np.intp]], Floats]
    """For entries given by number, the share of the question's words each uses."""
    used: float
    """Share of the words that any entry uses."""
    unknown: float
    """Share of the words nobody has."""
    alien: float
    """Share of the words that are at home in other subjects."""
    length: int
    """Words in the question."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The likeliest entries and what speaks for each."""

    entries: NDArray[np.intp]
    """At most `SHORTLIST` numbers, likeliest first."""
    rows: Doubles
    """`SHORTLIST` + 1 rows of `KINDS`; the last is "something else", those without an entry hold `ABSENT`."""


def weigh_up(clues: Clues, skip: int | None = None, include: int | None = None) -> Evidence:
    """The evidence in `clues`. `skip`: an entry to leave out, as if it did not exist; `include`: one that must be on
    the list, however unlikely."""
    entries = clues.entries
    rank = clues.pull[:entries] + clues.near[:entries]
    if skip is not None:
        rank[skip] = -np.inf
    size = min(SHORTLIST, entries - (skip is not None))
    shortlist = np.argpartition(-rank, min(size, entries - 1))[:size]
    shortlist = shortlist[np.lexsort((shortlist, -rank[shortlist]))]
    if include is not None and include not in shortlist:
        shortlist[-1] = include
    rows = np.zeros((SHORTLIST + 1, len(KINDS)))
    doublings = max(0.0, math.log2(clues.length / USUAL_LENGTH)) if clues.length else 0.0
    rows[:size, 0] = clues.pull[shortlist]
    rows[:size, 2] = clues.near[shortlist]
    rows[:size, 3] = clues.shares(shortlist)
    rows[size:SHORTLIST, 0] = ABSENT
    other = rows[-1]
    if len(clues.pull) > entries:
        other[0], other[2], other[5] = clues.pull[entries], clues.near[entries], clues.pull[entries]
    rows[:, 1] = rows[:, 0] * doublings
    far = 1.0 - float(clues.near[shortlist].max(initial=0.0))
    other[4], other[6:] = 1.0, (clues.unknown, far, 1.0 - clues.used, clues.alien, float(clues.alien > 0))
    return Evidence(shortlist, rows)
