"""The matcher: text in, a verdict with reasons out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intents.explain import views, word_evidence
from intents.features import stem
from intents.lexicon import Lexicon
from intents.model import Candidate, Explanation, Verdict
from intents.model_fit import Phrase, Trial, fit
from intents.reading import MOST_WORDS, Reader
from intents.space import read
from intents.spelling import Speller, count_words
from intents.text import clean, key, words
from intents.thresholds import NEVER, OPTIONS, Thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from intents.model import Language
    from intents.model_fit import Fit
    from intents.reading import Word
    from intents.space import Vector

LEAST_OPTION = 10
"""An option this many times less likely than the first is not worth showing."""


class TwinPhrasingError(ValueError):
    """The same phrasing stands under two ids, so neither could be trusted."""

    def __init__(self, phrasing: str, first: str, second: str) -> None:
        super().__init__(f"samma formulering hos två svar: {phrasing!r} står under {first} och {second}")
        self.phrasing, self.first, self.second = phrasing, first, second


@dataclass(frozen=True, slots=True)
class _Judged:
    """A question with its probabilities."""

    fit: Fit
    words: list[Word]
    vector: Vector
    ranked: tuple[Candidate, ...]
    foreign: float


class Matcher:
    """Judges questions against one knowledge base in one language.

    Deterministic, safe to use from several threads once built, picklable, and without files of its own.
    """

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        refuse: Iterable[str] = (),
        language: Language = "sv",
        texts: Mapping[str, str] | None = None,
        trials: Sequence[tuple[str | None, str]] = (),
    ) -> None:
        """See `from_phrases`."""
        self.language: Language = language
        self._ids = [entry for entry, given in phrases.items() if any(key(text) for text in given)]
        self._exact = _exact_index(phrases)
        foreign = [text for text in refuse if key(text) and key(text) not in self._exact]
        learnt = [
            self._phrase(text, label) for label, entry in enumerate(self._ids) for text in _distinct(phrases[entry])
        ] + [self._phrase(text, len(self._ids)) for text in _distinct(foreign)]
        answers = [tuple(words(clean((texts or {}).get(entry, "")))) or None for entry in self._ids]
        known = count_words([*(phrase.words for phrase in learnt), *(found for found in answers if found)])
        self._reader = Reader(Speller(known, language), language)
        self._fit = None
        if self._ids:
            readings = [read(found, language) if found else None for found in answers]
            tried = self._trials(trials)
            self._fit = fit(
                learnt, answers, readings, tried, len(self._ids), Lexicon.of(language), language
            )  # fmt: skip

    @classmethod
    def from_phrases(
        cls,
        phrases: Mapping[str, Sequence[str]],
        refuse: Iterable[str] = (),
        language: Language = "sv",
        texts: Mapping[str, str] | None = None,
        trials: Sequence[tuple[str | None, str]] = (),
    ) -> Matcher:
        """A matcher for entries given as id → phrasings.

        `refuse`: questions about other things, which teach it what to turn down; `texts`: id → answer text, used as
        weak evidence; `trials`: (id, question) pairs, None for a foreign question, from which nothing is learnt but
        how sure to be (without them the phrasings, left out one by one, must do). Entries without phrasings never
        match. Raises `TwinPhrasingError` (a `ValueError`) when two entries share a phrasing.
        """
        return cls(phrases, refuse, language, texts, trials)

    def _phrase(self, text: str, label: int) -> Phrase:
        found = tuple(words(clean(text))[:MOST_WORDS])
        return Phrase(found, read(found, self.language), label)

    def _trials(self, given: Sequence[tuple[str | None, str]]) -> list[Trial]:
        """The trial questions as the matcher reads them; those of entries it does not have say nothing."""
        number = {entry: label for label, entry in enumerate(self._ids)}
        tried = []
        for entry, text in given:
            found = self._reader.words(text)
            label = len(self._ids) if entry is None else number.get(entry)
            if found and label is not None and key(text) not in self._exact:
                tried.append(Trial(self._roots(found), self._reader.reading(found), len(found), label))
        return tried

    def _roots(self, found: Sequence[Word]) -> tuple[str, ...]:
        return tuple(stem(word.read_as, self.language) for word in found)

    @property
    def thresholds(self) -> Thresholds:
        """What a question must reach to be answered or asked back about, as derived from the phrasings."""
        return self._fit.thresholds if self._fit else NEVER

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries that can match."""
        return tuple(self._ids)

    def match(self, text: str) -> Verdict:
        """Answer, ask back or refuse; the same for the same text, always."""
        if exact := self._exact.get(key(text)):
            return Verdict(text, "answer", exact, 1.0, (Candidate(exact, 1.0),), Explanation("exact"))
        judged = self._judge(text)
        if judged is None:
            return Verdict(text, "refuse", None, 0.0, ())
        ranked, limits = judged.ranked, self.thresholds
        best = ranked[0]
        share = best.confidence / max(1.0 - judged.foreign, 1e-12)
        explanation = Explanation("model", (), (), judged.foreign, share, limits)
        if share >= limits.clear and judged.foreign <= limits.doubt:
            return Verdict(text, "answer", best.id, best.confidence, ranked, explanation)
        if judged.foreign <= limits.offer:
            shown = tuple(option for option in ranked[:OPTIONS] if option.confidence >= best.confidence / LEAST_OPTION)
            return Verdict(text, "clarify", None, best.confidence, shown, explanation)
        return Verdict(text, "refuse", None, best.confidence, ranked, explanation)

    def rank(self, text: str, limit: int = 5) -> list[Candidate]:
        """The entries the question may be about, best first, at most `limit`."""
        if exact := self._exact.get(key(text)):
            return [Candidate(exact, 1.0)][:limit]
        judged = self._judge(text)
        return list(judged.ranked[:limit]) if judged else []

    def explain(self, text: str) -> Explanation:
        """Why `match` decides as it does on `text`: words, views, what was held against what."""
        explanation = self.match(text).explanation
        judged = self._judge(text)
        if explanation.rule != "model" or judged is None:
            return explanation
        best = self._ids.index(judged.ranked[0].id)
        counted = word_evidence(judged.fit, judged.words, judged.vector, best, self.language)
        return replace(explanation, words=counted, views=views(judged.fit, judged.vector, best))

    def _judge(self, text: str) -> _Judged | None:
        """The probabilities for `text`; None when there is nothing to judge, or nothing to judge by."""
        words_read = self._reader.words(text)
        if self._fit is None or not words_read:
            return None
        vector = self._fit.space.vector(self._reader.reading(words_read))
        shortlist, p = self._fit.judge(vector, self._roots(words_read), len(words_read))
        ranked = [Candidate(self._ids[i], round(float(p[place]), 6)) for place, i in enumerate(shortlist.tolist())]
        ranked.sort(key=lambda candidate: (-candidate.confidence, candidate.id))
        return _Judged(self._fit, words_read, vector, tuple(ranked), float(p[-1]))


def _distinct(texts: Iterable[str]) -> list[str]:
    """Texts that differ by key, in order."""
    seen: dict[str, str] = {}
    for text in texts:
        if found := key(text):
            seen.setdefault(found, text)
    return list(seen.values())


def _exact_index(phrases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    index: dict[str, str] = {}
    for entry, texts in phrases.items():
        for text in texts:
            found = key(text)
            if not found:
                continue
            if index.setdefault(found, entry) != entry:
                raise TwinPhrasingError(text, index[found], entry)
    return index
