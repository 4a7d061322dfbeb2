"""Gets messages there: waits when told to, tries again when the line fails, gives up formatting before the message."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.channels.telegram.wire import Fault, Refused, Slow, Unparsed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.channels.telegram.wire import Message, Wire

TRIES = 8
"""Times a message is tried over a failing line: about a minute in all."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0
"""Seconds."""
_log = logging.getLogger("partnerskap.telegram")


def backoff(attempt: int, chance: float) -> float:
    """Seconds before try number `attempt` + 1: doubled each time, spread out by `chance` (0–1)."""
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt) * (0.5 + chance / 2))


class Courier:
    """Sends through one wire."""

    def __init__(self, wire: Wire, sleep: Callable[[float], Awaitable[object]], chance: Callable[[], float]) -> None:
        """`sleep` waits seconds, `chance` gives numbers from 0 to 1."""
        self._wire, self._sleep, self._chance = wire, sleep, chance

    async def send(self, message: Message) -> bool:
        """Whether it got there. Raises `Closed` when nothing reaches this chat any more. A line that fails after the
        server has taken the message makes it arrive twice; that is better than never."""
        failed = 0
        while failed < TRIES:
            try:
                await self._wire.send(message)
                return True
            except Slow as fault:
                await self._sleep(fault.seconds)
            except Unparsed as fault:
                if not message.spans:
                    raise Refused(str(fault)) from fault
                _log.error("Telegram kunde inte läsa formateringen. Meddelandet skickas utan den.")
                message = replace(message, spans=())
            except Unreachable:
                await self._sleep(backoff(failed, self._chance()))
                failed += 1
        _log.error("Ett svar nådde inte Telegram trots %d försök.", TRIES)
        return False

    async def quietly(self, call: Awaitable[None]) -> None:
        """Do something that is only a courtesy."""
        try:
            await call
        except Fault as fault:
            _log.info("Telegram sade nej till något mindre viktigt: %s", type(fault).__name__)
