"""The knowledge base in service: loaded at start, looked at again while running, the last good version kept."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.guide import Answers, Guide, Policy
from bot.errors import KnowledgeError
from intents import Countries, Gazetteer, Goals, load_knowledge

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.conversation.guide import Fitting

LOOK_EVERY = 1.0
"""Seconds between two looks at the files."""
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


class LiveKnowledge:
    """The guide conversations use, kept up to date with the files."""

    def __init__(self, root: Path, clock: Clock, policy: Policy, fitting: Fitting | None = None) -> None:
        """Load `root`. Raises `KnowledgeError` with every finding when it cannot be used.

        `fitting`: makes a language's matcher; without it, it is fitted anew."""
        self._fit = fitting
        self._root, self._clock, self._policy = root, clock, policy
        self._stamp = self._look()
        self.findings: list[str] = []
        """Why the files as they are now are not in service; empty when they are."""
        registers = root / "registers"
        if not registers.is_dir():
            registers = shipped() / "registers"
        self._registers = (Gazetteer.load(registers), Countries.load(registers), Goals.load(registers))
        self.guide = self._build()

    def _build(self) -> Guide:
        loaded = load_knowledge(self._root)
        if loaded.knowledge is None:
            raise KnowledgeError([str(finding) for finding in loaded.errors])
        answers = Answers(loaded.knowledge, self._clock.now().date(), self._fit, self._policy.words())
        return Guide(answers, *self._registers, self._policy)

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        """Name, size and time of every file, to tell whether anything changed."""
        found = []
        for path in sorted(self._root.rglob("*")):
            try:
                status = path.stat()
            except OSError:
                continue
            if path.is_file():
                found.append((path.as_posix(), status.st_size, status.st_mtime_ns))
        return tuple(found)

    def refresh(self) -> bool:
        """Take in what has changed since last time. A version with errors is told about and left aside.

        True when another version, or another day, is now in service."""
        stamp = self._look()
        today = self._clock.now().date()
        if stamp == self._stamp and today == self.guide.answers.day:
            return False
        self._stamp = stamp
        try:
            guide = self._build()
        except KnowledgeError as error:
            self.findings = error.findings
            _log.error("Kunskapsbasen har fel; den förra versionen används.\n%s", error)
            return False
        guide.answers.warm()
        self.guide, self.findings = guide, []
        _log.info("Kunskapsbas %s är i bruk.", guide.answers.knowledge.version)
        return True

    async def watch(self, stop: asyncio.Event) -> None:
        """Refresh while `stop` is not set, off the answering path."""
        while not stop.is_set():
            await asyncio.to_thread(self.refresh)
            try:
                await asyncio.wait_for(stop.wait(), LOOK_EVERY)
            except TimeoutError:
                continue
