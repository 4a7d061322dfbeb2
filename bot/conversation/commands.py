"""Words that steer the conversation itself, in both languages, whatever language it is held in."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from intents import clean, fold_word, text_key

Command = Literal[
    "start", "restart", "cancel", "topics", "help", "swedish", "english", "erase", "privacy", "human", "lead",
    "thanks", "bye", "hello", "skip", "unsure", "yes", "no", "send", "back", "resume", "language", "keep", "list",
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
_SIGNS: dict[str, Command] = {"👍": "yes", "👌": "yes", "✅": "yes", "✔": "yes", "👎": "no", "❌": "no", "🙏": "thanks"}
_SHADES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
"""The colour of a hand, and how a sign is drawn."""
_SAYABLE: frozenset[Command] = frozenset({"privacy", "language", "human", "list", "topics"})
"""Commands whose single words may as well be what somebody wants to work with."""
_INTEREST = re.compile(
    r"\b(?:anmäl|anmala|anmäla|anmäler|anmal|registrera|register)\b.{0,40}\bint?ress?e\w*|\b(?:register|express) (?:our |my |an )?interest\b",
    re.IGNORECASE | re.DOTALL,
)
_JOINS = re.compile(
    r"^\s*(?:(?:hej|hello|hi)[,!. ]*)?(?:ja[, ]+|yes[, ]+)?(?:"
    r"(?:vi|jag)\s+(?:vill|skulle vilja|önskar|ska)\s+(?:gärna\s+|också\s+)*(?:vara med|gå med|komma med|bli med|delta)"
    r"|(?:vi|jag)\s+är\s+(?:\w{0,12}\s+)?intressera(?:de|d)|(?:anmäl|skriv upp|räkna med)\s+(?:oss|mig)"
    r"|(?:vi|jag)\s+(?:vill|skulle vilja|önskar|ska|behöver)\s+(?:gärna\s+|också\s+|nu\s+)*(?:anmäla|registrera)\s+(?:oss|mig|kommunen|regionen)(?:\s+(?:nu|idag|direkt))?"
    r"|(?:we|i)(?:'d|’d|\s+would|\s+do)?\s+(?:like|love|want|wish)\s+to\s+(?:join|take part|participate|sign up|be part|register)"
    r"|(?:we|i)(?:'re|’re|'m|’m|\s+are|\s+am)\s+(?:\w{0,12}\s+)?interested|(?:sign|count)\s+(?:us|me)\s+(?:up|in)"
    r")(?:\s+(?:i|av|in|till|for)\s+(?:att\s+)?(?:(?:ett|kommunal(?:t|a)?|a|an|the|municipal|partnerskap\w*|partnership\w*|programmet|"
    r"programme?|vara med|delta|söka|samarbeta|taking part|joining|participating|applying|of|of it)\b\s*)+)?\s*(?:[.,;!:]|$)",
    re.IGNORECASE,
)
"""A wish to take part: nothing after it but more details, so that `vi vill delta i en kurs` stays a question."""
_WORD = re.compile(r"[^\W_]+")
_NEGATED = re.compile(r"\b(?:inte|inget|ingen|not|no)\b", re.IGNORECASE)


def command(text: str) -> Command | None:
    """The command `text` is, None when it is something else. Only whole messages count."""
    stripped = text.strip()
    if stripped.startswith("/"):
        name = stripped[1:].split(maxsplit=1)[0].split("@")[0].lower() if len(stripped) > 1 else ""
        return _SLASH.get(name)
    if len(stripped) >= MOST:
        return None
    return _SIGNS.get(_SHADES.sub("", stripped)) or _phrases().get(text_key(stripped))


def sayable(order: Command, text: str) -> bool:
    """Whether `text`, which is the command `order`, may as well be an answer in free words: `integritet`, `språk`."""
    return order in _SAYABLE and len(text.split()) == 1 and not text.startswith("/")


def wants_lead(text: str) -> bool:
    """Whether the message asks to be registered, perhaps with details in the same breath."""
    words = _WORD.findall(clean(text).lower())
    asks = not _ASKING.isdisjoint(words) or looks_like_question(text)
    joins = _JOINS.match(text)
    if joins and not asks and not _NEGATED.search(joins[0]):
        return True
    return not asks and not _NEGATED.search(text) and bool(_INTEREST.search(text))


MOST = 80
"""Characters a command has at most."""
LOOKED_AT = 200
"""Characters looked at to tell a question."""


def _spelled(words: str) -> frozenset[str]:
    """The words, with and without their dots and rings."""
    return frozenset(words.split()) | frozenset(map(fold_word, words.split()))


_ASKING = _spelled("vad vem vilka vilken vilket hur när var varför what who which how when where why undrar wonder")
_VERBS = _spelled(
    "kan får måste finns är har ska kostar gäller går behöver vill blir betyder ingår räcker krävs stämmer hjälper "
    "can may must is are do does did could should will has have"
)
_SUBJECTS = _spelled(
    "vi man jag ni du det den de dom en ett kommunen kommuner regionen regioner icld sida någon något nån nåt alla "
    "mina min vår våra er era våran partnern pengarna bidraget projektet vänorter små stora politiker där här "
    "we i you it they one a the there my our your municipalities regions anyone politicians"
)
_TELLING = _spelled("har är vill ska blir behöver have is are")
_ARTICLES = _spelled("en ett a one the någon något alla")
"""After a verb of `_TELLING` they begin what is told: "har en partner"."""
_OPENINGS = _spelled("hej hejsan hello hi ok okej men och jo ja nej tack vänta förresten fråga but so wait and")
"""Words before a question that are no part of it."""


def looks_like_question(text: str) -> bool:
    """Whether the message is worded as a question: a question mark, a question word first, or a verb before its
    subject. "Har en partner" and "är osäker" tell something."""
    words = _WORD.findall(clean(text, LOOKED_AT).lower())  # with dots and rings: vår is not var
    while len(words) > 1 and words[0] in _OPENINGS:
        words = words[1:]
    first, second = (*words, "", "")[:2]
    if "?" in text or first in _ASKING or (first in {"jag", "i"} and second in {"undrar", "wonder"}):
        return True
    return first in _VERBS and second in _SUBJECTS and not (first in _TELLING and second in _ARTICLES)
