"""What a word tells by itself, before any knowledge base: everyday and without subject, or at home in other subjects.

Two lists per language ship with the package, written for this product. `common`: words anybody uses in a question
about anything; not knowing one is no reason to doubt. `other`: words that belong to other subjects (bygglov, visum,
hockey); where the knowledge base does not use one itself, it speaks against every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from intents.features import stem
from intents.model import LANGUAGES
from intents.text import fold

if TYPE_CHECKING:
    from intents.model import Language


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The two lists of one language."""

    common: frozenset[str]
    """Folded words."""
    other: frozenset[str]
    """Stems."""

    @classmethod
    def of(cls, language: Language) -> Lexicon:
        """The lists that ship with the package, read once."""
        return _read(language)

    def is_common(self, word: str) -> bool:
        """Whether anybody uses the word in a question about anything."""
        return fold(word) in self.common

    def is_other(self, root: str) -> bool:
        """Whether a stem is at home in other subjects."""
        return root in self.other


def is_everyday(word: str) -> bool:
    """Whether `word`, in any of the languages, is one that anybody uses, or is at home in other subjects."""
    return any(
        lexicon.is_common(word) or lexicon.is_other(stem(word, language))
        for language in LANGUAGES
        for lexicon in [Lexicon.of(language)]
    )


@lru_cache(maxsize=4)
def _read(language: Language) -> Lexicon:
    common = frozenset(fold(word) for word in _words(f"common.{language}.txt"))
    other = frozenset(stem(word, language) for word in _words(f"other.{language}.txt"))
    return Lexicon(common, other - {stem(word, language) for word in common})


def _words(name: str) -> list[str]:
    place = files("intents") / "words" / name
    if not place.is_file():
        return []
    lines = (line.strip().lower() for line in place.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#") and " " not in line]
