"""Holds a transcript at a door, and lets the process behind it crash where the plan says so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path

from bot.conversation.messages import Outgoing
from bot.knowledge import LiveKnowledge
from tests.support.doors.base import Door
from tests.support.doors.house import House
from tests.support.outcomes import Outcome, Step, lead_document, mails_of
from tests.support.smtp import smtp_server
from tests.support.transcripts import SAID, Line, check, check_mails

_WORD = re.compile(r"[^\W_]+|…")


class Crash(Enum):
    """When the process ends, as seen from one message."""

    UNREAD = "stored, and the reply never read"
    READ = "stored, and the reply read"
    NONE = "no crash at all, an end in order"
    SENDING = "its mail taken by the server, and that not written down"


Plan = Callable[[int], Crash | None]
"""When to crash at each message, counted from 0."""


def never(_message: int) -> None:
    """No crash at all."""


class Holding:
    """One visitor, one door, one dialogue."""

    def __init__(self, house: House, plan: Plan) -> None:
        self._house, self._door, self._plan = house, house.door, plan
        self._language = "sv"
        self._told: Outgoing | None = None
        self._text: str | None = ""
        """What was read; None when nothing could be."""
        self._opening = ""
        self._resumed = True
        """So far nothing has been said but what stands in the transcript."""
        self._steps: list[Step] = []
        self.checked = 0

    async def hold(self, lines: list[Line]) -> Outcome:
        """Say and check every line. Raises AssertionError with the place of the line that is wrong."""
        arrived = False
        for line in lines:
            if line.word == "Språk":
                self._language = line.text
                continue
            if not arrived:
                arrived, self._opening = True, await self._door.arrive(self._language)
                self._told = self._house.heard[-1] if self._house.heard else None  # the greeting
            if line.word in SAID:
                await self._say(line)
            else:
                await self._look(line)
        return await self._outcome()

    async def _say(self, line: Line) -> None:
        crash = self._plan(len(self._steps))
        before = len(self._house.heard)
        self._house.freeze_when_stored(crash is Crash.UNREAD)
        self._text = await self._hand_over(line)
        self._house.freeze_when_stored(False)
        heard = self._house.heard[before:]
        self._told = heard[-1] if heard and self._text is not None else None
        told = self._told
        if crash and told:
            await self._crash(crash, told)
        if self._told and self._door.stated is not None:
            for name, stated in self._door.stated.items():
                assert stated == getattr(self._told, name), f"{line.place}: the door states {name} {stated}"
        stored = self._house.rows("SELECT state FROM conversations")
        alone = self._resumed and (bool(self._steps) or not self._door.greets)
        self._steps.append(Step(line.place, self._told, json.loads(stored[0][0]) if stored else {}, alone))

    async def _hand_over(self, line: Line) -> str | None:
        if line.word == "Du":
            return await self._door.say(line.text)
        shown = {b.id: b.label for reply in (self._told.replies if self._told else ()) for b in reply.buttons}
        return await self._door.press(line.text, shown.get(line.text))

    async def _crash(self, crash: Crash, told: Outgoing) -> None:
        if crash is Crash.SENDING:
            if told.lead:
                await self._house.crash_while_sending()
                self._resumed &= self._door.resumes
            return
        self._resumed &= self._door.resumes
        if crash is Crash.NONE:
            await self._house.end()
            await self._house.open()
            return
        if crash is Crash.READ:
            self._house.freeze()
        await self._house.crash()
        if crash is Crash.UNREAD:
            heard = len(self._house.heard)
            self._text = await self._door.again() if self._door.numbers else None
            assert len(self._house.heard) == heard, "what came again was taken for a new message"

    async def _look(self, line: Line) -> None:
        if line.word == "Omstart":
            await self._house.end()
            await self._house.open()
            self._resumed &= self._door.resumes
        elif line.word == "Tumme":
            await self._judge(line)
        elif line.word in {"Mejl", "Inget mejl"}:
            check_mails(line, await self._house.deliver())
            self.checked += 1
        elif self._told and self._resumed:
            self._check(line, self._told)

    def _check(self, line: Line, told: Outgoing) -> None:
        if line.word in {"Guiden", "Hälsning", "Inte"} and self._text is None:
            return
        if line.word == "Hälsning" and not self._door.knows_language and self._language != "sv":
            return
        first = len(self._steps) == 1 and line.word != "Inte"
        text = f"{self._opening}\n{self._text}" if first else self._text or ""
        if self._door.formatted and line.word in {"Guiden", "Hälsning", "Inte"}:
            line, text = Line(line.place, line.word, _words(line.text)), _words(text)
        check(line, told, text)
        self.checked += 1

    async def _judge(self, line: Line) -> None:
        if not self._door.thumbs:
            return
        assert self._told
        await self._door.thumb(line.text)
        kept = self._house.rows("SELECT entry_id, reaction FROM reactions ORDER BY at, rowid")
        assert kept and kept[-1] == (self._told.id, line.text), f"{line.place}: kept is {kept}"
        self.checked += 1

    async def _outcome(self) -> Outcome:
        mails, duplicates = mails_of(await self._house.deliver())
        rows = self._house.rows
        return Outcome(
            self._steps,
            [lead_document(text) for (text,) in rows("SELECT document FROM leads ORDER BY id")],
            mails,
            duplicates,
            rows("SELECT number, state FROM outbox ORDER BY id"),
            rows("SELECT language, text, decision, entry_id FROM questions ORDER BY id"),
        )


def _words(text: str) -> str:
    """The words alone, whatever stands between them."""
    return " ".join(_WORD.findall(text))


async def held(lines: list[Line], door: Door, folder: Path, live: LiveKnowledge, plan: Plan = never) -> Outcome:
    """The whole dialogue at `door`, over an empty folder, with a real SMTP server."""
    async with smtp_server() as server:
        house = House(folder, door, live, server)
        await house.open()
        holding = Holding(house, plan)
        try:
            outcome = await holding.hold(lines)
        finally:
            with suppress(Exception):
                await door.leave()
            await house.end()
    assert holding.checked, f"{lines[0].place}: nothing was checked"
    return outcome
