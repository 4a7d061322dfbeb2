"""A router for a bot: opens the product when the bot starts, closes it when the bot stops."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

from bot.channels.telegram.buttons import secret
from bot.channels.telegram.door import Backstage, Door
from bot.channels.telegram_aiogram.wire import AiogramWire, method

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager


class Mount:
    """What stands behind a router: the product while it is open, and a door per bot."""

    def __init__(self, opening: Callable[[], AbstractAsyncContextManager[Backstage]]) -> None:
        self._opening = opening
        self._stack = AsyncExitStack()
        self._stage: Backstage | None = None
        self._doors: dict[int, Door] = {}

    async def open(self) -> None:
        """Open the product."""
        self._stage = await self._stack.enter_async_context(self._opening())

    async def close(self) -> None:
        """Close it, and forget the doors."""
        self._stage = None
        self._doors.clear()
        await self._stack.aclose()

    async def door(self, bot: Bot) -> Door:
        """The door of `bot`."""
        if self._stage is None:
            raise RuntimeError("the product opens at the dispatcher's startup, which has not come")
        if bot.id not in self._doors:
            wire = AiogramWire(bot)
            self._doors[bot.id] = Door(self._stage, wire, await wire.me(), secret(bot.token))
        return self._doors[bot.id]


def router_for(opening: Callable[[], AbstractAsyncContextManager[Backstage]]) -> Router:
    """A router with the whole conversation. Updates that are not for it go on to the routers after it."""
    mount, router = Mount(opening), Router(name="partnerskapsguiden")
    router.startup.register(mount.open)
    router.shutdown.register(mount.close)

    async def concerns(_event: Message | CallbackQuery | ChatMemberUpdated, event_update: Update, bot: Bot) -> bool:
        return (await mount.door(bot)).concerns(event_update)

    async def take(
        _event: Message | CallbackQuery | ChatMemberUpdated, event_update: Update, bot: Bot, in_response: bool = False
    ) -> SendMessage | None:
        """`in_response` comes from who feeds the dispatcher: the last message may go out in a webhook's response."""
        answer = await (await mount.door(bot)).take(event_update, in_response)
        return method(answer) if answer else None

    observers: list[Any] = [router.message, router.edited_message, router.callback_query, router.my_chat_member]
    for observer in observers:
        observer.register(take, concerns)
    return router
