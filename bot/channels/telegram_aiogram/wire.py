"""Our few calls to the Bot API through aiogram, and its errors in our words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from aiogram import exceptions as raised
from aiogram.exceptions import AiogramError
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)

from bot.channels.telegram.heard import UPDATES
from bot.channels.telegram.wire import Closed, Fault, Me, Refused, Slow, Unparsed, Unreachable, WrongToken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aiogram import Bot

    from bot.channels.telegram.wire import Message

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def fault(error: AiogramError) -> Fault:
    """The error as the door knows it."""
    told = getattr(error, "message", "") or type(error).__name__
    if isinstance(error, raised.TelegramRetryAfter):
        return Slow(error.retry_after)
    if isinstance(error, raised.TelegramForbiddenError):
        return Closed(told)
    if isinstance(error, raised.TelegramUnauthorizedError):
        return WrongToken(told)
    if isinstance(error, raised.TelegramBadRequest):
        return (
            Unparsed(told) if "parse entities" in told else Closed(told) if "chat not found" in told else Refused(told)
        )
    if isinstance(error, raised.TelegramEntityTooLarge):
        return Refused(told)
    if isinstance(error, raised.TelegramNetworkError | raised.TelegramServerError):
        return Unreachable(told)
    return Refused(told)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except AiogramError as error:
        raise fault(error) from error


class AiogramWire:
    """Implements `bot.channels.telegram.wire.Wire`, whose docstrings say what each method promises."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def me(self) -> Me:
        """Who the token belongs to."""
        try:
            with _in_our_words():
                found = await self._bot.me()
        except Refused as refused:
            if isinstance(refused.__cause__, raised.TelegramNotFound):  # a token that cannot be one
                raise WrongToken(str(refused)) from refused
            raise
        return Me(found.id, found.username or "")

    async def send(self, message: Message) -> None:
        """Send one message."""
        with _in_our_words():
            await self._bot(method(message))

    async def typing(self, chat: int, thread: int | None) -> None:
        """Show that an answer is on its way."""
        with _in_our_words():
            await self._bot.send_chat_action(chat, "typing", message_thread_id=thread)

    async def acknowledge(self, press: str) -> None:
        """Tell that the press arrived."""
        with _in_our_words():
            await self._bot.answer_callback_query(press)

    async def set_commands(self, commands: Mapping[str, str], language: str | None) -> None:
        """The menu of commands."""
        listed = [BotCommand(command=name, description=told) for name, told in commands.items()]
        with _in_our_words():
            await self._bot.set_my_commands(listed, language_code=language)

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent."""
        with _in_our_words():
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(UPDATES))

    async def delete_webhook(self) -> None:
        """Have updates wait to be fetched."""
        with _in_our_words():
            await self._bot.delete_webhook()


def method(message: Message) -> SendMessage:
    """A message as a call. The parse mode is none, whatever the bot's default is."""
    rows = [
        [InlineKeyboardButton(text=key.label, callback_data=key.data, url=key.url) for key in row]
        for row in message.keys
    ]
    return SendMessage(
        chat_id=message.chat,
        text=message.text,
        parse_mode=None,
        entities=[
            MessageEntity(type=span.style, offset=span.offset, length=span.length, url=span.url)
            for span in message.spans
        ] or None,
        reply_markup=InlineKeyboardMarkup(inline_keyboard=rows) if rows else None,
        message_thread_id=message.thread,
        reply_parameters=ReplyParameters(message_id=message.reply_to, allow_sending_without_reply=True)
        if message.reply_to is not None
        else None,
        link_preview_options=_NO_PREVIEW,
    )  # fmt: skip
