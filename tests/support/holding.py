"""Holds a transcript at a door, and lets the process behind it crash where the plan says so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from bot.clock import SystemClock
from bot.conversation.guide import Policy
from bot.conversation.messages import Outgoing
from bot.fitted import FittedMatchers
from bot.knowledge import LiveKnowledge, shipped
from tests.support.conversation import clock
from tests.support.doors import REFERENCE
from tests.support.doors.base import Door, ProcessDoor, Service
from tests.support.doors.house import House
from tests.support.doors.processes import Processes
from tests.support.outcomes import Outcome, Step, lead_document, mails_of
from tests.support.smtp import smtp_server
from tests.support.transcripts import SAID, Line, check, check_mails

_WORD = re.compile(r"[^\W_]+|…")


class Crash(Enum):
    """When the process ends, as seen from one message."""

    CUT = "on its way, or stored, or answered"
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

    def __init__(self, service: Service, plan: Plan, checks: bool) -> None:
        self._service, self._door, self._plan = service, service.door, plan
        self._checks = checks
        self._language = "sv"
        self._told: Outgoing | None = None
        self._text: str | None = ""
        """What was read; None when nothing could be."""
        self._opening = ""
        self._resumed = True
        """So far nothing has been said but what stands in the transcript."""
        self._labels: dict[str, str] = {}
        """Every button so far, with what it says."""
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
                self._told = self._service.told()  # the greeting
            if line.word in SAID:
                await self._say(line)
            else:
                await self._look(line)
        return await self._outcome()

    async def _say(self, line: Line) -> None:
        crash = self._plan(len(self._steps))
        if crash in {Crash.CUT, Crash.UNREAD}:
            taken = await self._service.cut_off(self._hand_over(line), stored=crash is Crash.UNREAD)
            self._text = await self._service.repeat(self._door.again()) if taken and self._door.numbers else None
        else:
            self._text = await self._service.attend(self._hand_over(line))
            taken = self._text is not None
        self._told = self._service.told() if taken else None
        self._labels |= _buttons(self._told)
        if self._told:
            self._compare_with_stated(line.place, self._told)
            await self._crash(crash, self._told)
        stored = self._service.rows("SELECT state FROM conversations")
        alone = self._resumed and (bool(self._steps) or not self._door.greets)
        self._steps.append(Step(line.place, self._told, json.loads(stored[0][0]) if stored else {}, alone))

    async def _hand_over(self, line: Line) -> str | None:
        if line.word == "Du":
            return await self._door.say(line.text)
        shown = _buttons(self._told)
        return await self._door.press(line.text, (self._labels | shown).get(line.text), line.text not in shown)

    def _compare_with_stated(self, place: str, told: Outgoing) -> None:
        for name, stated in (self._door.stated or {}).items():
            assert stated == getattr(told, name), f"{place}: the door states {name} {stated}"

    async def _crash(self, crash: Crash | None, told: Outgoing) -> None:
        if crash is None or (crash is Crash.SENDING and not told.lead):
            return
        if crash is Crash.SENDING:
            await self._service.crash_while_sending()
        elif crash is Crash.READ:
            await self._service.crash()
        elif crash is Crash.NONE:
            await self._restart()
        self._resumed &= self._door.resumes

    async def _restart(self) -> None:
        await self._service.end()
        await self._service.open()
        self._resumed &= self._door.resumes

    async def _look(self, line: Line) -> None:
        if line.word == "Omstart":
            await self._restart()
        elif line.word == "Tumme":
            await self._judge(line)
        elif not self._checks:
            return
        elif line.word in {"Mejl", "Inget mejl"}:
            check_mails(line, await self._service.deliver())
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
        kept = self._service.rows("SELECT entry_id, reaction FROM reactions ORDER BY at, rowid")
        assert kept and kept[-1] == (self._told.id, line.text), f"{line.place}: kept is {kept}"
        self.checked += 1

    async def _outcome(self) -> Outcome:
        mails, duplicates = mails_of(await self._service.deliver())
        rows = self._service.rows
        return Outcome(
            self._steps,
            [lead_document(text) for (text,) in rows("SELECT document FROM leads ORDER BY id")],
            mails,
            duplicates,
            rows("SELECT number, state FROM outbox ORDER BY id"),
            rows("SELECT language, text, decision, entry_id FROM questions ORDER BY id"),
        )


def _buttons(told: Outgoing | None) -> dict[str, str]:
    """What can be pressed below the replies, with what it says."""
    return {button.id: button.label for reply in (told.replies if told else ()) for button in reply.buttons}


def _words(text: str) -> str:
    """The words alone, whatever stands between them."""
    return " ".join(_WORD.findall(text))


async def held(service: Service, lines: list[Line], plan: Plan = never, checks: bool = True) -> Outcome:
    """The whole dialogue, over an empty folder. `checks`: hold every line against what is said, on the transcripts'
    own day."""
    await service.open()
    holding = Holding(service, plan, checks)
    try:
        outcome = await holding.hold(lines)
    finally:
        await service.end()
        await service.door.leave()
    assert holding.checked or not checks, f"{lines[0].place}: nothing was checked"
    return outcome


async def held_here(lines: list[Line], door: Door, folder: Path, live: LiveKnowledge, plan: Plan = never) -> Outcome:
    """The whole dialogue at `door`, in this process, with a real SMTP server."""
    async with smtp_server() as server:
        return await held(House(folder, door, live, server, clock()), lines, plan)


async def held_in_processes(
    lines: list[Line], door: ProcessDoor, folder: Path, plan: Plan
) -> tuple[Outcome, Outcome, int]:
    """The dialogue with the conversation itself; then at `door`, before processes of their own; and how many of these
    were killed. What is said is not checked: all of it is said today."""
    at = SystemClock()
    live = LiveKnowledge(shipped(), at, Policy(), FittedMatchers(folder / "cache"))  # spares the processes the fit
    async with smtp_server() as server:
        usual = await held(House(folder / "usual", REFERENCE(), live, server, at), lines, checks=False)
    async with smtp_server() as server:
        service = Processes(folder, door, server)
        return usual, await held(service, lines, plan, checks=False), service.kills
