"""No error of python-telegram-bot gets past its door: each has a word of ours."""

from __future__ import annotations

import pytest
from telegram import error as raised
from telegram.error import TelegramError

from bot.channels.telegram.wire import Closed, Fault, Message, Refused, Slow, Span, Unparsed, Unreachable, WrongToken
from bot.channels.telegram_ptb.wire import call, fault


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (raised.RetryAfter(9), Slow), (raised.Forbidden("bot was blocked by the user"), Closed),
        (raised.InvalidToken("Unauthorized"), WrongToken), (raised.InvalidToken("Not Found"), Refused),
        (raised.BadRequest("Chat not found"), Closed), (raised.BadRequest("Can't parse entities: x"), Unparsed),
        (raised.BadRequest("Message is too long"), Refused), (raised.TimedOut(), Unreachable),
        (raised.NetworkError("Bad Gateway"), Unreachable), (raised.NetworkError("Request Entity Too Large"), Refused),
        (raised.Conflict("other getUpdates"), Refused), (raised.ChatMigrated(5), Refused),
        (raised.EndPointNotFound("x"), Refused), (raised.PassportDecryptionError("x"), Refused),
        (TelegramError("x"), Refused),
    ],
    ids=lambda value: getattr(value, "__name__", None) or type(value).__name__,
)  # fmt: skip
def test_every_error_has_the_right_word(error: TelegramError, wanted: type[Fault]) -> None:
    found = fault(error)
    assert type(found) is wanted
    assert not isinstance(found, Slow) or found.seconds == 9


def test_every_error_of_the_library_is_tried() -> None:
    known = {error for error in vars(raised).values() if isinstance(error, type) and issubclass(error, TelegramError)}
    marks = test_every_error_has_the_right_word.pytestmark  # type: ignore[attr-defined]  # pytest puts it there
    tried = {type(error) for error, _ in marks[0].args[1]}
    assert known - tried == set()


def test_a_call_in_a_response_holds_what_is_there_and_no_more() -> None:
    assert call(Message(7, "Hej")) == {
        "method": "sendMessage", "chat_id": 7, "text": "Hej", "link_preview_options": {"is_disabled": True},
    }  # fmt: skip
    bold = call(Message(7, "Hej", (Span("bold", 0, 3),)))["entities"]
    assert bold == [{"type": "bold", "offset": 0, "length": 3}]
