"""Every door a transcript can be held at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.support.doors.base import Door
from tests.support.doors.telegram import Telegram
from tests.support.doors.terminal import Direct, JsonLines, Terminal
from tests.support.doors.web import Forms, Script
from tests.support.telegram_bots import LIBRARIES

DOORS: dict[str, Callable[[], Door]] = {
    "terminal": Terminal,
    "json": JsonLines,
    "script": Script,
    "forms": Forms,
    **{library: partial(Telegram, library) for library in LIBRARIES},
}
REFERENCE: Callable[[], Door] = Direct

__all__ = ["DOORS", "REFERENCE", "Door", "Forms", "JsonLines"]
