"""`make prove-delivery`: no lead is lost and none doubled unseen, though processes are killed at every write point.

People talk with the guide and workers deliver to a mail server of this machine that misbehaves, each in a process of
its own. They are killed by SIGKILL before each SQL statement of a whole lead and of a delivery, at each stage of a mail
on the wire, and at random while several run at once; then others take over. In the end it is counted: what people were
told is what is kept is what the server received, numbers without gaps; copies share their Message-ID and bytes, and
there are no more of them than there were windows in which one can arise.

It stops by itself when it has killed as often as asked, or after the time given.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import random
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.conversation.guide import Policy
from bot.knowledge import LiveKnowledge
from tests.proofs.actors import begin, converse, script, serve_mail, work
from tests.proofs.verdict import faults, gathered
from tests.proofs.world import FORK, SINS, STAGES, World
from tests.support.conversation import clock
from tests.support.knowledge import faq_folder

HUNG = 60.0
"""Seconds after which a process that was not killed must have ended by itself."""
LEASE = 6.0
"""Minutes after which the claim of a dead worker has lapsed."""


class Proof:
    """One run: who was killed, and what is seen from outside."""

    def __init__(self, world: World, kills: int, seed: int, seconds: float, say: Callable[[str], None]) -> None:
        self.world, self.wanted, self._say = world, kills, say
        self.dead: set[int] = set()
        self.killed: Counter[str] = Counter()
        """How many were killed, by where."""
        self.journal: list[dict[str, Any]] = []
        self.hung = 0
        self._chance = random.Random(seed)  # noqa: S311 - chance that can be had again, no secret
        self._end, self._began = time.monotonic() + seconds, time.monotonic()
        self._answered: dict[int, int] = {}
        self._read = 0
        self._visitors = 0
        self._said = 0
        with (Path(__file__).parents[2] / "faq/registers/municipalities.csv").open(encoding="utf-8") as register:
            names = [line.split(",")[2] for line in list(register)[1:]]
        # Of Habo the guide asks whether Håbo is meant, and people here answer no questions.
        self._organisations = [name for name in names if name != "Habo kommun"]
        self._whole = len(script(0, self._organisations))
        self.broken: list[str] = []
        """Promises broken in worlds of their own."""

    @property
    def over(self) -> bool:
        """Whether enough has been killed, or the time is up."""
        return self.killed.total() >= self.wanted or time.monotonic() > self._end

    # --- lives

    def start(self, act: Callable[..., None], *arguments: Any, **options: Any) -> BaseProcess:
        """A process that acts in this world."""
        life = FORK.Process(target=act, args=(self.world, *arguments), kwargs=options, daemon=True)
        life.start()
        return life

    def end(self, life: BaseProcess, where: str, after: float | None = None) -> None:
        """Wait until it has ended, killed after so many seconds; take note of how."""
        if not wait([life.sentinel], HUNG if after is None else after):
            self.hung += after is None
            life.kill()
        if self.world.client.value == life.pid:
            self.world.client.value = 0  # before it is reaped: afterwards its number may be somebody else's
        life.join()
        if life.exitcode == -signal.SIGKILL:
            self.killed[where] += 1
            self.dead.add(life.pid or 0)
        elif life.exitcode:
            raise SystemExit(f"{where}: ended with {life.exitcode}; see above")
        self._look()

    def newcomers(self, count: int) -> dict[int, int]:
        """People who have not said anything yet."""
        new = range(self._visitors, self._visitors + count)
        self._visitors += count
        self._answered |= dict.fromkeys(new, 0)
        return self.unfinished()

    def unfinished(self) -> dict[int, int]:
        """People who have no number yet, and how many answers they have had."""
        return {visitor: answers for visitor, answers in self._answered.items() if answers < self._whole}

    def talk(self, fatal: int = 0, where: str = "") -> None:
        """All who are not done talk, in one process."""
        self.end(self.start(converse, self.unfinished(), self._organisations, fatal), where)

    def deliver(self, fatal: int = 0, where: str = "") -> None:
        """One worker's round."""
        self.end(self.start(work, fatal), where)

    def settle(self, rounds: int = 400) -> None:
        """Everybody gets to the end, with a server that behaves, and an operator who sends failed mails again."""
        self.world.sins.value, self.world.deadly.value = 0.0, -1
        self.talk()
        for _ in range(rounds):
            self.deliver()
            unsent = self.rows("SELECT state FROM outbox WHERE state <> 'sent'")
            if not unsent:
                break
            with closing(sqlite3.connect(self.world.database, isolation_level=None)) as db:
                db.execute("UPDATE outbox SET state = 'waiting' WHERE state = 'failed'")
            self.world.pass_time(6 * 60)

    def rows(self, sql: str) -> list[str]:
        """The first column of what is committed."""
        with closing(sqlite3.connect(self.world.database)) as db:
            return [value for (value, *_) in db.execute(sql)]

    # --- phases

    def sweep(self) -> None:
        """Kill at each stage of a mail and at each statement, once; evenly chosen ones when few kills are wanted."""
        self.end(self.start(begin), "")
        for _ in range(2):  # the first has more to do
            self.newcomers(1)
            self.talk()
            self.deliver()
        count = Counter({line["by"]: line["number"] for line in self.journal if line["what"] == "statements"})
        step = max(1, round(count.total() / max(1, self.wanted * 0.25)))
        points = [("stage", number) for number in range(len(STAGES))]
        points += [(where, number) for where in count for number in range(1, count[where] + 1, step)]
        for where, number in points:
            if self.over:
                return
            if where == "begin":
                self._kill_newborn(number)
                continue
            self.newcomers(1)
            if where == "converse":
                self.talk(number, "conversation, before a statement")
            self.talk()
            if where != "converse":
                self._kill_worker(where, number)
                self.world.pass_time(LEASE)
            self.deliver()
            self._progress()

    def _kill_worker(self, where: str, number: int) -> None:
        if where == "work":
            self.deliver(number, "worker, before a statement")
            return
        self.world.deadly.value = number
        self.end(self.start(work, marked=True), "worker, by stage of the mail")
        self.world.deadly.value = -1

    def _kill_newborn(self, number: int) -> None:
        """Kill a process that makes a database of its own; another one then finds all it needs."""
        alone = Proof(replace(self.world, folder=self.world.folder / f"new-{number}"), 1, 0, HUNG, self._say)
        alone.world.folder.mkdir()
        alone.end(alone.start(begin, number), "at the very beginning, before a statement")
        alone.newcomers(1)
        alone.talk()
        kept = alone.rows("SELECT number FROM leads")
        if [line["lead"] for line in alone.journal if line.get("lead")] != kept or kept != ["KP-2026-0001"]:
            self.broken.append(f"a process killed before statement {number} of the first start left no good database")
        self.killed += alone.killed
        shutil.rmtree(alone.world.folder)

    def each_sin(self) -> None:
        """The server commits each of its sins once, and comes back; every fourth when few kills are wanted."""
        for index in range(0, len(SINS), 1 if self.wanted >= 100 else 4):
            if self.over:
                return
            self.newcomers(1)
            self.talk()
            self.world.sins.value = index + 1
            self.deliver()
            self.world.sins.value = 0
            self.world.pass_time(LEASE)
            self.deliver()
            self._progress()

    def storm(self) -> None:
        """Several of each at once, killed at random, while the server sins at random, until it is over."""
        while not self.over:
            self.world.sins.value = self._chance.choice((0.0, 0.3, 0.7))
            people = self.newcomers(self._chance.randint(1, 3))
            down = self._chance.random() < 0.1
            if self._chance.random() < 0.3:
                self.world.deadly.value = self._chance.randrange(len(STAGES))
            lives = [
                (self.start(converse, people, self._organisations, self._fatal(600)), "conversation, at random"),
                (self.start(work, self._fatal(60), dead_server=down, marked=True), "worker, at random"),
                (self.start(work, self._fatal(60), dead_server=down), "worker, at random"),
            ]
            self._chance.shuffle(lives)
            for life, where in lives:
                self.end(life, where, self._chance.random() * 0.4 if self._chance.random() < 0.4 else None)
            self.world.deadly.value = -1
            self.world.pass_time(LEASE)
            self._progress()

    def _fatal(self, most: int) -> int:
        return self._chance.randint(1, most) if self._chance.random() < 0.6 else 0

    def _look(self) -> None:
        """Read what has been noted since last time."""
        path = self.world.folder / "journal"
        if not path.exists():
            return
        with path.open("rb") as file:
            file.seek(self._read)
            news = file.read()
        self._read += len(news)
        for line in map(json.loads, news.splitlines()):
            self.journal.append(line)
            if line["what"] == "told":
                self._answered[line["visitor"]] = line["answered"]

    def _progress(self) -> None:
        kills = self.killed.total()
        if kills >= self._said + max(1, self.wanted // 20):
            self._said = kills
            told = sum(1 for line in self.journal if line["what"] == "told" and line["lead"])
            taken = sum(1 for line in self.journal if line["what"] == "received")
            seconds = time.monotonic() - self._began
            self._say(f"{kills:>5} kills  {told:>5} leads told  {taken:>5} mails received  {seconds:4.0f} s")


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """A world with its mail server's ports reserved."""
    guide = LiveKnowledge(faq_folder(folder / "faq"), clock(), Policy()).guide
    guide.answers.warm()
    # What is loaded by now is shared with every process; the collector must not touch, and so copy, it in each.
    gc.collect()
    gc.freeze()
    with socket.socket() as dead:
        dead.bind(("127.0.0.1", 0))  # taken, but nobody listens
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        yield World(folder, guide, port, dead.getsockname()[1])


def prove(kills: int, seed: int, seconds: float, say: Callable[[str], None]) -> dict[str, Any]:
    """Run it, and what came of it."""
    logging.disable(logging.CRITICAL)  # the workers would tell thousands of troubles
    # In memory where that can be had: a killed process loses nothing that any disk was given, and a disk is slow.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of our own in it
    with tempfile.TemporaryDirectory(dir=memory) as folder, world(Path(folder)) as here:
        server = FORK.Process(target=serve_mail, args=(here, seed), daemon=True)
        server.start()
        try:
            while not (here.folder / "journal").exists():
                time.sleep(0.01)
            proof = Proof(here, kills, seed, seconds, say)
            proof.sweep()
            proof.each_sin()
            proof.storm()
            proof.settle()
        finally:
            server.kill()
            server.join()
        kept = proof.rows("SELECT number FROM leads ORDER BY id")
        unsent = proof.rows("SELECT number FROM outbox WHERE state <> 'sent'")
        damaged = proof.rows("PRAGMA integrity_check") != ["ok"]
        evidence = gathered(proof.journal, proof.dead, kept, unsent)
        found = faults(evidence) + proof.broken + ["the database is damaged"] * damaged
        found += [f"{proof.hung} processes hung"] * bool(proof.hung)
        copies = len(evidence.received) - len({mail for mail, _ in evidence.received})
        outcomes = Counter(line["outcome"] for line in proof.journal if line["what"] == "ended")
        return {
            "kills": proof.killed.total(), "killed": dict(proof.killed), "told": len(evidence.told), "kept": len(kept),
            "received": len(evidence.received), "distinct": len({mail for mail, _ in evidence.received}),
            "copies": copies, "windows": evidence.windows.total(), "outcomes": dict(outcomes), "faults": found,
            "seconds": round(time.monotonic() - proof._began),
        }  # fmt: skip


def main() -> int:
    """Run from the command line; 1 when a promise was broken."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=900, help="stop killing after so long")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    said = prove(
        chosen.kills, chosen.seed, chosen.seconds, lambda line: None if chosen.json else print(line, flush=True)
    )
    if chosen.json:
        print(json.dumps(said))
    else:
        print("\n".join(f"{name}: {value}" for name, value in said.items() if name != "faults"))
        if said["kills"] < chosen.kills:
            print(
                f"stopped by time: {said['kills']} of {chosen.kills} kills; a quieter machine or --seconds gets further"
            )
        print("\n".join(said["faults"]) or "no promise was broken")
    return 1 if said["faults"] else 0


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
