"""From a folder to a knowledge base: every file in its place, every finding collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.knowledge.base import KnowledgeBase, Loaded
from intents.knowledge.entries import id_of, read_entry
from intents.knowledge.files import Folder
from intents.knowledge.head import FENCE
from intents.knowledge.questions import FOREIGN, TRIALS, read_foreign, read_trials
from intents.knowledge.tables import read_table
from intents.knowledge.themes import read_themes
from intents.knowledge.whole import broken_follow_ups, loose_versions, twins, unknown_themes
from intents.model import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from intents.knowledge.base import Asked
    from intents.knowledge.entries import Written
    from intents.knowledge.tables import Table
    from intents.model import Language

TABLES = ("ord.toml", "uppgifter.toml")
"""What rules about the content go by. They are the editors' too, but nothing in them stops a version."""
GUIDE = "readme.md"
"""A file for people, wherever it lies."""
_HOW = 'skriv namn = "text" på en rad, med raka citattecken, eller namn = ["text", "text"]'


def load(root: Path) -> Loaded:
    """Read the knowledge base under `root`. Never raises for what an editor can do wrong: see `findings`."""
    folder = Folder(root)
    themes = read_themes(folder)
    written: list[Written] = []
    foreign: dict[str, tuple[str, ...]] = {}
    trials: dict[Language, tuple[Asked, ...]] = {}
    known: dict[Language, frozenset[str]] = {}
    for language in LANGUAGES:  # Swedish first: an id it has is known in the others
        places = _answers(folder, language)
        answers = [answer for shown in places if (answer := read_entry(folder, shown, language))]
        ids = frozenset(id_of(shown) for shown in places)
        known[language] = ids
        foreign[language] = read_foreign(folder, language)
        trials[language] = read_trials(folder, language, ids)
        folder.findings += [
            *broken_follow_ups(answers, known[LANGUAGES[0]] | ids),
            *twins(answers),
            *loose_versions(answers),
        ]
        written += answers
    if themes is not None:
        folder.findings += unknown_themes(written, themes)
    _astray(folder)
    if not written and not any(finding.severity == "error" for finding in folder.findings):
        folder.note(".", 0, "inga svar hittades: lägg filer i sv/<tema>/<id>.md")
    tables = _tables(folder)
    loaded = Loaded(None, sorted(folder.findings), tuple(written), trials, themes or (), known, tables)
    if not loaded.errors:
        loaded.knowledge = KnowledgeBase(
            themes or (),
            tuple(answer.entry for answer in written),
            foreign,
            {language: tuple((asked.id, asked.text) for asked in given) for language, given in trials.items()},
            folder.version,
        )
    return loaded


def _tables(folder: Folder) -> dict[str, Table]:
    """Those of the rules' tables that are there and can be read."""
    found = (read_table(folder, name, _HOW, "warning") for name in TABLES if name in folder.files)
    return {table.path: table for table in found if table}


def _answers(folder: Folder, language: Language) -> list[str]:
    """Where the answers of one language lie."""
    return [
        shown
        for shown in folder.files
        if shown.startswith(f"{language}/")
        and shown.count("/") == 2
        and shown.endswith(".md")
        and not shown.lower().endswith(f"/{GUIDE}")
    ]


def _astray(folder: Folder) -> None:
    """Tell about files that look meant for the bot but are not read where they lie."""
    for shown in folder.unread:
        language, _, inside = shown.partition("/")
        name = shown.rsplit("/", 1)[-1].lower()
        if name == GUIDE:
            continue
        if language in LANGUAGES and inside:
            if ".md" in name:
                message = f"svaret läses inte här: lägg det i {language}/<tema>/ och låt namnet sluta på .md"
                folder.note(shown, 0, message)
            else:
                message = f"filen läses inte: svar heter <id>.md, med fler formuleringar i <id>.txt bredvid, och frågelistorna {FOREIGN} och {TRIALS}"
                folder.note(shown, 0, message, "warning")
        elif ".md" in name and folder.begins(shown, FENCE):
            message = f"ser ut som ett svar men läses inte här: lägg det i {LANGUAGES[0]}/<tema>/"
            folder.note(shown, 0, message, "warning")
