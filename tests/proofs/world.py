"""What the proof's processes share: a folder, a journal, a clock that can be moved, and the product's parts in it."""

from __future__ import annotations

import json
import multiprocessing
import os
import secrets
import signal
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any, get_args

from bot.clock import STOCKHOLM
from bot.conversation.guide import Guide
from bot.leads.compose import ComposedMail, compose
from bot.leads.model import Lead
from bot.storage.sqlite import SqliteStore
from tests.support.smtp import Sin, Stage

FORK = multiprocessing.get_context("fork")
BEGINNING = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
STAGES: tuple[Stage, ...] = get_args(Stage)
SINS: tuple[Sin, ...] = (
    "greylists", "mailbox_full", "refuses_recipient", "closes_for_the_night", "is_busy", "hangs_up_after_recipient",
    "hangs_up_after_data", "hangs_up_after_dot", "answers_gibberish_after_dot", "says_yes_and_closes",
    "hangs_up_on_quit", "never_answers", "never_answers_after_dot",
)  # fmt: skip
"""What the server may do instead of taking a mail as it should."""


def _shared(kind: str, value: float) -> Synchronized[Any]:
    return FORK.Value(kind, value)


@dataclass
class World:
    """Made once, before the first fork; what is shared lies in memory that all processes see."""

    folder: Path
    guide: Guide
    port: int
    """The mail server's."""
    dead_port: int
    """Where nobody listens."""
    minutes: Synchronized[Any] = field(default_factory=lambda: _shared("d", 0.0))
    """How far the clock has been moved since the beginning."""
    sins: Synchronized[Any] = field(default_factory=lambda: _shared("d", 0.0))
    """How likely a connection meets a sin; 1 and more: the sin of that index less one."""
    deadly: Synchronized[Any] = field(default_factory=lambda: _shared("i", -1))
    """At which stage of a mail the server kills its client; -1: at none."""
    client: Synchronized[Any] = field(default_factory=lambda: _shared("i", 0))
    """Whom it kills; 0: nobody."""

    @property
    def database(self) -> Path:
        """The product's file."""
        return self.folder / "partnerskap.db"

    def now(self) -> datetime:
        """The present moment of this world; a `Clock` with `World` in place of the machine."""
        return BEGINNING + timedelta(minutes=self.minutes.value)

    def pass_time(self, minutes: float) -> None:
        """Move the clock on."""
        self.minutes.value += minutes

    def mail(self, lead: Lead) -> ComposedMail:
        """A lead's mail, as the product makes it."""
        names = {goal.number: goal.name_sv for goal in self.guide.goals.all()}
        token = secrets.token_hex(6)
        return compose(lead, "icld@icld.example", "guiden@kommun.example", token, goal_names=names)

    def open(self, fatal_statement: int = 0) -> tuple[SqliteStore, Callable[[], int]]:
        """The store, in whose connection the process dies by SIGKILL before that statement (0: never); and what tells
        how many there have been."""
        count = 0

        def before_each(_: str) -> None:
            nonlocal count
            count += 1
            if count == fatal_statement:
                os.kill(os.getpid(), signal.SIGKILL)

        def prepare(connection: sqlite3.Connection) -> None:
            connection.set_trace_callback(before_each)

        return SqliteStore.open(self.database, prepare=prepare), lambda: count

    def note(self, what: str, **facts: Any) -> None:
        """Write a line in the journal. One system call: what was noted before a kill has been noted."""
        line = json.dumps({"what": what, "life": os.getpid(), **facts}) + "\n"
        handle = os.open(self.folder / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def journal(self) -> Iterator[dict[str, Any]]:
        """All that has been noted, in order."""
        path = self.folder / "journal"
        for line in path.read_text().splitlines() if path.exists() else ():
            yield json.loads(line)
