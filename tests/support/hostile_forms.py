"""Whole registrations in which somebody tries one hostile text at every question, through any door."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import App, application
from bot.clock import SystemClock
from bot.conversation.messages import Incoming, Outgoing
from bot.knowledge import LiveKnowledge
from tests.support.conversation import SENSIBLE, settings_for
from tests.support.doors.base import Door
from tests.support.doors.web import Forms

ROOM = {"web": 4_000, "telegram": 4_096}
"""Characters that the visitor's own program lets through at most; elsewhere there is no limit."""
PATIENCE = 90
"""Messages until a registration that does not end is a fault."""

ERASING = {"ta bort allt"}
"""Asks whether everything is to be erased; it is not, or there would be nothing to look at."""


class Visitor:
    """Somebody at a door who wants to register, and first answers every question with something hostile."""

    def __init__(self, door: Door, app: App, look: Callable[[Door], None]) -> None:
        self._door, self._look = door, look
        self._told: Outgoing | None = None
        self._channel = ""
        app.runner.watchers.append(self._hear)

    def _hear(self, incoming: Incoming, outgoing: Outgoing) -> None:
        self._channel, self._told = incoming.channel, outgoing

    async def register(self, hostile: str) -> str:
        """From the first word to the number that is given."""
        tried: set[str] = set()
        await self._say("avbryt")
        for _ in range(PATIENCE):
            expects = self._told.expects if self._told else None
            if self._told and self._told.lead:
                return self._told.lead
            if expects and expects not in tried:
                tried.add(expects)
                await self._say(self._fitting(hostile))
                if hostile in ERASING:
                    await self._say("nej")
            else:
                await self._say(SENSIBLE.get(expects or "", "anmäl intresse"))
        raise AssertionError(f"{self._door.name}: {hostile[:80]!r} never ends, at {self._told}")

    def _fitting(self, text: str) -> str:
        """The text as the visitor's own program can send it: half a character is none, and there is an end to it."""
        whole = text if self._channel == "console" else text.encode("utf-8", "replace").decode()
        return whole[: ROOM.get(self._channel, len(whole))]

    async def _say(self, text: str) -> None:
        await self._door.say(text)
        self._look(self._door)


@asynccontextmanager
async def at_the_door(
    door: Door, folder: Path, live: LiveKnowledge, look: Callable[[Door], None]
) -> AsyncIterator[tuple[App, Visitor]]:
    """The product over `folder`, with somebody at the door; mails become files. `look` sees the door after each
    message."""
    chosen = settings_for(folder / "data", lead_limits="user=1000,address=1000,organisation=1000,all=1000")
    async with application(chosen, SystemClock(), live) as app, door.serving(app):
        visitor = Visitor(door, app, look)
        await door.arrive("sv")
        try:
            yield app, visitor
        finally:
            await door.leave()


async def filled_in(
    door: Door, folder: Path, live: LiveKnowledge, texts: list[str], look: Callable[[Door], None]
) -> dict[str, str]:
    """One registration for each of `texts`, delivered as files below `folder`; the text by the number it got."""
    async with at_the_door(door, folder, live, look) as (app, visitor):
        numbers = {}
        for text in texts:
            if isinstance(door, Forms):  # somebody else: a page that shows hundreds of messages takes its time
                await door.leave()
                await door.arrive("sv")
            numbers[await visitor.register(text)] = text
        await app.worker.run_once()
    return numbers
