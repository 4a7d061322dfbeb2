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
    clear = _lowest(share[~foreign], (best != chosen)[~foreign], weights[~foreign], WRONG_AMONG_ANSWERED)
    doubt = 0.5
    tempting = np.sort(other[foreign & (share >= clear)])
    allowed = int(foreign.sum() * FALSE_AMONG_FOREIGN)
    if allowed < len(tempting):
        doubt = min(doubt, float(tempting[allowed]) - 1e-9)
    order = np.argsort(-entries, axis=1, kind="stable")[:, :OPTIONS]
    unanswered = (other > doubt) | (share < clear)
    missed = ~(order == chosen[:, None]).any(axis=1)
    kept = 1.0 - _lowest(1.0 - other[unanswered], missed[unanswered], weights[unanswered], 1 - RIGHT_AMONG_OFFERED)
    if foreign.any():
        kept = min(kept, float(np.quantile(other[foreign], OFFERED_AMONG_FOREIGN)))
    return Thresholds(clear, doubt, max(kept, doubt))


def _lowest(score: Floats, wrong: NDArray[np.bool_], weights: Floats, allowed: float) -> float:
    """The lowest value of `score` from which on upwards the weighted share of `wrong` stays within `allowed`."""
    if not len(score):
        return 0.5
    order = np.argsort(-score, kind="stable")
    weighed = weights[order]
    share = np.cumsum(weighed * wrong[order]) / np.cumsum(weighed)
    within = np.flatnonzero(share <= allowed)
    return float(score[order][within[-1]]) if len(within) else 0.99
