"""When to answer, when to ask back: chosen from the knowledge base itself for stated targets.

Typed in are only the targets, two floors that hold whatever the targets allow, and what a base too small to tell uses.

Two questions decide, and each has its own limit: is it about something else (probability of "something else"), and
if not, is it clear which entry is meant (the best entry's share of what remains)? The second limit is higher for an
entry that is given wrongly more often than chance explains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WRONG_AMONG_ANSWERED = 0.02
"""Of the questions answered directly, at most this share may get another entry's answer."""
FALSE_AMONG_FOREIGN = 0.0075
"""Of the questions about other things, at most this share may be answered at all."""
RIGHT_AMONG_OFFERED = 0.5
"""Of the questions answered by asking back, at least this share must find the right entry among the options."""
OFFERED_AMONG_FOREIGN = 0.2
"""Of the questions about other things, at most this share may be met with options."""
MOST_DOUBT = 0.5
"""What is more likely about something else than not is never answered."""
LEAST_CLEAR = 0.5
"""An entry that is less likely than all others together is never answered with."""
UNREACHED = 1.01
"""A limit no probability reaches: for when none keeps the target."""
CHANCE = 0.02
"""How unlikely an entry's wrong answers must be, if it kept the target, to hold it to a limit of its own."""
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


USUAL = Thresholds(clear=0.6, doubt=0.15, offer=0.9)
"""For a base with too few questions to tell."""
NEVER = Thresholds(1.0, -1.0, -1.0)
"""Refuses everything: for a base without entries."""


@dataclass(frozen=True, slots=True)
class _Examples:
    """Questions with known answers, surest best entry first."""

    share: Floats
    """The best entry's share of what "something else" leaves."""
    other: Floats
    """Probability of "something else"."""
    foreign: Floats
    wrong: Floats
    right: Floats
    """Weight where the question is about something else; about an entry, but not the best one; about the best one."""

    def clear(self, doubt: float) -> tuple[float, float]:
        """The lowest limit on `share` that keeps both targets when `other` may be `doubt`, and the weight of the
        questions then answered rightly."""
        asked = self.other <= doubt
        foreign, wrong, right = (np.cumsum(given * asked) for given in (self.foreign, self.wrong, self.right))
        within = (foreign <= FALSE_AMONG_FOREIGN * self.foreign.sum()) & (
            wrong <= WRONG_AMONG_ANSWERED * (wrong + right)
        )
        within &= self.share >= LEAST_CLEAR
        within &= np.append(self.share[:-1] > self.share[1:], True)  # equally sure ones are answered all or none
        found = np.flatnonzero(within & (right > 0))
        if not len(found):
            return UNREACHED, 0.0
        return float(self.share[found[-1]]), float(right[found[-1]])


def choose(p: Floats, chosen: NDArray[np.intp], weights: Floats) -> Thresholds:
    """The thresholds that answer most questions rightly within the targets, on examples the model had not seen.

    `p`: examples × alternatives, "something else" last; `chosen`: the right alternative; `weights`: per example.
    """
    entries, other = p[:, :-1], p[:, -1]
    best = entries.argmax(axis=1)
    share = entries.max(axis=1) / np.maximum(1.0 - other, 1e-12)
    foreign = chosen == p.shape[1] - 1
    order = np.argsort(-share, kind="stable")
    right, wrong = ~foreign & (best == chosen), ~foreign & (best != chosen)
    sorted_examples = _Examples(
        share[order], other[order], *((weights * which)[order] for which in (foreign, wrong, right))
    )
    tempting = np.unique(other[foreign & (other <= MOST_DOUBT)])
    best_of_all = (-1.0, UNREACHED, MOST_DOUBT)
    for doubt in [
        *np.nextafter(tempting, -1.0).tolist(),
        MOST_DOUBT,
    ]:  # the strictest first: it wins where none is better
        clear, answered = sorted_examples.clear(doubt)
        if answered > best_of_all[0]:
            best_of_all = answered, clear, doubt
    _, clear, doubt = best_of_all
    return Thresholds(clear, doubt, _offer(p, chosen, weights, (other > doubt) | (share < clear)))


def own_limits(best: NDArray[np.intp], share: Floats, wrong: NDArray[np.bool_], clear: float) -> dict[int, float]:
    """The entries that need more than `clear`, and how much: those wrong so often, among the questions answered at
    `clear` or above, that chance would not explain it.

    `best`: of each question, the best entry; `share`: what it has of the entries' probability; `wrong`: whether another
    answer would have been right.
    """
    found = {}
    for entry in np.unique(best[wrong & (share >= clear)]).tolist():
        its = (best == entry) & (share >= clear)
        if _at_least(int(wrong[its].sum()), int(its.sum()), WRONG_AMONG_ANSWERED) < CHANCE:
            found[entry] = _lowest(share[its], wrong[its], np.ones(int(its.sum())), WRONG_AMONG_ANSWERED)
    return found


def _at_least(hits: int, tries: int, chance: float) -> float:
    """Probability of `hits` or more in `tries` when each has `chance`."""
    fewer = (math.comb(tries, k) * chance**k * (1 - chance) ** (tries - k) for k in range(hits))
    return 1.0 - sum(fewer)


def _offer(p: Floats, chosen: NDArray[np.intp], weights: Floats, unanswered: NDArray[np.bool_]) -> float:
    """The highest probability of "something else" at which options are worth showing."""
    entries, other = p[:, :-1], p[:, -1]
    foreign = chosen == p.shape[1] - 1
    shown = np.argsort(-entries, axis=1, kind="stable")[:, :OPTIONS]
    missed = ~(shown == chosen[:, None]).any(axis=1)
    limit = 1.0 - _lowest(1.0 - other[unanswered], missed[unanswered], weights[unanswered], 1 - RIGHT_AMONG_OFFERED)
    if foreign.any():
        limit = min(limit, float(np.quantile(other[foreign], OFFERED_AMONG_FOREIGN)))
    return limit


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
