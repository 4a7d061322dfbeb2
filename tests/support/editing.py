"""Two versions of the guest harbour's knowledge base, as an editor makes them, and questions to tell them apart."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from bot.conversation.guide import Answers
from bot.conversation.ports import QuestionRecord
from intents import load_knowledge
from tests.support.knowledge import FOREIGN, SWEDISH, entry_text, put
from tests.support.storage import NOON

DAY = date(2026, 11, 23)


def harbour_folder(root: Path) -> Path:
    """The whole harbour in Swedish, each answer in the theme `hamnen`."""
    put(root, "themes.toml", '[hamnen]\nsv = "Hamnen"\nen = "The harbour"\n')
    for entry_id, (question, *phrasings) in SWEDISH.items():
        put(root, f"sv/hamnen/{entry_id}.md", entry_text(entry_id, question, phrasings))
    put(root, "sv/utanfor.txt", "\n".join(FOREIGN) + "\n")
    return root


def copy(root: Path, name: str) -> Path:
    """The same base once more, to be edited."""
    return Path(shutil.copytree(root, root.with_name(name)))


def answers(root: Path, day: date = DAY) -> Answers:
    """The answers in a folder, which must be faultless."""
    loaded = load_knowledge(root)
    assert loaded.knowledge is not None, [str(finding) for finding in loaded.errors]
    return Answers(loaded.knowledge, day)


def logged(text: str, decision: str = "refuse", entry_id: str | None = None, *options: str) -> QuestionRecord:
    """A question as kept."""
    return QuestionRecord(NOON, "sv", text, decision, entry_id, 0.5, "abc123", options)
