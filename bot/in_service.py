"""What the running service says about its knowledge base, for commands in other processes: a small file in the data
folder, written anew when something changes and marked every few seconds so that its age tells whether anybody is there."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.knowledge import Standing

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge import LiveKnowledge

NAME = "kunskapsbas.json"
EVERY = 1.0
"""Seconds between two looks at what is in service."""
MARKED_EVERY = 10
"""Looks between two marks."""
SILENT_AFTER = 60
"""Seconds without a mark after which nobody is there."""
_log = logging.getLogger("partnerskap.knowledge")


@dataclass(frozen=True, slots=True)
class Report:
    """What a service has said, and when it last let hear from itself."""

    standing: Standing
    seen: datetime

    def fresh(self, now: datetime) -> bool:
        """Whether the service is likely to be running still."""
        return (now - self.seen).total_seconds() < SILENT_AFTER


async def report(knowledge: LiveKnowledge, folder: Path, stop: asyncio.Event) -> None:
    """Keep the file up to date while `stop` is not set; remove it afterwards. A folder that cannot be written to is
    told about once and is no hindrance."""
    said: Standing | None = None
    told = False
    looks = 0
    while not stop.is_set():
        try:
            if said != (standing := knowledge.standing):
                await asyncio.to_thread(_write, folder / NAME, standing)
                said = standing
            elif looks % MARKED_EVERY == 0:
                os.utime(folder / NAME)
        except OSError as error:
            said = None
            if not told:
                _log.warning("%s kan inte skrivas: %s", folder / NAME, error.strerror)
            told = True
        looks += 1
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
    with suppress(OSError):
        (folder / NAME).unlink()


def as_json(standing: Standing) -> dict[str, Any]:
    """What is in service, as scripts read it."""
    return {
        "version": standing.version,
        "day": standing.day.isoformat(),
        "since": standing.since.isoformat(),
        "fitting": standing.fitting,
        "findings": list(standing.findings),
    }


def read(folder: Path) -> Report | None:
    """What a service with this data folder said last; None when none has, or it cannot be read."""
    path = folder / NAME
    try:
        data = json.loads(path.read_text("utf-8"))
        standing = Standing(
            str(data["version"]),
            date.fromisoformat(data["day"]),
            datetime.fromisoformat(data["since"]),
            bool(data["fitting"]),
            tuple(str(finding) for finding in data["findings"]),
        )
        return Report(standing, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, standing: Standing) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(as_json(standing), ensure_ascii=False), "utf-8")
    fresh.replace(path)
