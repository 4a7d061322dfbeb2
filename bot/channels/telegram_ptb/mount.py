"""Handlers for an application: they open the product with the first update, and close it when the application has."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update
from telegram.ext import BaseHandler

from bot.channels.telegram.buttons import secret
from bot.channels.telegram.door import Backstage, Door
from bot.channels.telegram.heard import heard
from bot.channels.telegram.wire import Me
from bot.channels.telegram_ptb.wire import PtbWire
from bot.errors import PartnerskapError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from telegram.ext import Application

_log = logging.getLogger("partnerskap.telegram")


class Mount:
    """What stands behind the handlers: the product while it is open, and a door per bot."""

    def __init__(self, opening: Callable[[], AbstractAsyncContextManager[Backstage]]) -> None:
        self._opening = opening
        self._stack = AsyncExitStack()
        self._stage: Backstage | None = None
        self._busy = asyncio.Lock()
        self._doors: dict[int, Door] = {}

    async def door(self, application: Application[Any, Any, Any, Any, Any, Any]) -> Door:
        """The door of the application's bot, with the product open behind it. Raises `PartnerskapError` when it cannot
        be opened."""
        async with self._busy:
            if self._stage is None:
                self._stage = await self._stack.enter_async_context(self._opening())
                self._close_after(application)
        bot: Bot = application.bot
        if bot.id not in self._doors:
            self._doors[bot.id] = Door(self._stage, PtbWire(bot), _me(bot), secret(bot.token))
        return self._doors[bot.id]

    def _close_after(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Handlers hear nothing of an application's end, so its hook for that, which may be taken, is made longer."""
        before = application.post_shutdown

        async def after(ended: Application[Any, Any, Any, Any, Any, Any]) -> None:
            await self.close()
            if before:
                await before(ended)

        application.post_shutdown = after

    async def close(self) -> None:
        """Close the product, and forget the doors."""
        self._stage = None
        self._doors.clear()
        await self._stack.aclose()


class Conversation(BaseHandler[Update, Any, None]):
    """Takes the updates that concern us; the others go on to the handlers after it."""

    def __init__(self, mount: Mount) -> None:
        super().__init__(self._take)
        self._mount = mount

    def check_update(self, update: object) -> bool:
        """Whether the update is for us."""
        return isinstance(update, Update) and heard(update, _me(update.get_bot())) is not None

    async def _take(self, update: Update, context: Any) -> None:
        try:
            door = await self._mount.door(context.application)
        except PartnerskapError as error:
            _log.error("Partnerskapsguiden kunde inte starta. %s", error)
            return
        await door.take(update)


def handlers_for(opening: Callable[[], AbstractAsyncContextManager[Backstage]]) -> list[BaseHandler[Any, Any, Any]]:
    """Handlers with the whole conversation."""
    return [Conversation(Mount(opening))]


def _me(bot: Bot) -> Me:
    """Who the bot is; known since it was initialized."""
    return Me(bot.id, bot.username)
