"""The word beside a name that tells an authority: `Lunds kommun`, `regionen i Uppsala`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from intents.gazetteer.model import Hit
from intents.gazetteer.vocabulary import AFTER, MARKS, OF, PLURALS, SLIPPED, TRAILING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.countries import Token
    from intents.gazetteer.model import Name

_SLIPPED_LENGTH = 5
"""Letters from which on a slip in the word is forgiven."""


def with_mark(tokens: Sequence[Token], start: int, end: int, names: Sequence[Name], floor: int) -> Hit | None:
    """The names at `start` to `end` with the word beside them that tells an authority, if one does.

    `floor`: the first place that a word before them may stand at. None without names.
    """
    if not names:
        return None
    at = start - 1
    while at >= floor and tokens[at].plain in OF:
        at -= 1
    after = mark_of(tokens[end]) if end < len(tokens) else None
    before = MARKS.get(tokens[at].plain) if at >= floor else None
    hit = Hit(start, end, tuple(names), marked=False)
    told = tuple(name for name in names if name.marked)
    if told:
        hit = replace(hit, names=told, marked=True)
    elif after and (fitting := narrow(hit, after)):
        hit = replace(fitting, end=end + 1, marked=True)
    elif before and (fitting := narrow(hit, before)):
        hit = replace(fitting, start=at, marked=True, before=True)
    if hit.marked and hit.end < len(tokens) and tokens[hit.end].plain in TRAILING:
        hit = replace(hit, end=hit.end + 1)
    return hit


def mark_of(token: Token) -> str | None:
    """The kind of authority that a word after a name tells, one slip allowed."""
    kind = AFTER.get(token.plain)
    if kind or len(token.plain) < _SLIPPED_LENGTH or token.plain in PLURALS:
        return kind
    return next((AFTER[mark] for mark in SLIPPED if OSA.distance(token.plain, mark, score_cutoff=1) < 2), None)


def narrow(hit: Hit, kind: str) -> Hit | None:
    """`hit` with only the organisations of this kind; None when there are none."""
    names = tuple(name for name in hit.names if kind in name.kinds)
    return replace(hit, names=names) if names else None
