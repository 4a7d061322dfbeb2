"""The conversation in a terminal: needs no token, no server, nothing set."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from bot.conversation.messages import Incoming, Outgoing, Reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.conversation.runner import Runner

USER = "console:terminal"
WIDEST = 88
"""Columns of text: longer lines are hard to read."""


def printable(text: str) -> str:
    """`text` without characters that could steer the terminal."""
    return "".join(char for char in text if char == "\n" or char.isprintable())


def shown(reply: Reply, columns: int) -> str:
    """A reply as the terminal shows it: wrapped text, then the buttons as words that can be written."""
    width = max(30, min(columns, WIDEST) - 2)
    lines = []
    for paragraph in printable(reply.text).split("\n"):
        indent = "  " if paragraph.startswith("– ") else ""
        lines += textwrap.wrap(
            paragraph, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    if reply.buttons:
        lines.append("")
        numbered = any(button.id == "none" for button in reply.buttons)
        for place, button in enumerate(reply.buttons, 1):
            sign = f"{place}." if numbered and button.id != "cancel" else "›"
            lines += textwrap.wrap(
                f"{sign} {printable(button.label)}", width, initial_indent="  ", subsequent_indent="    "
            )
    return "\n".join(lines)


def said(outgoing: Outgoing, columns: int | None = None) -> str:
    """Everything said to one message."""
    columns = columns or shutil.get_terminal_size().columns
    return "\n\n".join(shown(reply, columns) for reply in outgoing.replies)


async def converse(runner: Runner, lines: AsyncIterator[str], write: Callable[[str], None]) -> None:
    """Greet, then answer each line until there are no more, or `sluta` outside the form."""
    write(said(await runner.handle(Incoming(USER, text="/start"))))
    expects: str | None = None
    async for line in lines:
        if expects is None and line.strip().lower() in {"sluta", "quit", "exit", ":q"}:
            break
        outgoing = await runner.handle(Incoming(USER, text=line))
        expects = outgoing.expects
        write(said(outgoing))
