"""From what somebody typed to the words the matcher compares: corrected, split and joined where the base knows better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intents.features import stem
from intents.lexicon import Lexicon
from intents.text import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.model import Language
    from intents.spelling import Speller

MOST_WORDS = 120
"""Words read of one text; the rest adds nothing a question needs."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed and as read."""

    typed: str
    read_as: str
    known: bool
    extra: tuple[str, ...] = ()
    """Parts of a compound, or the compound this word begins."""
    whole: bool = True
    """Whether the word itself counts, beside its extra."""
    common: bool = False
    """An everyday word without subject."""


FEW_WORDS = 4
"""So few words say too little when all of them are everyday ones."""


def says_little(read: Sequence[Word]) -> bool:
    """Whether there is nothing but a few everyday words to go by: then an answer would be a guess."""
    return len(read) <= FEW_WORDS and all(word.common for word in read)


class Reader:
    """Turns text into readings with the help of the words of one knowledge base."""

    def __init__(self, speller: Speller, language: Language) -> None:
        self._speller = speller
        self._language: Language = language
        self._lexicon = Lexicon.of(language)

    def words(self, text: str) -> list[Word]:
        """The words of `text`, corrected, split and joined where the knowledge base knows better."""
        typed = told(text)[:MOST_WORDS]
        found = []
        for place, word in enumerate(typed):
            following = typed[place + 1] if place + 1 < len(typed) else ""
            found.append(self._read(word, following))
        return found

    def _read(self, word: str, following: str) -> Word:
        common = self._lexicon.is_common(word)
        known = self._speller.knows(word)
        if following and (joined := self._speller.join(word, following)):
            return Word(word, word, True, (joined,), whole=known, common=common)
        if known or common or self._lexicon.is_other(stem(word, self._language)):
            return Word(word, word, known, common=common)
        if parts := self._speller.split(word):
            return Word(word, word, True, parts, whole=False)
        if corrected := self._speller.correct(word):
            return Word(word, corrected, True)
        return Word(word, word, False)
