"""Days on which an answer is missing because its dates say so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base
    from intents.model import Severity

SOON = 30
"""Days before an answer ends in which its successor should be written."""
AHEAD = 730
"""Days looked ahead."""


def _look(base: Base) -> Iterator[Remark]:
    for versions in base.versions.values():
        first = versions[0]
        begins = first.entry.valid_from
        if begins and begins > base.day:
            message = (
                f"svaret gäller först från {begins}, och ingen version gäller i dag: skriv en som gäller till och med "
                f"{begins - timedelta(1)}, eller ta bort valid_from"
            )
            yield Remark(first.entry.path, first.line("valid_from"), message)
        if any(version.entry.valid_until is None for version in versions):
            continue
        last = max(versions, key=lambda version: version.entry.valid_until or base.day)
        until = last.entry.valid_until or base.day
        left = (until - base.day).days
        if left <= AHEAD:
            yield Remark(last.entry.path, last.line("valid_until"), _ending(left, until.isoformat()), _severity(left))


def _severity(left: int) -> Severity:
    if left < 0:
        return "error"
    return "warning" if left <= SOON else "advice"


def _ending(left: int, until: str) -> str:
    told = f"slutade gälla {until}" if left < 0 else f"gäller till och med {until}, om {left} dagar"
    return (
        f"svaret {told}, och ingen version tar vid: skriv nästa version i <id>@<år>.md med valid_from dagen efter, "
        "eller ta bort valid_until"
    )


RULE = Rule("giltighet", "warning", f"Varje svar finns i dag och de närmaste {AHEAD} dagarna.", _look)
