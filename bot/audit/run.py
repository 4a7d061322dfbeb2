"""The audit: fills a folder of its own with canaries, lets time pass, erases as people do, and looks at every byte."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App, application
from bot.audit.canaries import PLACE, Kind, Visitor, word
from bot.audit.scan import scan
from bot.clock import FixedClock, SystemClock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Iterator

    from bot.knowledge import LiveKnowledge
    from bot.settings import Settings

MARGIN = timedelta(seconds=1)
_AT_ONCE = "genast"


async def audit(
    settings: Settings,
    knowledge: LiveKnowledge,
    prepare: Callable[[sqlite3.Connection], None] | None = None,
) -> list[Kind]:
    """Every kind of data with what became of it, in a folder that is removed afterwards. The live one is never opened.

    `settings`: those in force, for the periods; `prepare` is given the database's connection before its first use."""
    with tempfile.TemporaryDirectory(prefix="partnerskap-granskning-") as name:
        folder = Path(name)
        own = settings.model_copy(update={"data_dir": folder / "data", "database_url": None, "smtp_url": None})
        clock = FixedClock(SystemClock().now())
        with _logging_to(folder / "loggar" / "logg.txt"):
            async with application(own, clock, knowledge, prepare) as app:
                round_ = _Round(app, clock, folder)
                await round_.at_once()
                await round_.by_age()
            await round_.closed()
        return round_.kinds


class _Round:
    """One folder's life, from the first word to the last limit."""

    def __init__(self, app: App, clock: FixedClock, folder: Path) -> None:
        self._app, self._clock, self._folder = app, clock, folder
        self.kinds: list[Kind] = []

    async def at_once(self) -> None:
        """What is gone as soon as somebody says so."""
        await self._erased("Avbruten anmälan", self._cancel)
        await self._erased("Raderat samtal med anmälan i utkorgen", self._erase_waiting)
        await self._erased("Raderat samtal med levererad anmälan", self._erase_delivered)
        await self._erased("Anmälan raderad av operatören", self._erase_by_operator)

    async def by_age(self) -> None:
        """What is gone when it has been kept as long as was promised."""
        days = self._app.settings.retention_days
        talk = Visitor(self._app, "samtal")
        asked, liked, named = word("fråga").lower(), word("omdöme").lower(), word("namn")
        await talk.say(f"Hur söker vi? Jag heter {named} Ek.", f"Vad betyder {asked} för bidraget?")
        await self._app.runner.react(talk.user, await talk.read_an_answer(), "up", f"{liked}, mvh {named}")
        half = Visitor(self._app, "påbörjad")
        await half.fill(upto=6)
        lead = Visitor(self._app, "anmälan")
        await lead.register()
        await self._app.worker.run_once()
        conversation = self._kind("Samtal och vem som skrev", f"efter {days['conversation']} dagar", talk.words[:1])
        begun = self._kind("Påbörjad anmälan", f"efter {days['conversation']} dagar", half.words[:5])
        sent = self._kind("Levererad anmälan, mejl och fil", f"efter {days['lead']} dagar", lead.words[1:])
        masked = self._kind("Namn i frågor och omdömen", f"efter {days['conversation']} dagar", (named,))
        question = self._kind("Fråga utan person", f"efter {days['question']} dagar", (asked,))
        judgement = self._kind("Omdöme utan person", f"efter {days['question']} dagar", (liked,))
        place = self._kind("Nätadress", "lagras inte", (PLACE,), kept=False)
        await self._pass(days["conversation"])
        self._look(conversation, begun, masked)
        await self._pass(days["lead"])
        self._look(sent)
        await self._pass(days["question"])
        self._look(question, judgement, place)

    async def closed(self) -> None:
        """Once more when everything is closed: the logs have been seen to their end."""
        for kind in self.kinds:
            kind.left = (kind.left or Counter()) | scan(self._folder, kind.words)

    async def _erased(self, name: str, erase: Callable[[Visitor], Awaitable[Kind]]) -> None:
        kind = await erase(Visitor(self._app, name))
        kind.name = name
        self._look(kind)

    async def _cancel(self, visitor: Visitor) -> Kind:
        await visitor.fill(upto=6)
        kind = self._kind("", _AT_ONCE, visitor.words[1:5])
        await visitor.say("avbryt")
        return kind

    async def _erase_waiting(self, visitor: Visitor) -> Kind:
        await visitor.register()
        kind = self._kind("", _AT_ONCE, visitor.words[1:])
        await visitor.say("radera", "ja")
        return kind

    async def _erase_delivered(self, visitor: Visitor) -> Kind:
        await visitor.register()
        await self._app.worker.run_once()
        kind = self._kind("", _AT_ONCE, visitor.words[1:])
        await visitor.say("radera", "ja")
        return kind

    async def _erase_by_operator(self, visitor: Visitor) -> Kind:
        number = await visitor.register()
        await self._app.worker.run_once()
        kind = self._kind("", _AT_ONCE, visitor.words[1:])
        await self._app.erase_lead(number or "")
        return kind

    def _kind(self, name: str, gone: str, words: tuple[str, ...], kept: bool = True) -> Kind:
        """A kind whose canaries have just been set out: every one of them must be there."""
        seen = all(scan(self._folder, (one,)) for one in words) if kept else bool(scan(self._folder, words))
        kind = Kind(name, gone, words, kept, seen)
        self.kinds.append(kind)
        return kind

    def _look(self, *kinds: Kind) -> None:
        for kind in kinds:
            kind.left = scan(self._folder, kind.words)

    async def _pass(self, days: int) -> None:
        """Let so many days have passed since the beginning of what is told, and forget what is due."""
        self._clock.set(self._clock.now() + timedelta(days=days) + MARGIN)
        await self._app.forget()


@contextmanager
def _logging_to(file: Path) -> Iterator[None]:
    """Everything any library logs, at the lowest level, into `file` as well."""
    file.parent.mkdir(parents=True)
    handler = logging.FileHandler(file, encoding="utf-8", errors="replace")
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(), logging.getLogger("partnerskap")]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    quiet = [found for logger in loggers for found in logger.handlers if found.level == logging.NOTSET]
    for one in quiet:  # the terminal is told no more than usual
        one.setLevel(logging.WARNING)
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[1].propagate = True
    try:
        yield
    finally:
        loggers[0].removeHandler(handler)
        handler.close()
        for logger, level, propagate in before:
            logger.setLevel(level)
            logger.propagate = propagate
        for one in quiet:
            one.setLevel(logging.NOTSET)


def audited(settings: Settings, knowledge: LiveKnowledge) -> tuple[list[Kind], bool]:
    """What the audit finds; and whether it bites: the same with erased rows left as they are must find something."""

    def leave(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA secure_delete=OFF").close()

    async def both() -> tuple[list[Kind], list[Kind]]:
        return await audit(settings, knowledge), await audit(settings, knowledge, leave)

    found, blunted = asyncio.run(both())
    return found, any(kind.left for kind in blunted)
