"""Has anything in a folder changed? Told at once by the file system, and by looking every second where it tells
nothing, as network folders do."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]
"""Name, size and time of every file that counts."""
COUNT = (".md", ".txt", ".tsv", ".toml")
"""Ends of the names of files that count."""
LOOK_EVERY = 1.0
"""Seconds between two looks where the file system tells nothing."""
_LOOK_MS = int(LOOK_EVERY * 1000)
SETTLED_AFTER = 0.1
"""Seconds without a change after which what was saved is taken for final: a burst of saves is one, and a file that
grows is not read half."""
LONGEST_BURST = 5.0
"""Seconds to wait for that, before giving way to other work and looking again."""


def look(root: Path) -> Stamp:
    """The files under `root` as they are now. Hidden ones, and those that editors keep beside the file, do not count."""
    found: list[tuple[str, int, int]] = []
    for folder, inside, names in os.walk(root):
        inside[:] = [name for name in inside if not name.startswith(".")]
        for name in names:
            if not name.lower().endswith(COUNT) or name.startswith((".", "~$")):  # as the reading leaves them out
                continue
            path = os.path.join(folder, name)  # noqa: PTH118 - every second, for hundreds of files
            try:
                status = os.stat(path)  # noqa: PTH116 - as above
            except OSError:
                continue
            found.append((path, status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))


def settled(root: Path, seen: Stamp) -> Stamp | None:
    """The files once they have stood still, when that is soon; `seen`: a look just taken."""
    for _ in range(int(LONGEST_BURST / SETTLED_AFTER)):
        time.sleep(SETTLED_AFTER)
        now = look(root)
        if now == seen:
            return now
        seen = now
    return None


async def changes(root: Path, stop: asyncio.Event) -> AsyncGenerator[None]:
    """Something may have changed: when the file system says so, and every `LOOK_EVERY` seconds, until `stop` is set."""
    from watchfiles import awatch

    while not stop.is_set():
        which = _identity(root)
        try:
            async with aclosing(
                awatch(root, stop_event=stop, step=20, debounce=200, rust_timeout=_LOOK_MS, yield_on_timeout=True)
            ) as told:
                async for _ in told:
                    yield
                    if _identity(root) != which:
                        break  # another folder has been put in its place
        except OSError:  # no such folder just now, or this machine watches no more folders
            yield
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY)


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
