"""The knowledge base in service: loaded at start, changes taken in while running, the last good version kept.

A save is live in two steps. First, within a second: the new answers, and the new phrasings word for word, with the
matcher of the version before for everything else. Then, when it has been fitted: the new matcher. Where nothing the
matcher is made from has changed there is no second step.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.apart import here
from bot.conversation.guide import Answers, Guide, Policy
from bot.errors import KnowledgeError
from bot.look import changes, look, settled
from intents import Countries, Gazetteer, Goals, load_knowledge

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.apart import Workshop
    from bot.clock import Clock
    from bot.conversation.guide import Fitting
    from bot.look import Stamp
    from intents import KnowledgeBase

ROUNDS = 5
"""Times the files are read anew when they change while being read."""
PATIENCE = 30
"""Looks left out after a reading that failed for reasons of ours, before the next try."""
_log = logging.getLogger("partnerskap.knowledge")


def shipped() -> Path:
    """The knowledge base that comes with the package: beside it, in a checkout and once installed. Never one that
    happens to lie in the working directory."""
    place = Path(__file__).resolve().parents[1] / "faq"
    if not (place / "themes.toml").is_file():
        raise KnowledgeError(["Mappen faq hittas inte: installera om, eller ange PARTNERSKAP_FAQ_DIR."])
    return place


def folder(given: Path | None) -> Path:
    """The knowledge base to use: `given`, as set by the operator, or the one that comes with the package. Raises
    `KnowledgeError` when there is none."""
    if given is not None and not given.is_dir():
        raise KnowledgeError(
            [f"PARTNERSKAP_FAQ_DIR: mappen {given} finns inte. Rätta inställningen eller ta bort den."]
        )
    return given or shipped()


@dataclass(frozen=True, slots=True)
class Standing:
    """Which version serves, and why a newer one does not."""

    version: str
    day: date
    """The day the answers are given for."""
    since: datetime
    """When this version, for this day, came into service."""
    fitting: bool
    """Whether the matcher of the version before still stands in."""
    findings: tuple[str, ...]
    """Why the files as they are now are not in service; empty when they are."""


class LiveKnowledge:
    """The guide conversations use, kept up to date with the files."""

    def __init__(
        self, root: Path, clock: Clock, policy: Policy, fitting: Fitting | None = None, workshop: Workshop = here
    ) -> None:
        """Load `root`. Raises `KnowledgeError` with every finding when it cannot be used.

        `fitting`: makes a language's matcher; without it, it is fitted anew. `workshop`: where later versions are read
        and fitted; unless told otherwise, in the thread that asks for it."""
        self._root, self._clock, self._workshop = root, clock, workshop
        self._stamp = look(root)
        self._rest = 0
        self.findings: list[str] = []
        """Why the files as they are now are not in service; empty when they are."""
        self.since = clock.now()
        """When what is in service came into it."""
        registers = root / "registers"
        if not registers.is_dir():
            registers = shipped() / "registers"
        loaded = load_knowledge(root)
        if loaded.knowledge is None:
            raise KnowledgeError([str(finding) for finding in loaded.errors])
        answers = Answers(loaded.knowledge, clock.now().date(), fitting, policy.words())
        self.guide = Guide(
            answers, Gazetteer.load(registers), Countries.load(registers), Goals.load(registers), policy
        )  # fmt: skip

    @property
    def standing(self) -> Standing:
        """Which version serves now, and why a newer one does not."""
        answers = self.guide.answers
        return Standing(
            answers.knowledge.version, answers.day, self.since, answers.stood_in_for, tuple(self.findings)
        )  # fmt: skip

    def refresh(self) -> bool:
        """Take in what has changed since last time, except what must be fitted: see `fit`. A version with errors is
        told about and left aside.

        True when another version, or another day, is now in service."""
        answers, today = self.guide.answers, self._clock.now().date()
        newer = self._newer()
        if newer is None and today == answers.day:
            return False
        knowledge = newer or answers.knowledge
        if knowledge.version == answers.knowledge.version and today == answers.day:
            return False
        self.guide, self.since = replace(self.guide, answers=answers.followed_by(knowledge, today)), self._clock.now()
        _log.info("Kunskapsbas %s är i bruk, för %s.", knowledge.version, today)
        return True

    def fit(self) -> None:
        """Fit what the version in service still waits for; begins anew when a newer one comes meanwhile."""
        while waiting := (answers := self.guide.answers).waiting:
            language, *_ = waiting
            given = answers.knowledge, answers.written[language], language
            answers.put(language, self._workshop(answers.fitting, *given, patient=True))
            if not answers.waiting:
                _log.info("Frågor matchas nu mot kunskapsbas %s.", answers.knowledge.version)

    def _newer(self) -> KnowledgeBase | None:
        """What the files say, when they have changed and have stood still and are faultless."""
        seen = look(self._root)
        self._rest = max(0, self._rest - 1)
        if seen == self._stamp or self._rest:
            return None
        for _ in range(ROUNDS):
            stamp = settled(self._root, seen)
            if stamp is None:
                return None
            try:
                loaded = self._workshop(load_knowledge, self._root)
            except Exception as error:  # whatever it is, the answers there are go on being given
                self._rest, self.findings = (
                    PATIENCE,
                    [f"Filerna kunde inte läsas in just nu; nytt försök görs. {error}"],
                )
                _log.error("Kunskapsbasen kunde inte läsas in: %r", error)
                return None
            seen = look(self._root)
            if seen == stamp:
                self._take_note(stamp, [str(finding) for finding in loaded.errors])
                return loaded.knowledge
        return None

    def _take_note(self, stamp: Stamp, errors: list[str]) -> None:
        if errors:
            version = self.guide.answers.knowledge.version
            _log.error("Kunskapsbasen har fel; den förra versionen används (%s).\n%s", version, "\n".join(errors))
        elif self.findings:
            _log.info("Kunskapsbasen är utan fel igen.")
        self._stamp, self.findings = stamp, errors

    async def watch(self, stop: asyncio.Event) -> None:
        """Keep up with the files and the days while `stop` is not set, off the answering path."""
        new = asyncio.Event()
        fitting = asyncio.create_task(self._fitting(new))
        try:
            async with aclosing(changes(self._root, stop)) as looks:
                async for _ in looks:
                    if await asyncio.to_thread(self._refreshed):
                        new.set()
        finally:
            fitting.cancel()

    def _refreshed(self) -> bool:
        try:
            return self.refresh()
        except Exception as error:  # whatever it is, the answers there are go on being given
            _log.exception("Kunskapsbasen kunde inte ses över; den som gäller används.")
            self.findings = [f"Filerna kunde inte ses över. {error!r}"]
            return False

    async def _fitting(self, new: asyncio.Event) -> None:
        """Fit after each change, while further ones are taken in."""
        while True:
            await new.wait()
            new.clear()
            try:
                await asyncio.to_thread(self.fit)
            except Exception as error:
                _log.error("Matchningen kunde inte göras om; den förra används. %r", error)
