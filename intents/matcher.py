"""The matcher: text in, a verdict with reasons out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from intents.explain import views, word_evidence
from intents.fitting import Text, Trial, build, calibrate
from intents.lexicon import Lexicon
from intents.model import Candidate, Explanation, Verdict
from intents.reading import MOST_WORDS, Reader, says_little
from intents.slips import Slips
from intents.spelling import Speller, count_words
from intents.text import are_twins, key, letters, spelling, undotted
from intents.thresholds import NEVER, OPTIONS, Thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from intents.fitting import Fit
    from intents.model import Language
    from intents.reading import Word
    from intents.vocabulary import Vector

ENOUGH_TRIALS = 2_000
"""Trial questions that tell how sure to be as well as more would."""
SURE_OF_A_WORD = 0.97
"""Probability from which a single word that is not stored is answered: `Kina` can mean one thing, `budget` several."""
SURE_OF_A_SLIP = 0.99
"""How sure it is that a text one slip away from a stored phrasing means that."""
LEAST_OPTION = 10
"""An option this many times less likely than the first is not worth showing."""


class TwinPhrasingError(ValueError):
    """The same phrasing stands under two ids, so neither could be trusted."""

    def __init__(self, phrasing: str, first: str, second: str) -> None:
        super().__init__(f"samma formulering hos två svar: {phrasing!r} står under {first} och {second}")
        self.phrasing, self.first, self.second = phrasing, first, second


class _Way(NamedTuple):
    """A way to ask."""

    text: str
    """As given."""
    spelling: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """A question with its probabilities."""

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
        own = {entry: found for entry, given in phrases.items() if (found := _by_key(given))}
        self._ids = list(own)
        self._exact = _exact_index(own)
        self._slips = Slips(_as_typed(own, self._exact))
        others = {name: way for name, way in _by_key(refuse).items() if name not in self._exact}
        self._foreign = frozenset(others)
        self._fit: Fit | None = None
        learnt = self._texts(own, (way.spelling for way in others.values()), texts or {})
        known = count_words(text.words for text in learnt)
        self._reader = Reader(Speller(known, language), language)
        if self._ids:
            self._fit = self._fitted(learnt, trials)

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
        how sure to be (without them every fifth phrasing, left out for it, must do). Entries without phrasings never
        match. Raises `TwinPhrasingError` (a `ValueError`) when two entries share a phrasing.
        """
        return cls(phrases, refuse, language, texts, trials)

    def _texts(
        self, phrases: Mapping[str, Mapping[str, _Way]], foreign: Iterable[str], bodies: Mapping[str, str]
    ) -> list[Text]:
        """What there is to learn from: each entry's phrasings and answer, then the foreign questions; all by key."""
        found = []
        for label, entry in enumerate(self._ids):
            own = [*(way.spelling for way in phrases[entry].values()), spelling(bodies.get(entry, ""))]
            found += [Text(tuple(name.split()[:MOST_WORDS]), label) for name in own if name]
        return found + [Text(tuple(name.split()[:MOST_WORDS]), len(self._ids)) for name in foreign]

    def _fitted(self, learnt: list[Text], trials: Sequence[tuple[str | None, str]]) -> Fit:
        """The fit, with its confidence drawn from `trials`; without them from every fifth phrasing, left out for it."""
        lexicon, entries = Lexicon.of(self.language), len(self._ids)
        model = build(learnt, entries, lexicon, self.language)
        if tried := self._trials(trials):
            return calibrate(model, tried)
        kept, left_out = _leave_out(learnt)
        if not left_out:
            return calibrate(model, ())
        reader = Reader(Speller(count_words(text.words for text in kept), self.language), self.language)
        tried = [Trial(reader.words(" ".join(text.words)), text.label) for text in left_out]
        return replace(calibrate(build(kept, entries, lexicon, self.language), tried), model=model)

    def _trials(self, given: Sequence[tuple[str | None, str]]) -> list[Trial]:
        """The trial questions as the matcher reads them; those of entries it does not have say nothing."""
        number = {entry: label for label, entry in enumerate(self._ids)}
        tried = []
        for entry, text in given:
            found = self._reader.words(text)
            label = len(self._ids) if entry is None else number.get(entry)
            if found and label is not None and key(text) not in self._exact:
                tried.append(Trial(found, label))
        return tried

    @property
    def thresholds(self) -> Thresholds:
        """What a question must reach to be answered or asked back about, as derived from the phrasings."""
        return self._fit.thresholds if self._fit else NEVER

    @property
    def raised(self) -> dict[str, float]:
        """The entries that need a larger share than `thresholds.clear`, and how large: those that were given wrongly
        too often."""
        return {self._ids[entry]: limit for entry, limit in self._fit.raised.items()} if self._fit else {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries that can match."""
        return tuple(self._ids)

    def match(self, text: str) -> Verdict:
        """Answer, ask back or refuse; the same for the same text, always."""
        asked = key(text)
        if exact := self._stored(text, asked):
            return Verdict(text, "answer", exact, 1.0, (Candidate(exact, 1.0),), Explanation("exact"))
        near = self._slips.near(asked) or self._slips.near(letters(text))
        if near and near.sure:
            return _one_slip_away(text, near.owners)
        judged = self._judge(text)
        if judged is None:
            return Verdict(text, "refuse", None, 0.0, ())
        ranked, best = judged.ranked, judged.ranked[0]
        limits = replace(self.thresholds, clear=self.raised.get(best.id, self.thresholds.clear))
        share = best.confidence / max(1.0 - judged.foreign, 1e-12)
        one_word = len(judged.words) == 1
        little = says_little(judged.words) or (one_word and best.confidence < SURE_OF_A_WORD)
        explanation = Explanation("little" if little else "model", (), (), judged.foreign, share, limits)
        if asked in self._foreign:
            return Verdict(text, "refuse", None, best.confidence, ranked, replace(explanation, rule="foreign"))
        if share >= limits.clear and judged.foreign <= limits.doubt and explanation.rule == "model":
            if near and near.owners != (best.id,):
                return _one_slip_away(text, tuple(dict.fromkeys((best.id, *near.owners))))
            return Verdict(text, "answer", best.id, best.confidence, ranked, explanation)
        if judged.foreign <= limits.offer:
            least = 0.0 if one_word else best.confidence / LEAST_OPTION  # a word alone may mean any of them
            shown = tuple(option for option in ranked[:OPTIONS] if option.confidence >= least)
            return Verdict(text, "clarify", None, best.confidence, shown, explanation)
        return Verdict(text, "refuse", None, best.confidence, ranked, explanation)

    def rank(self, text: str, limit: int = 5) -> list[Candidate]:
        """The entries the question may be about, best first, at most `limit`."""
        asked = key(text)
        if exact := self._stored(text, asked):
            return [Candidate(exact, 1.0)][:limit]
        judged = self._judge(text)
        ranked = list(judged.ranked) if judged else []
        near = self._slips.near(asked) or self._slips.near(letters(text))
        if near and near.sure:
            first = list(_one_slip_away(text, near.owners).candidates)
            left = 1.0 - sum(candidate.confidence for candidate in first)
            rest = [Candidate(c.id, round(c.confidence * left, 6)) for c in ranked if c.id not in near.owners]
            ranked = first + rest
        return ranked[:limit]

    def explain(self, text: str) -> Explanation:
        """Why `match` decides as it does on `text`: words, views, what was held against what."""
        verdict, judged = self.match(text), self._judge(text)
        if verdict.explanation.rule in {"exact", "empty"} or judged is None or self._fit is None:
            return verdict.explanation
        best = self._ids.index(verdict.candidates[0].id)
        counted = word_evidence(self._fit.model, judged.words, judged.vector, best)
        return replace(verdict.explanation, words=counted, views=views(self._fit.model, judged.vector, best))

    def _stored(self, text: str, asked: str) -> str | None:
        """Whose phrasing `text`, by key `asked`, is; None when it is nobody's, or could be one of several that only
        their dots tell apart and is written as none of them."""
        owners = self._exact.get(asked, {})
        return next(iter(owners.values())) if len(owners) == 1 else owners.get(spelling(text))

    def _judge(self, text: str) -> _Judged | None:
        """The probabilities for `text`; None when there is nothing to judge, or nothing to judge by."""
        words_read = self._reader.words(text)
        if self._fit is None or not words_read:
            return None
        vector, evidence, p = self._fit.judge(words_read)
        likely = zip(evidence.entries.tolist(), p.tolist(), strict=False)
        ranked = sorted((Candidate(self._ids[i], round(share, 6)) for i, share in likely), key=_best_first)
        return _Judged(words_read, vector, tuple(ranked), float(p[-1]))


def _one_slip_away(text: str, meant: tuple[str, ...]) -> Verdict:
    """The verdict on a text one slip away from phrasings of `meant`: theirs, or which of them."""
    sure = SURE_OF_A_SLIP / len(meant)
    shown = tuple(Candidate(entry, round(sure, 6)) for entry in meant[:OPTIONS])
    if len(meant) == 1:
        return Verdict(text, "answer", meant[0], sure, shown, Explanation("slip"))
    return Verdict(text, "clarify", None, sure, shown, Explanation("slip"))


def _best_first(candidate: Candidate) -> tuple[float, str]:
    return -candidate.confidence, candidate.id


def _leave_out(learnt: Sequence[Text]) -> tuple[list[Text], list[Text]]:
    """The texts to learn from and those to try the result on: every fifth of each label, where there are five, and no
    more than tell enough."""
    place: dict[int, int] = {}
    fifths = []
    for number, text in enumerate(learnt):
        place[text.label] = place.get(text.label, 0) + 1
        if place[text.label] % 5 == 0:
            fifths.append(number)
    left_out = set(fifths[:: max(1, len(fifths) // ENOUGH_TRIALS)])
    return (
        [text for number, text in enumerate(learnt) if number not in left_out],
        [text for number, text in enumerate(learnt) if number in left_out],
    )


def _by_key(texts: Iterable[str]) -> dict[str, _Way]:
    """Texts that differ by key, in order; those without words left out."""
    found: dict[str, _Way] = {}
    for text in texts:
        if name := spelling(text):
            found.setdefault(undotted(name), _Way(text, name))
    return found


def _as_typed(
    phrases: Mapping[str, Mapping[str, _Way]], exact: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Whose each phrasing is, by key, and by its letters where a short form makes those another text: a finger slips
    on what is typed, not on what it stands for."""
    found = {name: tuple(owners.values()) for name, owners in exact.items()}
    for ways in phrases.values():
        for name, way in ways.items():
            found.setdefault(letters(way.text), found[name])
    return found


def _exact_index(phrases: Mapping[str, Mapping[str, _Way]]) -> dict[str, dict[str, str]]:
    """The key of each phrasing → its spelling → whose it is: one, or several that only their dots tell apart. Raises
    `TwinPhrasingError` when one is two entries'."""
    index: dict[str, dict[str, str]] = {}
    for entry, ways in phrases.items():
        for name, way in ways.items():
            there = index.setdefault(name, {})
            for other, owner in there.items():
                if are_twins(way.spelling, other):
                    raise TwinPhrasingError(way.text, owner, entry)
            there[way.spelling] = entry
    return index
