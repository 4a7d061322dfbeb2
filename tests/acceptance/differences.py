"""`make transcripts`: every transcript through every door, with a crash at every message, and what differs.

At each door each dialogue is held without crashes, with one when a mail has been sent and that is not written down yet,
with one at every message (before the reply is read, and after), and once more for each message with a crash there alone.
Beside them: processes of the installed command, killed by the operating system. Exit status 1 when anything differs.
`make transcripts ARGS="json forms in-english"` holds only these dialogues, at only these doors.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
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
from tests.support.plans import alone, always, in_order, in_turn
from tests.support.transcripts import Line, read, transcripts

FOLDER = Path(__file__).parent / "transcripts"
READ_AND_UNREAD = (Crash.UNREAD, Crash.READ)
SHORT = ("allt-i-ett-meddelande", "fran-fraga-till-mejl")
"""Dialogues held before processes that are killed."""
KILLED: dict[str, type[JsonLines | Forms]] = {"json": JsonLines, "forms": Forms}
"""Doors before processes that are killed."""


@dataclass(slots=True)
class Found:
    """What one dialogue gave at one door."""

    door: str
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
        crash = READ_AND_UNREAD[at % 2]
        yield f"krasch vid meddelande {at + 1} ({crash.name})", alone(crash, at), 1


async def through(lines: list[Line], door: str, live: LiveKnowledge) -> Found:
    """One dialogue at one door, in this process. Raises AssertionError when it is not even true of the conversation."""
    make = DOORS[door]
    with tempfile.TemporaryDirectory() as folder:
        usual = await held_here(lines, REFERENCE(), Path(folder), live)
    found = Found(make().name, len(usual.steps))
    for what, plan, crashes in plans(len(usual.steps)):
        try:
            with tempfile.TemporaryDirectory() as folder:
                wanted = usual
                if not make().resumes:
                    wanted = await held_here(lines, make(), Path(folder, "in order"), live, in_order(plan))
                found.add(what, wanted, await held_here(lines, make(), Path(folder), live, plan))
            found.crashes += crashes
        except AssertionError as lie:
            found.lies.append(f"{found.door}, {what}: {lie}")
    return found


async def killed(lines: list[Line], door: str) -> Found:
    """One dialogue before processes that are killed, one kind of moment after the other."""
    make = KILLED[door]
    found = Found(f"{make.name}, egna processer")
    for kinds in (Crash.CUT, Crash.UNREAD, Crash.READ), (Crash.UNREAD, Crash.READ, Crash.CUT):
        with tempfile.TemporaryDirectory() as folder:
            usual, outcome, kills = await held_in_processes(lines, make(), Path(folder), in_turn(*kinds))
        found.add(f"dödad vid varje meddelande (först {kinds[0].name})", usual, outcome)
        found.messages, found.crashes = len(usual.steps), found.crashes + kills
    return found


def job(kind: str, path: Path, door: str) -> Found:
    """One piece of the work, in a process of the pool."""
    logging.disable(logging.CRITICAL)
    lines = read(path.read_text("utf-8"), path.name)
    try:
        return asyncio.run(killed(lines, door) if kind == "killed" else through(lines, door, knowledge()))
    except AssertionError as lie:
        return Found(door, lies=[f"{path.name}: {lie}"])


def report(pieces: Iterable[Found]) -> int:
    """Print every difference as it is found, and a table at the end. 1 when there is any, or nothing to look at."""
    table: dict[str, Found] = {}
    for found in pieces:
        for lie in found.lies:
            print(lie, flush=True)
        total = table.setdefault(found.door, Found(found.door))
        total.messages += found.messages
        total.crashes += found.crashes
        total.lies += found.lies
    print(f"{'':<36}{'meddelanden':>12}{'krascher':>10}{'skillnader':>12}")
    for door, total in sorted(table.items()):
        print(f"{door:<36}{total.messages:>12}{total.crashes:>10}{len(total.lies):>12}")
    return 1 if not table or any(total.lies for total in table.values()) else 0


def main(wanted: list[str]) -> int:
    """Hold everything everywhere, on all processors; only the dialogues and doors `wanted`, when any are named."""
    paths = [path for path in transcripts(FOLDER) if path.stem in wanted] or transcripts(FOLDER)
    doors = [door for door in DOORS if door in wanted] or list(DOORS)
    if unknown := set(wanted) - {path.stem for path in paths} - set(doors):
        print(f"Det finns varken samtal eller dörr som heter {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    jobs = [("killed", path, door) for path in paths if path.stem in SHORT for door in doors if door in KILLED]
    jobs += [("through", path, door) for path in paths for door in doors]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(job, *one) for one in jobs]

        def pieces() -> Iterator[Found]:
            for done, future in enumerate(as_completed(futures), 1):
                yield future.result()
                if sys.stderr.isatty():
                    print(f"\r{done}/{len(jobs)} ", end="\n" if done == len(jobs) else "", file=sys.stderr, flush=True)

        return report(pieces())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
