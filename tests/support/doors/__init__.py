"""Every door a transcript can be held at."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.doors.base import Door
from tests.support.doors.terminal import Direct, JsonLines, Terminal
from tests.support.doors.web import Forms, Script

DOORS: tuple[Callable[[], Door], ...] = (Terminal, JsonLines, Script, Forms)
REFERENCE: Callable[[], Door] = Direct

__all__ = ["DOORS", "REFERENCE", "Door"]
