"""What the editors' commands look at: a knowledge base in a folder, and the log of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from bot.conversation.guide import Answers
    from bot.conversation.ports import QuestionRecord, ReactionRecord
    from bot.settings import Settings
    from bot.storage.sqlite import SqliteStore


def answers_in(folder: Path, given: Settings, day: date, *above: str) -> Answers:
    """The answers in `folder` that hold on `day`. Raises `KnowledgeError` with every finding when they cannot be used,
    below the lines `above`."""
    from bot.conversation.guide import Answers
    from bot.errors import KnowledgeError
    from bot.fitted import FittedMatchers
    from intents import load_knowledge

    loaded = load_knowledge(folder)
    if loaded.knowledge is None:
        raise KnowledgeError([*above, *(str(finding) for finding in loaded.errors)])
    return Answers(loaded.knowledge, day, FittedMatchers(given.cache_dir()))


def the_log(since: datetime | None = None) -> tuple[list[QuestionRecord], list[ReactionRecord]]:
    """The questions and thumbs kept, oldest first; those from `since` on when given. Both empty without a database."""
    from bot.cli.common import with_store

    async def look(store: SqliteStore) -> tuple[list[QuestionRecord], list[ReactionRecord]]:
        thumbs = await store.reactions()
        return await store.questions(since), [one for one in thumbs if since is None or one.at >= since]

    nothing: tuple[list[QuestionRecord], list[ReactionRecord]] = ([], [])
    return with_store(look, nothing)
