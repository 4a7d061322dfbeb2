"""Somebody's own bot through aiogram, with the conversation taken in as README.md shows. Run as a program:
the Bot API's address, the token, and the lines."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def main(address: str, token: str, lines: str) -> None:
    """Poll until asked to stop. The bot's default is a parse mode, which must not get at our texts."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    own = Router()

    @own.message(F.text == "Vad är klockan?")
    async def clock(_message: Message) -> None:
        await bot.get_me()

    dispatcher = Dispatcher()
    dispatcher.include_router(own)
    exec(lines, {"dispatcher": dispatcher})  # noqa: S102 – the README's own lines
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
