"""When to answer, when to ask back: chosen from the knowledge base itself for stated targets, never typed in.

Two questions decide, and each has its own limit: is it about something else (probability of "something else"), and
if not, is it clear which entry is meant (the best entry's share of what remains)?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WRONG_AMONG_ANSWERED = 0.02
"""Of the questions answered directly, at most this share may get another entry's answer."""
FALSE_AMONG_FOREIGN = 0.03
"""Of the questions about other things, at most this share may be answered at all."""
RIGHT_AMONG_OFFERED = 0.5
"""Of the questions answered by asking back, at least this share must find the right entry among the options."""
OFFERED_AMONG_FOREIGN = 0.2
"""Of the questions about other things, at most this share may be met with options."""
ROUNDS = 12
UNREACHED = 1.01
"""A limit no probability reaches: for when none keeps the target."""
OPTIONS = 3
"""Options shown when asking back."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the probabilities must keep within."""

    clear: float
    """Share of the entries' probability the best one needs for an answer."""
    doubt: float
    """Probability of "something else" up to which the best entry is answered."""
    offer: float
    """Probability of "something else" up to which options are offered."""


NEVER = Thresholds(1.0, -1.0, -1.0)
"""Refuses everything: for a base without entries."""


def choose(p: Floats, chosen: NDArray[np.intp], weights: Floats) -> Thresholds:
    """The most generous thresholds that keep the targets on examples the model had not seen.

    `p`: examples × alternatives, "something else" last; `chosen`: the right alternative; `weights`: per example.
    """
    entries, other = p[:, :-1], p[:, -1]
    best = entries.argmax(axis=1)
    share = entries.max(axis=1) / np.maximum(1.0 - other, 1e-12)
    foreign = chosen == p.shape[1] - 1
    wrong = best != chosen
    clear, doubt = 0.0, 0.5
    for _ in range(ROUNDS):  # each limit is chosen among the questions the other lets through
        before = clear, doubt
        asked = ~foreign & (other <= doubt)
        clear = _lowest(share[asked], wrong[asked], weights[asked], WRONG_AMONG_ANSWERED)
        doubt = _doubt(other[foreign], share[foreign] >= clear)
        if (clear, doubt) == before:
            break
    asked = ~foreign & (other <= doubt)
    clear = max(clear, _lowest(share[asked], wrong[asked], weights[asked], WRONG_AMONG_ANSWERED))
    order = np.argsort(-entries, axis=1, kind="stable")[:, :OPTIONS]
    unanswered = (other > doubt) | (share < clear)
    missed = ~(order == chosen[:, None]).any(axis=1)
    kept = 1.0 - _lowest(1.0 - other[unanswered], missed[unanswered], weights[unanswered], 1 - RIGHT_AMONG_OFFERED)
    if foreign.any():
        kept = min(kept, float(np.quantile(other[foreign], OFFERED_AMONG_FOREIGN)))
    return Thresholds(clear, doubt, kept)


def _doubt(other: Floats, tempting: NDArray[np.bool_]) -> float:
    """The highest probability of "something else" at which no more foreign questions than allowed are answered."""
    found = np.sort(other[tempting])
    allowed = int(len(other) * FALSE_AMONG_FOREIGN)
    return min(0.5, float(np.nextafter(found[allowed], -1.0))) if allowed < len(found) else 0.5


def _lowest(score: Floats, wrong: NDArray[np.bool_], weights: Floats, allowed: float) -> float:
    """The lowest value of `score` from which on upwards the weighted share of `wrong` stays within `allowed`."""
    if not len(score):
        return 0.5
    order = np.argsort(-score, kind="stable")
    weighed = weights[order]
    share = np.cumsum(weighed * wrong[order]) / np.cumsum(weighed)
    ordered = score[order]
    last_of_equals = np.append(ordered[:-1] > ordered[1:], True)
    within = np.flatnonzero((share <= allowed) & last_of_equals)
    return float(ordered[within[-1]]) if len(within) else UNREACHED
