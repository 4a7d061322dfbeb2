"""The words and features a knowledge base knows, what each is worth, and where a question lies among them.

A text is the set of its tokens: its words, and its pairs of neighbouring stems. A word is made up of features: its
stem and its character runs, all without the dots of å, ä and ö, for many type none. Where the base has two words that
only the dots tell apart (lån, län), a word typed with dots is a pair as well: of the sign for that and itself. A feature
is worth more the fewer texts have it. What the base has never seen has no
direction but full weight: it dilutes what is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from intents.features import runs, stem
from intents.sparse import Incidence
from intents.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from intents.model import Language
    from intents.reading import Word

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

RUN, PAIR = 0.6, 0.7
"""Worth of a character run and of a pair of stems, next to a stem that as few texts have."""
LARGE = 2_000
"""Texts from which a base is large: what one text or word alone has is then left out, half of all there is, and no
figure changes. In a small base it counts."""
DOTTED = "="
"""Before a word that another differs from in nothing but dots."""
CORRECTED = 0.9
"""Trust in a corrected word."""
COMPOUND = 0.8
"""Trust in the parts of a compound, or in the compound made of two words."""
COMMON = 0.35
"""Trust in an everyday word the knowledge base does not use: it tells little, either way."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A question as a point, of unit length when what is not known is counted too."""

    rows: Ints
    """Of the vocabulary: tokens (0 … tokens - 1), then features."""
    values: Floats
    owners: Ints
    """For each row, which word of the question it came from."""
    stems: Ints
    """The stems of the question's words, as features."""
    stem_values: Floats
    """Weight of each stem; over all words, known or not, their squares add up to 1."""
    unknown: float
    """Share, 0–1, of the words' weight that the vocabulary has no stem for."""


class Vocabulary:
    """Learnt from texts given as words."""

    def __init__(self, texts: Iterable[Sequence[str]], language: Language) -> None:
        self.language: Language = language
        self.tokens: dict[str, int] = {}
        """Folded word, or `stem stem` → row."""
        self.features: dict[str, int] = {}
        """Stem, character run or pair → feature."""
        written = [tuple(text) for text in texts]
        self.twofold = _twofold(written)
        """Folded words that stand in the base in more than one spelling."""
        self.texts = self._texts(written)
        self.makeup, self.first_feature = self._makeup()
        """Which features each token has, and for each token its first: the stem of a word, the pair itself."""
        count = len(self.texts.by_row)
        self.weights = self._weights(count)
        """Worth of each feature."""
        self.unseen = math.log(1 + max(count, 1))
        """Worth of a feature nobody has."""
        squares = self.weights[:, None] ** 2
        self.squares: Floats = np.concatenate([self.makeup.times(squares)[:, 0], squares[:, 0]])
        """Squared length of each row."""
        lengths = self.texts.times(self.squares[: len(self.tokens), None])[:, 0]
        self.lengths: Floats = np.sqrt(np.maximum(lengths, 1e-9))
        """Length of each text."""

    def __getstate__(self) -> dict[str, Any]:
        """What a question needs: the texts were for learning."""
        return {**self.__dict__, "texts": None, "lengths": None}

    def _texts(self, texts: Sequence[Sequence[str]]) -> Incidence:
        """Which tokens each text has."""
        self.large = len(texts) > LARGE
        fewest = 3 if self.large else 2
        pairs = [list(dict.fromkeys(pair for _, pair in self.pairs(text))) for text in texts]
        seen: dict[str, int] = {}
        for found in pairs:
            for pair in found:
                seen[pair] = seen.get(pair, 0) + 1
        rows: list[int] = []
        owners: list[int] = []
        for number, (text, found) in enumerate(zip(texts, pairs, strict=True)):
            kept = [*dict.fromkeys(fold(word) for word in text), *(pair for pair in found if seen[pair] >= fewest)]
            rows += [self.tokens.setdefault(token, len(self.tokens)) for token in kept]
            owners += [number] * len(kept)
        return Incidence.of(np.array(owners, np.int64), np.array(rows, np.int64), (len(texts), len(self.tokens)))

    def _makeup(self) -> tuple[Incidence, Ints]:
        rows: list[int] = []
        columns: list[int] = []
        first: list[int] = []
        holders: dict[str, int] = {}
        for token in self.tokens if self.large else ():
            for name in self.names(token):
                holders[name] = holders.get(name, 0) + 1
        for token, row in self.tokens.items():
            kept = [name for name in self.names(token) if not name.startswith("#") or holders.get(name) != 1]
            found = [self.features.setdefault(name, len(self.features)) for name in kept]
            first.append(found[0])
            rows += [row] * len(found)
            columns += found
        shape = (len(self.tokens), len(self.features))
        return Incidence.of(np.array(rows, np.int64), np.array(columns, np.int64), shape), np.array(first, np.int32)

    def _weights(self, count: int) -> Floats:
        used = self.texts.transposed_times(np.ones((count, 1), np.float32))
        holders = self.makeup.transposed_times(used)[:, 0]
        worth = [RUN if name.startswith("#") else PAIR if " " in name else 1.0 for name in self.features]
        weights: Floats = np.log(1 + count / np.maximum(holders, 1)).astype(np.float32) * np.array(worth, np.float32)
        return weights

    def names(self, token: str) -> tuple[str, ...]:
        """The features of a token: a word's stem, then its runs; a pair itself."""
        return (token,) if " " in token else (stem(token, self.language), *runs(token))

    def pairs(self, text: Sequence[str]) -> list[tuple[int, str]]:
        """The pairs of neighbouring stems in a text given as words, and its words that only their dots tell apart, each
        with the place of the word it begins with."""
        stems = [stem(word, self.language) for word in text]
        found = [(place, f"{left} {right}") for place, (left, right) in enumerate(pairwise(stems))]
        dotted = ((place, word) for place, word in enumerate(text) if fold(word) != word and fold(word) in self.twofold)
        return found + [(place, f"{DOTTED} {word}") for place, word in dotted]

    def vector(self, words: Sequence[Word]) -> Vector:
        """Where the words of a question lie."""
        placing = _Placing(self)
        for number, word in enumerate(words):
            placing.add(number, word)
        for number, pair in self.pairs([word.read_as for word in words]):
            row = self.tokens.get(pair)
            if row is not None and row not in placing.rows:
                placing.put(number, row, 1.0)
        return placing.vector()


class _Placing:
    """One question being placed, word by word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.seen: set[str] = set()
        self.rows: list[int] = []
        self.trusts: list[float] = []
        self.owners: list[int] = []
        self.stems: dict[int, float] = {}
        self.lost = self.lost_stems = 0.0

    def add(self, number: int, word: Word) -> None:
        """A word and what else it may be read as."""
        if word.whole:
            trust = CORRECTED if word.read_as != word.typed else COMMON if word.common and not word.known else 1.0
            self._add(number, word.read_as, trust)
        for part in word.extra:
            self._add(number, part, COMPOUND)

    def put(self, number: int, row: int, trust: float) -> None:
        """A row of the vocabulary, for word `number`."""
        self.rows.append(row)
        self.trusts.append(trust)
        self.owners.append(number)

    def _add(self, number: int, written: str, trust: float) -> None:
        word, known = fold(written), self.vocabulary
        if word in self.seen:
            return
        self.seen.add(word)
        row = known.tokens.get(word)
        if row is not None:
            self.put(number, row, trust)
            self._stem(int(known.first_feature[row]), trust)
            return
        names, first = known.names(word), len(known.tokens)
        for name in names:
            feature = known.features.get(name)
            if feature is not None:
                self.put(number, first + feature, trust)
            else:
                worth = known.unseen * (RUN if name.startswith("#") else 1.0)
                self.lost += (trust * worth) ** 2
        self._stem(known.features.get(names[0]), trust)

    def _stem(self, feature: int | None, trust: float) -> None:
        if feature is None:
            self.lost_stems += (trust * self.vocabulary.unseen) ** 2
        else:
            self.stems[feature] = max(trust, self.stems.get(feature, 0.0))

    def vector(self) -> Vector:
        """The question as a point."""
        known = self.vocabulary
        rows, trusts = np.array(self.rows, np.int32), np.array(self.trusts, np.float32)
        length = math.sqrt(float(trusts**2 @ known.squares[rows]) + self.lost) or 1.0
        stems = np.array(list(self.stems), np.int32)
        weights = np.array(list(self.stems.values()), np.float32) * known.weights[stems]
        of_stems = float(weights @ weights) + self.lost_stems or 1.0
        return Vector(
            rows, trusts / np.float32(length), np.array(self.owners, np.int32), stems,
            weights / np.float32(math.sqrt(of_stems)), self.lost_stems / of_stems,
        )  # fmt: skip


def _twofold(texts: Iterable[Sequence[str]]) -> frozenset[str]:
    """The folded words that the texts spell in more ways than one."""
    spelt: dict[str, str] = {}
    return frozenset(fold(word) for text in texts for word in text if spelt.setdefault(fold(word), word) != word)
