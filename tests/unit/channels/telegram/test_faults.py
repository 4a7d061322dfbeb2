"""No error of a library gets past its door: each has a word of ours."""

from __future__ import annotations

from typing import Any

import aiogram.exceptions
import pytest
from aiogram.exceptions import AiogramError
from aiogram.methods import GetMe

from bot.channels.telegram.wire import Closed, Fault, Refused, Slow, Unparsed, Unreachable, WrongToken
from bot.channels.telegram_aiogram.wire import fault

ERRORS = [
    error for error in vars(aiogram.exceptions).values() if isinstance(error, type) and issubclass(error, AiogramError)
]


def made(error: type[AiogramError], told: str = "no") -> AiogramError:
    """One of them, as the library would make it."""
    given: dict[str, Any] = {"method": GetMe(), "message": told, "retry_after": 9, "migrate_to_chat_id": 1}
    for names in (
        ("method", "message", "retry_after"),
        ("method", "message", "migrate_to_chat_id"),
        ("method", "message"),
        ("message",),
        (),
    ):
        try:
            return error(**{name: given[name] for name in names})
        except TypeError:
            continue
    return error(told, ValueError(told), {})  # type: ignore[call-arg]  # ClientDecodeError


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_of_the_library_has_a_word_of_ours(error: type[AiogramError]) -> None:
    assert isinstance(fault(made(error)), Fault)


@pytest.mark.parametrize(
    ("error", "told", "wanted"),
    [
        ("TelegramRetryAfter", "Flood control", Slow), ("TelegramForbiddenError", "bot was blocked", Closed),
        ("TelegramBadRequest", "Bad Request: chat not found", Closed), ("TelegramUnauthorizedError", "x", WrongToken),
        ("TelegramBadRequest", "Bad Request: can't parse entities", Unparsed), ("TelegramServerError", "x", Unreachable),
        ("TelegramBadRequest", "Bad Request: message is too long", Refused), ("TelegramNetworkError", "x", Unreachable),
        ("RestartingTelegram", "restart", Unreachable), ("TelegramConflictError", "x", Refused),
        ("TelegramEntityTooLarge", "x", Refused), ("TelegramNotFound", "x", Refused),
    ],
)  # fmt: skip
def test_the_word_is_the_right_one(error: str, told: str, wanted: type[Fault]) -> None:
    found = fault(made(getattr(aiogram.exceptions, error), told))
    assert type(found) is wanted
    assert not isinstance(found, Slow) or found.seconds == 9
