"""The commands, as Telegram shows them in its menu."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.channels.telegram.wire import Fault, WrongToken
from bot.locale import say

if TYPE_CHECKING:
    from bot.channels.telegram.wire import Wire

COMMANDS = {
    "sv": {
        "amnen": "telegram.command_topics", "anmal": "telegram.command_lead", "sprak": "telegram.command_language",
        "radera": "telegram.command_erase", "integritet": "telegram.command_privacy", "hjalp": "telegram.command_help",
        "avbryt": "telegram.command_cancel", "start": "telegram.command_start",
    },
    "en": {
        "topics": "telegram.command_topics", "interest": "telegram.command_lead",
        "language": "telegram.command_language", "erase": "telegram.command_erase",
        "privacy": "telegram.command_privacy", "help": "telegram.command_help", "cancel": "telegram.command_cancel",
        "start": "telegram.command_start",
    },
}  # fmt: skip
"""Language → the command's name → the line that says what it does. The names of both languages work in either."""
_log = logging.getLogger("partnerskap.telegram")


def menu(language: str) -> dict[str, str]:
    """Name → what it does, in `language`."""
    return {name: say(language, line) for name, line in COMMANDS[language].items()}


async def offer_menu(wire: Wire) -> None:
    """Set the menus: Swedish for everybody, English for those whose program speaks another language than Swedish.
    A server that cannot keeps its menus as they are. Raises `WrongToken`."""
    try:
        await wire.set_commands(menu("sv"), None)
        await wire.set_commands(menu("sv"), "sv")
        await wire.set_commands(menu("en"), "en")
    except WrongToken:
        raise
    except Fault as fault:
        _log.warning("Kommandomenyn i Telegram kunde inte ställas in (%s). Kommandona fungerar ändå.", fault)
