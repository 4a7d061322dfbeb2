"""From what somebody typed to what the matcher compares: words, corrected where needed, as weighted features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intents.features import pairs, runs, stem
from intents.lexicon import Lexicon
from intents.space import Reading
from intents.text import clean, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.model import Language
    from intents.spelling import Speller

CORRECTED = 0.9
"""Trust in the stem and the character runs of a corrected word."""
ORIGINAL_RUNS = 0.3
"""Trust in the character runs of a word as typed when it was corrected."""
COMPOUND = 0.8
"""Trust in the parts of a compound, or in the compound made of two words."""
COMMON = 0.35
"""Trust in an everyday word the knowledge base does not use: it tells little, either way."""
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
    common: bool = False
    """An everyday word without subject."""


class Reader:
    """Turns text into readings with the help of the words of one knowledge base."""

    def __init__(self, speller: Speller, language: Language) -> None:
        self._speller = speller
        self._language: Language = language
        self._lexicon = Lexicon.of(language)

    def words(self, text: str) -> list[Word]:
        """The words of `text`, corrected, split and joined where the knowledge base knows better."""
        typed = words(clean(text))[:MOST_WORDS]
        found = []
        for place, word in enumerate(typed):
            following = typed[place + 1] if place + 1 < len(typed) else ""
            found.append(self._read(word, following))
        return found

    def _read(self, word: str, following: str) -> Word:
        common = self._lexicon.is_common(word)
        known = self._speller.knows(word)
        if following and (joined := self._speller.join(word, following)):
            return Word(word, word, True, (joined,), common)
        if known or common or self._lexicon.is_other(stem(word, self._language)):
            return Word(word, word, known, (), common)
        if parts := self._speller.split(word):
            return Word(word, word, True, parts)
        if corrected := self._speller.correct(word):
            return Word(word, corrected, True)
        return Word(word, word, False)

    def reading(self, found: Sequence[Word]) -> Reading:
        """The features of words read."""
        stems = [stem(word.read_as, self._language) for word in found]
        word_view: dict[str, float] = {}
        run_view: dict[str, float] = {}
        for word, root in zip(found, stems, strict=True):
            corrected = word.read_as != word.typed
            trust = CORRECTED if corrected else COMMON if word.common and not word.known else 1.0
            if not (word.extra and not self._speller.knows(word.typed)):
                _raise(word_view, root, trust)
            for run in runs(word.typed):
                _raise(run_view, run, ORIGINAL_RUNS if corrected else trust)
            if corrected:
                for run in runs(word.read_as):
                    _raise(run_view, run, CORRECTED)
            for part in word.extra:
                _raise(word_view, stem(part, self._language), COMPOUND)
        return Reading((word_view, dict.fromkeys(sorted(pairs(stems)), 1.0), run_view))


def _raise(view: dict[str, float], feature: str, trust: float) -> None:
    if trust > view.get(feature, 0.0):
        view[feature] = trust
