"""What would change one verdict: found by trying, so that what is said is so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.editing.words import Index, roots
from intents import clean, text_key

if TYPE_CHECKING:
    from bot.conversation.guide import Answers
    from intents import Language, Verdict

MOST_WORDS = 40
"""Words of a question left out in turn; a longer text says the same in many ways."""
TRIED = 25
"""Words of an answer added in turn."""
SHOWN = 3
"""Words told per answer."""
MARKS = "?!.,:;…”\"'()"
"""What stands beside a word without being of it."""
NEAR = 2
"""Answers a missing word is looked for in: the best and the runner-up."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One word more or less, and the verdict it would lead to."""

    word: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Tryout:
    """What would change a verdict."""

    without: tuple[Moved, ...]
    """Words of the question that decide: without them the verdict is another."""
    with_word: tuple[Moved, ...]
    """Words that would have given an answer, from the answers nearest to the question."""
    nearest: tuple[tuple[str, str], ...]
    """The nearest answers, and of each the phrasing most like the question."""


def try_out(answers: Answers, verdict: Verdict, language: Language) -> Tryout:
    """What would change `verdict`, in the order of the question's words; nothing for what has no words."""
    words = text_key(verdict.text).split()
    spoken = [word.strip(MARKS) for word in clean(verdict.text).lower().split()]
    without = []
    for place in range(len(words) if 1 < len(words) <= MOST_WORDS else 0):
        less = answers.match(" ".join(words[:place] + words[place + 1 :]), language)
        if _says(less) != _says(verdict):
            without.append(Moved(spoken[place] if len(spoken) == len(words) else words[place], less))
    near = [candidate.id for candidate in verdict.candidates[:NEAR]]
    more = (
        []
        if verdict.decision == "answer"
        else [moved for entry in near for moved in _adding(answers, verdict, entry, language)]
    )
    return Tryout(tuple(without), tuple(more), tuple(_nearest(answers, verdict.text, near, language)))


def _says(verdict: Verdict) -> tuple[object, ...]:
    return verdict.decision, verdict.id


def _adding(answers: Answers, verdict: Verdict, entry_id: str, language: Language) -> list[Moved]:
    """Words of an answer's phrasings that, put after the question, give that answer; the most used of its own first."""
    entry = answers.entries[language].get(entry_id)
    if entry is None:
        return []
    held = roots(verdict.text, language)
    everywhere = _everywhere(answers, language)
    own = Counter(root for way in entry.ways for root in roots(way, language))
    spelt = {root: word for way in reversed(entry.ways) for root, word in _as_written(way, language).items()}
    best = sorted(
        (root for root in own if root not in held), key=lambda root: (-(own[root] ** 2) / everywhere[root], root)
    )
    found = []
    for root in best[:TRIED]:
        more = answers.match(f"{verdict.text} {spelt[root]}", language)
        if more.id == entry_id:
            found.append(Moved(spelt[root], more))
        if len(found) == SHOWN:
            break
    return found


def _as_written(text: str, language: Language) -> dict[str, str]:
    """Stems → words as they stand in `text`, in lower case and with their dots."""
    found: dict[str, str] = {}
    for word in clean(text).lower().split():
        stems = list(roots(word, language))
        if len(stems) == 1:
            found.setdefault(stems[0], word.strip(MARKS))
    return roots(text, language) | found


def _nearest(answers: Answers, text: str, near: list[str], language: Language) -> list[tuple[str, str]]:
    """Of each answer, the phrasing most like the question."""
    everywhere = _everywhere(answers, language)
    found = []
    for entry_id in near:
        entry = answers.entries[language].get(entry_id)
        like = Index([(way, way) for way in entry.ways], everywhere, language).nearest(text) if entry else None
        if like:
            found.append((entry_id, like.item))
    return found


def _everywhere(answers: Answers, language: Language) -> Counter[str]:
    """How many phrasings have each stem."""
    entries = answers.entries[language].values()
    return Counter(root for entry in entries for way in entry.ways for root in roots(way, language))
