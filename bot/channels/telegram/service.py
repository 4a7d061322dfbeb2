"""Runs a bot of our own beside the web chat: introduces itself, then fetches updates or has them sent."""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from aiohttp import web

from bot.channels.telegram.courier import backoff
from bot.channels.telegram.menu import offer_menu
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.webhook import attach
from bot.channels.telegram.wire import Fault, Refused, Slow, Wire, WrongToken
from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.channels.telegram.webhook import Webhook

UNKNOWN_BOT = (
    "PARTNERSKAP_TELEGRAM_TOKEN: Telegram känner ingen bot med den. "
    "Kopiera den på nytt från @BotFather, eller ta bort inställningen för att köra utan Telegram."
)
FINISH = 8.0
"""Seconds that updates under way have when the bot stops: less than the web server then waits for its requests."""
PATIENCE = 20.0
"""Seconds a call may take, beside the time an update is waited for."""
_log = logging.getLogger("partnerskap.telegram")


@dataclass(frozen=True, slots=True)
class Unread:
    """In place of an update that a library could not read: it is confirmed like the others."""

    update_id: int


class Library(Wire, Protocol):
    """An adapter, as far as a bot of our own needs it."""

    async def open(self) -> None:
        """Get ready for updates; called once, when the server has told who we are."""
        ...

    async def updates(self, offset: int | None, wait: int) -> Sequence[Any]:
        """Updates from number `offset`, waiting up to `wait` seconds for the first. One that the library cannot read
        is told in the log and left out. Raises `Fault`."""
        ...

    async def feed(self, update: Any) -> object:
        """Answer one update through the library's own machinery. Never raises."""
        ...

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer the update in `request`, with the last message in the response."""
        ...

    async def close(self) -> None:
        """Let go of the lines."""
        ...


class Service:
    """One bot, from start to stop."""

    def __init__(self, library: Library, hook: Webhook | None) -> None:
        """`hook` None: updates are fetched."""
        self._library, self._hook = library, hook
        self._opened = False
        self._ready = asyncio.Event()
        self._closing = False
        self._answering: set[asyncio.Task[object]] = set()
        """Requests that bring an update and are not answered yet."""

    def attach(self, app: web.Application) -> None:
        """Add the webhook's address, before `app` is served."""
        if self._hook:
            attach(app, self._hook, self._respond)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The bot, at work. Raises `SettingsError` when the token is wrong. A line that is down does not keep the rest
        of the service from starting: the bot comes when it is up."""
        try:
            try:
                await self._introduce()
            except WrongToken as fault:
                raise SettingsError([UNKNOWN_BOT]) from fault
            except Fault as fault:
                _log.warning("Telegram går inte att nå än (%s). Försöken fortsätter.", fault)
            task = asyncio.create_task(self._run(), name="telegram")
            try:
                yield
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
                await self._finish()
        finally:
            await self._library.close()

    async def _introduce(self) -> None:
        await self._library.me()
        if not self._opened:
            await self._library.open()
            self._opened = True
        await offer_menu(self._library)
        if self._hook:
            await self._library.set_webhook(self._hook.url, self._hook.secret)
        else:
            await self._library.delete_webhook()
        self._ready.set()

    async def _run(self) -> None:
        failed = 0
        while not self._ready.is_set():
            failed += 1
            await asyncio.sleep(backoff(min(failed, 10), random.SystemRandom().random()))
            try:
                await self._introduce()
            except WrongToken:
                _log.error(UNKNOWN_BOT)
            except Slow as fault:
                await asyncio.sleep(fault.seconds)
            except Refused as fault:
                _log.error("Telegram godtar inte inställningarna: %s", fault)
            except Fault:
                continue
        if self._hook is None:
            await Poller(self._library.updates, self._library.feed).run()

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        """Answer what the server sends. A bot that is closing takes nothing: the server keeps it and sends it again."""
        task = cast("asyncio.Task[object]", asyncio.current_task())
        self._answering.add(task)
        try:
            await self._ready.wait()
            if self._closing:
                raise web.HTTPServiceUnavailable
            return await self._library.respond(request)
        finally:
            self._answering.discard(task)

    async def _finish(self) -> None:
        """Take no more updates, and let those under way be answered while the lines are still open."""
        self._closing = True
        self._ready.set()
        if self._answering:
            await asyncio.wait(self._answering, timeout=FINISH)
