"""From a text to the words that the tables are held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.danger.tables import keys, slips, tables
from intents.lexicon import is_everyday
from intents.text import clean, fold

LONGEST = 10_000
"""Characters read of one text. Longer than any mail written by hand; time stays bounded however much is pasted."""
FORGIVEN = 5
"""Letters a word must have for a slip in it to be forgiven."""
STOP, PAUSE = ".", ","
"""What stands in the list of words where a sentence or a clause ends."""
_STOPS = re.compile(r"[.!?…;]+|\n\s*\n")
_PAUSES = re.compile(r"[,:()\[\]\"”“–—/|*\n]+|\s-+\s")
_TOKEN = re.compile(r"[^\W_]+|[.,]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_WILL = re.compile(r"(?<=\w)['’`´]ll\b", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)['’`´](?=\w)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    typed: str
    """In lower case, dots kept; `.` or `,` where a sentence or a clause ends."""
    meant: tuple[str, ...] = ()
    """Telling words that it is one slip away from, when it is no word that anybody uses."""


def read(text: str) -> list[Word]:
    """The words of `text`, from a stop to a stop."""
    text = "\n".join(text[:LONGEST].splitlines())
    text = _PAUSES.sub(" , ", _STOPS.sub(" . ", _WILL.sub(" will", text)))
    found = [Word(STOP)]
    plain = _DRAWN_OUT.sub(r"\1", _APOSTROPHE.sub("", clean(text, limit=3 * LONGEST).lower()))
    for token in _TOKEN.findall(plain):
        for word in slips().get(token, token).split():
            if word not in {STOP, PAUSE} or found[-1].typed != STOP:
                found.append(Word(word, _meant(word)))
    return [*found, Word(STOP)]


@lru_cache(maxsize=16_384)
def _meant(word: str) -> tuple[str, ...]:
    if len(word) < FORGIVEN - 1 or _known(word):
        return ()
    plain = fold(word)
    near = (key for key, _, _ in extract(plain, keys(), scorer=OSA.distance, score_cutoff=1, limit=None))
    return tuple(key for key in near if _likely(plain, key))


def _likely(typed: str, key: str) -> bool:
    """Whether `typed`, one slip away from `key`, is likelier that slip than another word."""
    other_letter = len(typed) == len(key) and sorted(typed) != sorted(key)
    return len(key) >= FORGIVEN + other_letter and typed[0] == key[0]


def _known(word: str) -> bool:
    """Whether the word means what it says."""
    return word in slips() or any(table.labels(word) for table in tables()) or is_everyday(word)
