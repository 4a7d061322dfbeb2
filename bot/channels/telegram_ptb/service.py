"""A bot of our own through python-telegram-bot, over a product that is open."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from aiohttp import web
from telegram import Bot, Update
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.channels.telegram.buttons import secret
from bot.channels.telegram.door import Door
from bot.channels.telegram.heard import UPDATES
from bot.channels.telegram.service import PATIENCE, UNKNOWN_BOT, Service, Unread
from bot.channels.telegram_ptb.wire import PtbWire, call, in_our_words
from bot.errors import SettingsError, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.channels.telegram.door import Backstage
    from bot.channels.telegram.webhook import Webhook

TELEGRAM = "https://api.telegram.org"
LINES = 64
"""Calls under way at once; more wait their turn."""
_log = logging.getLogger("partnerskap.telegram")


class RawBot(Bot):
    """The library's own way to fetch reads all updates or none, and quotes what it cannot read, with what people wrote,
    in its log."""

    async def raw_updates(self, offset: int | None, wait: int) -> list[dict[str, Any]]:
        """Updates as the server sent them."""
        asked = {"timeout": wait, "allowed_updates": UPDATES} | ({} if offset is None else {"offset": offset})
        given: Any = await self._post("getUpdates", asked, read_timeout=wait + PATIENCE)
        return list(given)


class PtbLibrary(PtbWire):
    """Implements `bot.channels.telegram.service.Library`, whose docstrings say what each method promises."""

    def __init__(self, token: str, api_url: str | None, stage: Backstage) -> None:
        self._lines = [HTTPXRequest(LINES, PATIENCE, PATIENCE, PATIENCE, pool_timeout=PATIENCE) for _ in range(2)]
        server = f"{(api_url or TELEGRAM).rstrip('/')}/bot"
        self._raw = RawBot(token, server, request=self._lines[0], get_updates_request=self._lines[1])
        super().__init__(self._raw)
        self._stage = stage
        self._door: Door | None = None

    async def open(self) -> None:
        """Make the door."""
        self._door = Door(self._stage, self, await self.me(), secret(self._raw.token))

    async def updates(self, offset: int | None, wait: int) -> Sequence[Update | Unread]:
        """Fetch, and read each by itself."""
        with in_our_words():
            given = await self._raw.raw_updates(offset, wait)
        return [self._read(one) for one in given]

    def _read(self, given: dict[str, Any]) -> Update | Unread:
        try:
            return Update.de_json(given, self._bot)
        except Exception as error:  # whatever an update may hold that the library did not expect
            _log.error("En uppdatering från Telegram gick inte att läsa: %s", where(error))
            return Unread(int(given["update_id"]))

    async def feed(self, update: Update | Unread) -> object:
        """Hand to the door."""
        if self._door is None or isinstance(update, Unread):
            return None
        return await self._door.take(update)

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer in the response."""
        update = self._read(await request.json())
        if self._door is None or isinstance(update, Unread):
            return web.json_response({})
        answer = await self._door.take(update, in_response=True)
        return web.json_response(call(answer) if answer else {})

    async def close(self) -> None:
        """Let go of the lines."""
        for line in self._lines:
            await line.shutdown()


def service(stage: Backstage, token: str, api_url: str | None, hook: Webhook | None) -> Service:
    """A bot over `stage`, which stays open. Raises `SettingsError` when `token` cannot be one."""
    try:
        return Service(PtbLibrary(token, api_url, stage), hook)
    except InvalidToken as error:
        raise SettingsError([UNKNOWN_BOT]) from error
