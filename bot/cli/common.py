"""What several commands share: settings, logging, and the answers for a day."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date
    from pathlib import Path

    from bot.conversation.guide import Answers
    from bot.settings import Settings


def settings() -> Settings:
    """The settings in force; logging is set up as they say."""
    from bot.settings import read

    found = read()
    set_up_logging(found.log_format)
    return found


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """`record` with time, level, where and what."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        told = {"at": at, "level": record.levelname.lower(), "where": record.name, "what": record.getMessage()}
        return json.dumps(told, ensure_ascii=False)


def set_up_logging(form: str) -> None:
    """Log to standard error, as text or JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("partnerskap")
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if form == "json" else logging.WARNING)
    root.propagate = False


def faq_folder(given: Path | None) -> Path:
    """The knowledge base to use."""
    from bot.knowledge import shipped

    return given or shipped()


def answers(given: Settings, day: date) -> Answers:
    """The answers for a day. Raises `KnowledgeError` with every finding when they cannot be used."""
    from bot.conversation.guide import Answers
    from bot.errors import KnowledgeError
    from bot.fitted import FittedMatchers
    from intents import load_knowledge

    loaded = load_knowledge(faq_folder(given.faq_dir))
    if loaded.knowledge is None:
        raise KnowledgeError([str(finding) for finding in loaded.errors])
    return Answers(loaded.knowledge, day, FittedMatchers(given.cache_dir()))


def as_json(value: Any) -> str:
    """`value` as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)


async def lines_of(stream: TextIO) -> AsyncIterator[str]:
    """The lines of `stream` as they come, without stopping everything else meanwhile."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, stream.readline):
        yield line.rstrip("\r\n")
