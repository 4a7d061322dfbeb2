"""`make transcripts`: every transcript through every door, with a crash at every message, and what differs.

At each door each dialogue is held without crashes, with a crash at every message before or after the reply is read,
with one after each mail that was sent, and then once for each message alone. Last come processes of the installed
command, killed by the operating system. Exit status 1 when anything differs.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from bot.conversation.guide import Policy
from bot.knowledge import LiveKnowledge, shipped
from tests.support.conversation import clock
from tests.support.doors import DOORS, REFERENCE, Forms, JsonLines
from tests.support.holding import Crash, Plan, held_here, held_in_processes, never
from tests.support.outcomes import Outcome, differences
from tests.support.plans import alone, always, every, in_order
from tests.support.transcripts import read, transcripts

FOLDER = Path(__file__).parent / "transcripts"
READ_AND_UNREAD = (Crash.UNREAD, Crash.READ)
SHORT = ("allt-i-ett-meddelande", "en-utlandsk-kommun")
"""Dialogues held before processes that are killed."""
KILLED: dict[str, tuple[type[JsonLines | Forms], int]] = {"json": (JsonLines, 1), "forms": (Forms, 4)}
"""Doors before processes that are killed, and at every which message."""


@dataclass(slots=True)
class Found:
    """What one dialogue gave at one door."""

    door: str
    dialogue: str
    messages: int = 0
    crashes: int = 0
    lies: list[str] = field(default_factory=list)

    def add(self, what: str, wanted: Outcome, found: Outcome) -> None:
        """Note where `found` is not what was `wanted`."""
        self.lies += [f"{self.door}, {what}: {lie}" for lie in differences(wanted, found)]


@cache
def knowledge() -> LiveKnowledge:
    """The answers that ship, on the transcripts' own day; once per process."""
    return LiveKnowledge(shipped(), clock(), Policy())


def plans(messages: int) -> Iterator[tuple[str, Plan, int]]:
    """What is tried: its name, when it crashes, and how many times at most."""
    yield "utan krasch", never, 0
    yield "krasch när mejlet gått", always(Crash.SENDING), 1
    for crash in READ_AND_UNREAD:
        yield f"krasch vid varje meddelande ({crash.name})", always(crash), messages
        for at in range(messages):
            yield f"krasch vid meddelande {at + 1} ({crash.name})", alone(crash, at), 1


async def through(name: str, door: str) -> Found:
    """One dialogue at one door, in this process."""
    lines, make = read((FOLDER / f"{name}.md").read_text("utf-8"), f"{name}.md"), DOORS[door]
    with tempfile.TemporaryDirectory() as folder:
        usual = await held_here(lines, REFERENCE(), Path(folder), knowledge())
    found = Found(make().name, name, len(usual.steps))
    for what, plan, crashes in plans(len(usual.steps)):
        try:
            with tempfile.TemporaryDirectory() as folder:
                wanted = usual
                if not make().resumes:
                    wanted = await held_here(lines, make(), Path(folder, "in order"), knowledge(), in_order(plan))
                found.add(what, wanted, await held_here(lines, make(), Path(folder), knowledge(), plan))
            found.crashes += crashes
        except AssertionError as lie:
            found.lies.append(f"{found.door}, {what}: {lie}")
    return found


async def killed(name: str, door: str) -> Found:
    """One dialogue before processes that are killed."""
    lines = read((FOLDER / f"{name}.md").read_text("utf-8"), f"{name}.md")
    make, step = KILLED[door]
    found = Found(f"{make.name}, egna processer", name)
    for begin, crash in enumerate(READ_AND_UNREAD):
        with tempfile.TemporaryDirectory() as folder:
            plan = every(step, crash, begin)
            usual, outcome, kills = await held_in_processes(lines, make(), Path(folder), plan)
        found.add(f"dödad ({crash.name})", usual, outcome)
        found.messages, found.crashes = len(usual.steps), found.crashes + kills
    return found


def job(kind: str, name: str, door: str) -> Found:
    """One piece of the work, in a process of the pool."""
    logging.disable(logging.CRITICAL)
    return asyncio.run(killed(name, door) if kind == "killed" else through(name, door))


def main() -> int:
    """Print every difference and a table. 1 when there is any."""
    names = [path.stem for path in transcripts(FOLDER)]
    jobs = [("killed", name, door) for name in SHORT for door in KILLED]
    jobs += [("through", name, door) for name in names for door in DOORS]
    table: dict[str, Found] = {}
    lies = 0
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for done, future in enumerate(as_completed([pool.submit(job, *one) for one in jobs]), 1):
            found = future.result()
            total = table.setdefault(found.door, Found(found.door, ""))
            total.messages += found.messages
            total.crashes += found.crashes
            lies += len(found.lies)
            for lie in found.lies:
                print(lie)
            if sys.stderr.isatty():
                print(f"\r{done}/{len(jobs)} …", end="", file=sys.stderr, flush=True)
    print(f"\n{'':<40}{'meddelanden':>12}{'krascher':>10}")
    for door, total in sorted(table.items()):
        print(f"{door:<40}{total.messages:>12}{total.crashes:>10}")
    print(f"{len(names)} samtal, {lies} skillnader.")
    return 1 if lies or not names else 0


if __name__ == "__main__":
    sys.exit(main())
