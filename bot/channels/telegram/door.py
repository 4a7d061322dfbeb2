"""One bot's door: takes updates, gives the replies. The same whichever library carries it, polled or by webhook."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import OrderedDict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.channels.telegram.buttons import Stamps
from bot.channels.telegram.courier import Courier
from bot.channels.telegram.heard import Heard, heard
from bot.channels.telegram.meaning import language, meaning, needs_last
from bot.channels.telegram.render import messages, sentence
from bot.channels.telegram.wire import Closed, Fault
from bot.conversation.messages import Incoming
from bot.conversation.runner import load_outgoing
from bot.errors import StorageError, where

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from bot.channels.telegram.meaning import Last
    from bot.channels.telegram.wire import Me, Message, Wire
    from bot.conversation.ports import Store
    from bot.conversation.runner import Runner

TYPING_AFTER = 0.4
"""Seconds of work after which the person sees that an answer is on its way. Most answers take a few thousandths."""
REMEMBERED = 4_096
"""Updates whose answers are known to have arrived."""
_log = logging.getLogger("partnerskap.telegram")


class Backstage(Protocol):
    """What stands behind the door."""

    @property
    def runner(self) -> Runner:
        """Holds the conversations."""
        ...

    @property
    def store(self) -> Store:
        """Knows what was replied before."""
        ...


@dataclass(slots=True)
class _Turn:
    """A chat's place in the line."""

    lock: asyncio.Lock
    waiting: int = 0


class Door:
    """Takes the updates of one bot: in order within a chat, side by side among chats."""

    def __init__(self, stage: Backstage, wire: Wire, me: Me, key: bytes, typing_after: float = TYPING_AFTER) -> None:
        """`key`: what stamps on buttons are made with."""
        self._stage, self._wire, self._me = stage, wire, me
        self._stamps = Stamps(key)
        self._courier = Courier(wire, asyncio.sleep, random.SystemRandom().random)
        self._typing_after = typing_after
        self._turns: dict[int, _Turn] = {}
        self._arrived: OrderedDict[int, int] = OrderedDict()
        """Update → how many of the messages that answer it have arrived."""

    def concerns(self, update: Any) -> bool:
        """Whether `update` is for us; in a group most is not."""
        return heard(update, self._me) is not None

    async def take(self, update: Any, in_response: bool = False) -> Message | None:
        """Answer one update, of either library. Never raises for what an update can hold or a network can do.

        `in_response`: the last message is not sent but given back, to go out in the response to the server's own
        request. The same update coming again then means that it did not arrive, and it is given once more; messages
        known to have arrived never are."""
        told = None
        try:
            told = heard(update, self._me)
            if told is None:
                return None
            async with self._in_line(told.chat):
                return await self._take(told, in_response)
        except Closed:
            if told is not None:
                await self._close(told.user)
        except Fault as fault:
            _log.error("Telegram tog inte emot ett svar: %s", fault)
        except Exception as error:
            _log.error("Ett oväntat fel: %s", where(error))
        return None

    @asynccontextmanager
    async def _in_line(self, chat: int) -> AsyncIterator[None]:
        turn = self._turns.setdefault(chat, _Turn(asyncio.Lock()))
        turn.waiting += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                del self._turns[chat]

    async def _take(self, told: Heard, in_response: bool) -> Message | None:
        if told.kind == "left":
            await self._close(told.user)
            return None
        courtesies: list[asyncio.Task[None]] = []

        def politely(call: Awaitable[None]) -> None:
            courtesies.append(asyncio.ensure_future(self._courier.quietly(call)))

        if told.press is not None:
            politely(self._wire.acknowledge(told.press))
        typing = asyncio.get_running_loop().call_later(
            self._typing_after, lambda: politely(self._wire.typing(told.chat, told.thread))
        )
        try:
            answer = await self._answer(told)
        finally:
            typing.cancel()
        given = await self._deliver(told.update_id, answer, in_response)
        await asyncio.gather(*courtesies, return_exceptions=True)
        return given

    async def _answer(self, told: Heard) -> list[Message]:
        """All that is said to `told`. Its effects are committed."""
        last = await self._last(told) if needs_last(told) else None
        meant = meaning(told, last, self._stamps)
        if isinstance(meant, str):
            return [sentence(told, language(told, last), meant)]
        outgoing = await self._stage.runner.handle(meant)
        said = messages(outgoing, told, self._me, self._stamps)
        return [sentence(told, outgoing.language, "telegram.picture"), *said] if told.picture else said

    async def _last(self, told: Heard) -> Last:
        try:
            exchanges = await self._stage.store.history(told.user, 2)
        except StorageError:
            return None
        # The update itself stands last when it comes again; what it was an answer to stands before it.
        before = [one for one in exchanges if one.update_id != str(told.update_id)]
        return (before[-1].update_id, load_outgoing(before[-1].replies)) if before else None

    async def _deliver(self, update_id: int, answer: list[Message], in_response: bool) -> Message | None:
        arrived = self._arrived.get(update_id, 0)
        last = answer[-1] if in_response and arrived < len(answer) else None
        for message in answer[arrived : len(answer) - (last is not None)]:
            await self._courier.send(message)
            arrived += 1
            self._remember(update_id, arrived)
        return last

    def _remember(self, update_id: int, arrived: int) -> None:
        self._arrived[update_id] = arrived
        self._arrived.move_to_end(update_id)
        if len(self._arrived) > REMEMBERED:
            self._arrived.popitem(last=False)

    async def _close(self, user: str) -> None:
        """Nobody reads here any more: what was filled in goes, and so does what was said. Leads sent stay sent."""
        await self._stage.runner.handle(Incoming(user, press="restart", channel="telegram"))
        try:
            await self._stage.store.transact(lambda turn: turn.forget_said(user, form_only=False))
        except StorageError as error:
            _log.error("Ett avslutat samtal kunde inte tas bort. %s", error)
