"""The answers held against the calendar: on every day to come each has exactly one version."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from intents.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from intents.model import Entry, Severity

AHEAD = 730
"""Days looked ahead: two years."""
SOON = 30
"""Days before an answer ends in which its successor should be written."""
_DAY = timedelta(days=1)


def uncovered(entries: Iterable[Entry], today: date, days: int = AHEAD) -> Iterator[Finding]:
    """The stretches of the `days` from `today` on which an answer has no version, or several; per language."""
    for versions in _versions(entries):
        for first, last, valid in stretches(versions, today, today + (days - 1) * _DAY):
            if len(valid) == 1:
                continue
            if valid:
                others = ", ".join(entry.path for entry in valid[:-1])
                until = f"till och med {last}" if last < today + (days - 1) * _DAY else "och framåt"
                message = f"gäller samtidigt som {others} från {first} {until}: låt bara en gälla"
                yield Finding(valid[-1].path, 0, message)
            else:
                yield _missing(versions, first, last, today)


def _missing(versions: Sequence[Entry], first: date, last: date, today: date) -> Finding:
    """That no version holds from `first` to `last`."""
    ended = [entry for entry in versions if entry.valid_until and entry.valid_until < first]
    if not ended:
        message = (
            f"svaret gäller först från {last + _DAY}, och ingen version gäller från {first}: skriv en som gäller till "
            f"och med {last}, eller ta bort valid_from"
        )
        return Finding(versions[0].path, 0, message, "warning")
    until = max(entry.valid_until for entry in ended if entry.valid_until)
    left = (until - today).days
    told = f"slutade gälla {until}" if left < 0 else f"gäller till och med {until}, om {left} dagar"
    message = (
        f"svaret {told}, och ingen version tar vid: skriv nästa version i <id>@<år>.md med valid_from dagen efter, "
        "eller ta bort valid_until"
    )
    severity: Severity = "error" if left < 0 else "warning" if left <= SOON else "advice"
    return Finding(ended[-1].path, 0, message, severity)


def stretches(versions: Sequence[Entry], first: date, last: date) -> Iterator[tuple[date, date, list[Entry]]]:
    """The days from `first` to `last` cut where a version begins or ends: first day, last day, and what is valid."""
    begins = {entry.valid_from for entry in versions if entry.valid_from}
    begins |= {entry.valid_until + _DAY for entry in versions if entry.valid_until and entry.valid_until < date.max}
    cuts = [first, *sorted(day for day in begins if first < day <= last)]
    for day, following in zip(cuts, [*cuts[1:], last + _DAY], strict=True):
        yield day, following - _DAY, [entry for entry in versions if entry.valid_on(day)]


def overtaken(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Later versions that nobody has looked at since the one before was reviewed anew."""
    for versions in _versions(entries):
        for earlier, later in pairwise(versions):
            if later.reviewed < earlier.reviewed:
                message = (
                    f"{earlier.path} granskades {earlier.reviewed}, den här versionen {later.reviewed}: se om det som "
                    "ändrades gäller även här, och skriv in dagens datum under `reviewed`"
                )
                yield Finding(later.path, 0, message, "warning")


def _versions(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The versions of each answer in each language, in the order they begin."""
    by_id: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_id.setdefault((entry.language, entry.id), []).append(entry)
    for _, versions in sorted(by_id.items()):
        yield sorted(versions, key=lambda entry: entry.valid_from or date.min)
