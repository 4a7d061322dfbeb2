"""Keeps the folder of `.eml` files in step with what has been erased: a file is as much a copy of a lead as its row is."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Mapping
from pathlib import Path

_FILE = re.compile(r"KP-(?P<year>\d{4})-(?P<count>\d{4,})(?:-\d+)?\.eml")
_HALF = re.compile(r"\.[0-9a-f]{32}\.tmp")
_HALF_AGE = 3_600.0
"""Seconds after which a half-written file belongs to nobody: what wrote it was killed, and will write another."""


def remove_erased(folder: Path, kept: Collection[str], given: Mapping[int, int]) -> int:
    """Remove the files of leads that are erased: their numbers have been given, and they are not `kept` any more.

    `given`: the last number of each year. A file with a number never given here belongs to another database, or to one
    that was lost, and may be the only copy there is: it stays. How many files went. Raises `OSError`."""
    gone = 0
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        found = _FILE.fullmatch(path.name)
        if found:
            number = f"KP-{found['year']}-{found['count']}"
            erased = number not in kept and 1 <= int(found["count"]) <= given.get(int(found["year"]), 0)
        else:
            erased = bool(_HALF.fullmatch(path.name)) and path.stat().st_mtime < time.time() - _HALF_AGE
        if erased:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
