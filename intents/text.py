"""One road for text: the knowledge base and the visitor's words pass here in the same way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_LENGTH = 4_000
"""Characters read of one message. A question needs fewer; time stays bounded however much is pasted."""

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff]")
_FOLD = str.maketrans("åäöæøéèüáà", "aaoaoeeuaa")


def clean(text: str, limit: int = MAX_LENGTH) -> str:
    """`text` composed (NFC), without control and direction characters, white space collapsed, at most `limit` long."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text[: limit * 2]))
    return " ".join(_CONTROL.sub(" ", text).split())[:limit].strip()


def words(text: str) -> list[str]:
    """The words of `text` in order, lower case, letters and digits only."""
    return _WORD.findall(text.lower())


def undotted(text: str) -> str:
    """`text`, in lower case, as somebody types it who has no å, ä or ö."""
    return text.translate(_FOLD)


fold = lru_cache(maxsize=65_536)(undotted)
"""The same for one word, remembered."""


_SHORT = {
    "mkt": "mycket", "ngn": "någon", "ngt": "något", "ngra": "några", "nån": "någon", "nåt": "något", "nåra": "några",
    "oxå": "också", "inkl": "inklusive", "exkl": "exklusive", "resp": "respektive", "ggr": "gånger", "milj": "miljoner",
}  # fmt: skip
"""Short forms of Swedish words, as they are typed in a chat, each of which can be nothing else."""


def told(text: str) -> list[str]:
    """The words of `text` as they are compared: cleaned, in lower case, short forms written out."""
    return [_SHORT.get(word, word) for word in words(clean(text))]


def spelling(text: str) -> str:
    """Equal for two texts that differ only in case, punctuation, spacing and short forms of words."""
    return " ".join(told(text))


def key(text: str) -> str:
    """Equal for two texts that differ only in case, punctuation, spacing, short forms and the dots of å, ä, ö."""
    return undotted(spelling(text))


def letters(text: str) -> str:
    """The key of `text` as it was typed, short forms left short: for finding slips of the fingers."""
    return undotted(" ".join(words(clean(text))))


def are_twins(one: str, other: str) -> bool:
    """Whether two spellings are the same phrasing: letter by letter, or but for dots that one of them lost. Two single
    words that only dots tell apart (råd, rad) are two words, and so are two texts with different dots (lån, län)."""
    if one == other:
        return True
    plain = undotted(one)
    return " " in one and plain == undotted(other) and plain in (one, other)


def sentences(text: str) -> list[str]:
    """`text` cut after `.`, `!`, `?` and line breaks; what has no letters is left out."""
    parts = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [part.strip() for part in parts if _WORD.search(part)]
