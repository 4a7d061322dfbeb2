"""A bot of our own through aiogram, over a product that is open."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError, ClientDecodeError
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.types import Update
from aiogram.utils.token import TokenValidationError
from aiohttp import web

from bot.channels.telegram.heard import UPDATES
from bot.channels.telegram.service import PATIENCE, UNKNOWN_BOT, Service, Unread
from bot.channels.telegram_aiogram.mount import router_for
from bot.channels.telegram_aiogram.wire import AiogramWire, fault
from bot.errors import SettingsError, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.channels.telegram.door import Backstage
    from bot.channels.telegram.webhook import Webhook

_log = logging.getLogger("partnerskap.telegram")


class AiogramLibrary(AiogramWire):
    """Implements `bot.channels.telegram.service.Library`, whose docstrings say what each method promises."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        super().__init__(bot)
        self._dispatcher = dispatcher

    async def open(self) -> None:
        """Open the router."""
        await self._dispatcher.emit_startup(bot=self._bot)

    async def updates(self, offset: int | None, wait: int) -> Sequence[Update | Unread]:
        """Fetch. aiogram reads all or nothing: when one update is beyond it, each is read by itself."""
        call = GetUpdates(offset=offset, timeout=wait, allowed_updates=list(UPDATES))
        try:
            return await self._bot(call, request_timeout=round(wait + PATIENCE))
        except ClientDecodeError as error:
            given = error.data.get("result") if isinstance(error.data, dict) else None
            if not isinstance(given, list):
                raise fault(error) from error
            return [self._read(one) for one in given]
        except AiogramError as error:
            raise fault(error) from error

    def _read(self, given: dict[str, Any]) -> Update | Unread:
        try:
            return Update.model_validate(given, context={"bot": self._bot})
        except ValueError as error:
            _log.error("En uppdatering från Telegram gick inte att läsa: %s", where(error))
            return Unread(given["update_id"])

    async def feed(self, update: Update | Unread) -> object:
        """Hand to the router."""
        if isinstance(update, Unread):
            return None
        try:
            return await self._dispatcher.feed_update(self._bot, update)
        except Exception as error:
            _log.error("Ett oväntat fel: %s", where(error))
            return None

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer in the response, as JSON: the library's own handler writes a form in parts, each sent by itself."""
        given = await request.json()
        call: TelegramMethod[Any] | None = await self._dispatcher.feed_webhook_update(
            self._bot, given, in_response=True
        )
        if call is None:
            return web.json_response({})
        said = call.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        return web.json_response({"method": call.__api_method__, **said})

    async def close(self) -> None:
        """Close the router and the lines."""
        await self._dispatcher.emit_shutdown(bot=self._bot)
        await self._bot.session.close()


def service(stage: Backstage, token: str, api_url: str | None, hook: Webhook | None) -> Service:
    """A bot over `stage`, which stays open. Raises `SettingsError` when `token` cannot be one."""
    server = TelegramAPIServer.from_base(api_url) if api_url else PRODUCTION
    try:
        bot = Bot(token, session=AiohttpSession(api=server, timeout=PATIENCE))
    except TokenValidationError as error:
        raise SettingsError([UNKNOWN_BOT]) from error
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router_for(lambda: nullcontext(stage)))
    return Service(AiogramLibrary(bot, dispatcher), hook)
