"""What the matcher says about each phrasing when it has not learnt from it.

Every phrasing is left out once, half of each answer's at a time, so two fits tell nearly what leaving them out one by
one would. A visitor's words are never the stored ones: this is how near they come to the right answer all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intents.fitting import Text, build, calibrate
from intents.lexicon import Lexicon
from intents.reading import MOST_WORDS, Reader
from intents.spelling import Speller, count_words
from intents.text import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from intents.knowledge.base import KnowledgeBase
    from intents.model import Language

FOLDS = 2
"""Fits per language. With four, a phrasing is judged by more of the others, every seventh verdict changes, and it takes
twice as long."""
MOST_FOREIGN = 2_000
"""Questions about other things to learn from; they cost time and change little about which answer is nearer."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A phrasing, and the verdict had it not been stored."""

    id: str
    """Of the answer it stands under."""
    text: str
    nearest: str
    """Id of the answer that comes first."""
    confidence: float
    """Of that answer, 0–1, given that it is about one of them."""
    own: float
    """Of the answer it stands under."""

    @property
    def stolen(self) -> bool:
        """Whether another answer comes first."""
        return self.nearest != self.id


@dataclass(frozen=True, slots=True)
class _Stored:
    """A phrasing among the texts to learn from."""

    learnt: Text
    text: str
    fold: int


def judge_unseen(knowledge: KnowledgeBase, day: date, language: Language) -> list[Unseen]:
    """Of every phrasing of the answers that hold on `day`; none when there are fewer than two answers."""
    entries = knowledge.on(day, language)
    ways = {entry.id: entry.ways for entry in entries.values()}
    if len(ways) < 2:
        return []
    stored = list(_stored(ways))
    others = list(dict.fromkeys(filter(None, map(key, knowledge.foreign.get(language, ())))))
    step = len(others) // MOST_FOREIGN + 1
    foreign = [Text(tuple(text.split()[:MOST_WORDS]), len(ways)) for text in others[::step]]
    return [judged for fold in range(FOLDS) for judged in _judge(stored, foreign, list(ways), fold, language)]


def _stored(ways: Mapping[str, tuple[str, ...]]) -> Iterator[_Stored]:
    for label, given in enumerate(ways.values()):
        by_key = {name: text for text in reversed(given) if (name := key(text))}
        for number, (name, text) in enumerate(reversed(by_key.items())):
            yield _Stored(Text(tuple(name.split()[:MOST_WORDS]), label), text, number % FOLDS)


def _judge(
    stored: list[_Stored], foreign: list[Text], ids: list[str], fold: int, language: Language
) -> Iterator[Unseen]:
    """The verdicts on the phrasings of one fold, learnt from the others. Answers with nothing else are left out."""
    kept = [one.learnt for one in stored if one.fold != fold]
    labels = sorted({text.label for text in kept})
    number = {label: place for place, label in enumerate(labels)}
    kept = [replace(text, label=number[text.label]) for text in kept]
    learnt = kept + [replace(text, label=len(labels)) for text in foreign]
    model = build(learnt, len(labels), Lexicon.of(language), language)
    fit = calibrate(model, ())
    reader = Reader(Speller(count_words(text.words for text in learnt), language), language)
    for one in stored:
        words = reader.words(" ".join(one.learnt.words)) if one.fold == fold else []
        if not words or one.learnt.label not in number:
            continue
        _, evidence, p = fit.judge(words)
        shares = dict(zip(evidence.entries.tolist(), p.tolist(), strict=False))
        total = sum(shares.values())  # leaves "something else" out: which answer is nearer is what is asked here
        best = max(shares, key=lambda entry: (shares[entry], -entry))
        own = shares.get(number[one.learnt.label], 0.0)
        yield Unseen(ids[one.learnt.label], one.text, ids[labels[best]], shares[best] / total, own / total)
