"""Our few calls to the Bot API through python-telegram-bot, and its errors in our words."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram import error as raised
from telegram.error import TelegramError

from bot.channels.telegram.heard import UPDATES
from bot.channels.telegram.wire import Closed, Fault, Me, Refused, Slow, Unparsed, Unreachable, WrongToken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from telegram import Bot

    from bot.channels.telegram.wire import Message

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def fault(error: TelegramError) -> Fault:
    """The error as the door knows it."""
    told = error.message
    if isinstance(error, raised.RetryAfter):
        wait: int | float | timedelta = error.retry_after
        return Slow(wait.total_seconds() if isinstance(wait, timedelta) else wait)
    if isinstance(error, raised.Forbidden):
        return Closed(told)
    if isinstance(error, raised.InvalidToken):
        # The library says the same of a call that the server lacks; only the server's own words tell them apart.
        return Refused(told) if told.startswith("Not Found") else WrongToken(told)
    if isinstance(error, raised.BadRequest):
        wrong = told.lower()
        return (
            Unparsed(told)
            if "parse entities" in wrong
            else Closed(told)
            if "chat not found" in wrong
            else Refused(told)
        )
    if isinstance(error, raised.NetworkError):
        return Refused(told) if told.startswith("Request Entity Too Large") else Unreachable(type(error).__name__)
    return Refused(told)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turns the library's errors into faults."""
    try:
        yield
    except TelegramError as error:
        raise fault(error) from error


class PtbWire:
    """Implements `bot.channels.telegram.wire.Wire`, whose docstrings say what each method promises."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def me(self) -> Me:
        """Who the token belongs to."""
        try:
            with in_our_words():
                found = await self._bot.get_me()
        except Refused as refused:
            if isinstance(refused.__cause__, raised.InvalidToken):  # every server has this call
                raise WrongToken(str(refused)) from refused
            raise
        return Me(found.id, found.username or "")

    async def send(self, message: Message) -> None:
        """Send one message."""
        with in_our_words():
            await self._bot.send_message(**arguments(message))

    async def typing(self, chat: int, thread: int | None) -> None:
        """Show that an answer is on its way."""
        with in_our_words():
            await self._bot.send_chat_action(chat, "typing", message_thread_id=thread)

    async def acknowledge(self, press: str) -> None:
        """Tell that the press arrived."""
        with in_our_words():
            await self._bot.answer_callback_query(press)

    async def set_commands(self, commands: Mapping[str, str], language: str | None) -> None:
        """The menu of commands."""
        with in_our_words():
            await self._bot.set_my_commands([BotCommand(*one) for one in commands.items()], language_code=language)

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent."""
        with in_our_words():
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)

    async def delete_webhook(self) -> None:
        """Have updates wait to be fetched."""
        with in_our_words():
            await self._bot.delete_webhook()


def arguments(message: Message) -> dict[str, Any]:
    """A message as the arguments of `send_message`. The parse mode is none, whatever the bot's default is."""
    rows = [
        [InlineKeyboardButton(key.label, url=key.url, callback_data=key.data) for key in row] for row in message.keys
    ]
    return {
        "chat_id": message.chat,
        "text": message.text,
        "parse_mode": None,
        "entities": [MessageEntity(one.style, one.offset, one.length, url=one.url) for one in message.spans] or None,
        "reply_markup": InlineKeyboardMarkup(rows) if rows else None,
        "message_thread_id": message.thread,
        "reply_parameters": None
        if message.reply_to is None
        else ReplyParameters(message.reply_to, allow_sending_without_reply=True),
        "link_preview_options": _NO_PREVIEW,
    }


def call(message: Message) -> dict[str, Any]:
    """A message as a call in the response to a webhook, which the library itself does not make."""
    given = {name: value for name, value in arguments(message).items() if value is not None}
    return {"method": "sendMessage"} | {name: _plain(value) for name, value in given.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.to_dict() if hasattr(value, "to_dict") else value
