"""What several commands share: settings, logging, storage, signals, and how things are told."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import date

    from bot.conversation.guide import Answers
    from bot.settings import Settings
    from bot.storage.sqlite import SqliteStore

T = TypeVar("T")


def settings() -> Settings:
    """The settings in force; logging is set up as they say."""
    from bot.settings import read

    found = read()
    set_up_logging(found.log_format)
    return found


class TextLines(logging.Formatter):
    """One line of text, without anybody's address: a mail server's reply may quote the sender's."""

    def format(self, record: logging.LogRecord) -> str:
        """`record` with its level and where."""
        from bot.leads.mask import without_addresses

        return without_addresses(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line, without anybody's address."""

    def format(self, record: logging.LogRecord) -> str:
        """`record` with time, level, where and what, and the fields it carries."""
        from datetime import UTC, datetime

        from bot.leads.mask import without_addresses

        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        told = {
            "at": at,
            "level": record.levelname.lower(),
            "where": record.name,
            "what": without_addresses(record.getMessage()),
        }
        told |= getattr(record, "fields", {})
        return json.dumps(told, ensure_ascii=False)


def set_up_logging(form: str) -> None:
    """Log to standard error, as text or JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("partnerskap")
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if form == "json" else logging.WARNING)
    root.propagate = False


def answers(given: Settings, day: date) -> Answers:
    """The answers for a day. Raises `KnowledgeError` with every finding when they cannot be used."""
    from bot.conversation.guide import Answers, Policy
    from bot.errors import KnowledgeError
    from bot.fitted import FittedMatchers
    from bot.knowledge import folder
    from intents import load_knowledge

    loaded = load_knowledge(folder(given.faq_dir))
    if loaded.knowledge is None:
        raise KnowledgeError([str(finding) for finding in loaded.errors])
    words = Policy.of(given.lead_to, given.retention_days).words()
    return Answers(loaded.knowledge, day, FittedMatchers(given.cache_dir()), words)


def tell(value: Any) -> None:
    """`value` as one line of JSON on standard output, at once. Always UTF-8, whatever the terminal speaks; halves of
    characters, which have no UTF-8, become `?`."""
    click.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def with_store(work: Callable[[SqliteStore], Awaitable[T]], absent: T) -> T:
    """What `work` makes of the database; `absent` when there is none yet, for looking must not make one."""
    import asyncio

    path = settings().database_path()
    if not path.exists():
        return absent

    async def run() -> T:
        from bot.storage.sqlite import SqliteStore

        store = SqliteStore.open(path)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


def confirmed(question: str) -> bool:
    """Whether the person at the terminal says yes. Raises `Misuse` when there is nobody to ask."""
    from bot.cli.swedish import Misuse

    try:
        answer: str = click.prompt(f"{question} Skriv ja eller nej", default="nej", show_default=False, err=True)
    except click.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise Misuse("Ingen finns att fråga; lägg till --yes om det ska göras ändå.") from None
    return answer.strip().lower() in {"ja", "j", "yes", "y"}


async def until_interrupted(work: Coroutine[Any, Any, T]) -> T | None:
    """What `work` comes to; None when Ctrl-C or a request to stop ended it, which is a way to leave and no fault."""
    import asyncio

    task = asyncio.ensure_future(work)
    with_handlers = on_interrupt(task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        if not task.cancelled() or (asyncio.current_task() or task).cancelling():
            raise
        return None
    finally:
        with_handlers()


def on_interrupt(stop: Callable[[], object]) -> Callable[[], None]:
    """Call `stop` the first time somebody presses Ctrl-C or asks the process to end; the second time ends it as
    usual. Gives what takes that back."""
    import asyncio
    import signal

    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def take_back() -> None:
        for number in signals:
            loop.remove_signal_handler(number)

    def once() -> None:
        take_back()
        stop()

    try:
        for number in signals:
            loop.add_signal_handler(number, once)
    except NotImplementedError:  # Windows: Ctrl-C ends it as usual
        return lambda: None
    return take_back
