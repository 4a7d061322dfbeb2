"""Somebody's own bot through python-telegram-bot, with the conversation taken in as README.md shows. Run as a program:
the Bot API's address, the token, and the lines."""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, Defaults, MessageHandler, filters


async def clock(_update: Update, context: Any) -> None:
    """What the bot does itself."""
    await context.bot.get_me()


def main(address: str, token: str, lines: str) -> None:
    """Poll until asked to stop. The bot's default is a parse mode, which must not get at our texts."""
    builder = ApplicationBuilder().token(token).base_url(f"{address}/bot").defaults(Defaults(parse_mode="HTML"))
    application = builder.build()
    application.add_handler(MessageHandler(filters.Text(["Vad är klockan?"]), clock))
    exec(lines, {"application": application})  # noqa: S102 – the README's own lines
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
