"""Answers nobody has vouched for in a long time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base

MOST_DAYS = 365
"""An answer should be looked through once a year: the programme's conditions have changed about that often."""


def _look(base: Base) -> Iterator[Remark]:
    for answer in base.answers:
        entry = answer.entry
        if entry.valid_until and entry.valid_until < base.day:
            continue  # it is said to nobody any more
        age = (base.day - entry.reviewed).days
        if age > MOST_DAYS:
            due = entry.reviewed + timedelta(MOST_DAYS)
            message = (
                f"granskades senast {entry.reviewed}, och skulle ha granskats igen före {due}: "
                "läs svaret mot källorna och skriv dagens datum i `reviewed`"
            )
            yield Remark(entry.path, answer.line("reviewed"), message)
        elif age < 0:
            message = f"granskningen {entry.reviewed} ligger i framtiden: skriv dagen då svaret lästes mot källorna"
            yield Remark(entry.path, answer.line("reviewed"), message)


RULE = Rule("granskning", "warning", f"Svaret är granskat de senaste {MOST_DAYS} dagarna.", _look)
