"""Words that steer the conversation itself, in both languages, whatever language it is held in."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from intents import text_key

Command = Literal[
    "start", "restart", "cancel", "topics", "help", "swedish", "english", "erase", "privacy", "human", "lead",
    "thanks", "bye", "hello", "skip", "unsure", "yes", "no", "send", "back", "resume", "language",
]  # fmt: skip


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Command]:
    """Every phrase, by its key, with the command it is."""
    data = tomllib.loads((files("bot") / "locales" / "commands.toml").read_text(encoding="utf-8"))
    return {
        text_key(phrase): known for known in get_args(Command) for phrase in data.get(known, ()) if text_key(phrase)
    }


_SLASH: dict[str, Command] = {
    "start": "start", "amnen": "topics", "anmal": "lead", "sprak": "language", "radera": "erase", "integritet": "privacy",
    "hjalp": "help", "help": "help", "topics": "topics", "interest": "lead", "language": "language", "erase": "erase",
    "privacy": "privacy", "avbryt": "cancel", "cancel": "cancel",
}  # fmt: skip
_WANTS = re.compile(
    r"^\s*(?:hej[,!. ]*)?(?:vi|jag|we|i)\b.{0,40}\b(?:anmäla|anmala|registrera|register)\b.{0,20}\b(?:intresse|interest)\b"
    r"|^\s*(?:anmäl|anmal|register)\s+(?:vårt |our )?(?:intresse|interest)\b",
    re.IGNORECASE | re.DOTALL,
)
_JOINS = re.compile(
    r"^\s*(?:(?:hej|hello|hi)[,!. ]*)?(?:ja[, ]+|yes[, ]+)?(?:"
    r"(?:vi|jag)\s+(?:vill|skulle vilja|önskar|ska)\s+(?:gärna\s+|också\s+)*(?:vara med|gå med|komma med|bli med|delta)"
    r"|(?:vi|jag)\s+är\s+(?:\w{0,12}\s+)?intressera(?:de|d)|(?:anmäl|skriv upp|räkna med)\s+(?:oss|mig)"
    r"|(?:we|i)(?:'d|’d|\s+would|\s+do)?\s+(?:like|love|want|wish)\s+to\s+(?:join|take part|participate|sign up|be part)"
    r"|(?:we|i)(?:'re|’re|'m|’m|\s+are|\s+am)\s+(?:\w{0,12}\s+)?interested|(?:sign|count)\s+(?:us|me)\s+(?:up|in)"
    r")(?:\s+(?:i|av|in)\s+(?:att\s+)?(?:(?:ett|kommunal(?:t|a)?|a|an|the|municipal|partnerskap\w*|partnership\w*|programmet|"
    r"programme?|vara med|delta|taking part|joining|participating|of|of it)\b\s*)+)?\s*(?:[.,;!:]|$)",
    re.IGNORECASE,
)
"""A wish to take part: nothing after it but more details, so that `vi vill delta i en kurs` stays a question."""
_NOT = re.compile(r"\b(?:inte|ej|not)\b", re.IGNORECASE)


def command(text: str) -> Command | None:
    """The command `text` is, None when it is something else. Only whole messages count."""
    stripped = text.strip()
    if stripped.startswith("/"):
        name = stripped[1:].split(maxsplit=1)[0].split("@")[0].lower() if len(stripped) > 1 else ""
        return _SLASH.get(name)
    return _phrases().get(text_key(text)) if len(text) < 80 else None


def wants_lead(text: str) -> bool:
    """Whether the message asks to be registered, perhaps with details in the same breath."""
    joins = _JOINS.match(text)
    return "?" not in text and bool(_WANTS.search(text) or (joins and not _NOT.search(joins[0])))


_QUESTION_WORDS = frozenset(
    text_key(
        "vad vem vilka vilken vilket hur när var varför varifrån kan får måste finns är har ska kostar gäller går behöver "
        "what who which how when where why can may must is are do does could should"
    ).split()
)


def looks_like_question(text: str) -> bool:
    """Whether the message is worded as a question: a question mark, or a question word first."""
    first = text_key(text).split(" ", 1)[0]
    return "?" in text or first in _QUESTION_WORDS
