"""A base of answers without phrasings: the question is weighed against each answer's text."""

from __future__ import annotations

import math

import numpy as np
import pytest

from intents import Matcher
from intents.documents import LENGTH, SATURATION, are_documents, weigh
from intents.features import runs
from intents.fitting import Text
from intents.text import words
from intents.vocabulary import Vocabulary
from tests.support.knowledge import SWEDISH

BODIES = {
    "bastu": "Bastun vid piren värms med ved och bokas på tavlan utanför hamnkontoret. Högst sex personer får plats samtidigt, "
    "och var och en har bastun i en timme innan nästa sällskap tar över den.",
    "sopor": "Matavfall, glas och papper lämnas i kärlen bakom servicehuset. Spillolja och batterier tas emot av hamnvärden "
    "under kontorets öppettider och får aldrig ställas bredvid kärlen.",
    "el": "Eluttagen sitter i stolparna längs bryggan och klarar tio ampere. Kabeln ska vara godkänd för utomhusbruk, och den "
    "som drar mer ström än så löser ut säkringen för hela bryggan.",
}  # fmt: skip
TEXTS = [Text(tuple(words(body)), label) for label, body in enumerate(BODIES.values())]
MATCHER = Matcher.from_phrases({entry: [body] for entry, body in BODIES.items()})


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("Hur många ryms i bastun?", "bastu"),
        ("var slänger man gamla batteri", "sopor"),
        ("vilken säkring har bryggan", "el"),
        ("glasåtervinning", "sopor"),
    ],
)
def test_the_answer_that_speaks_of_it_comes_first(question: str, entry: str) -> None:
    assert MATCHER.rank(question)[0].id == entry


def test_long_texts_alone_make_a_base_of_documents() -> None:
    assert are_documents(TEXTS, len(BODIES))
    phrasings = [Text(tuple(words(text)), label) for label, given in enumerate(SWEDISH.values()) for text in given]
    assert not are_documents(phrasings, len(SWEDISH))
    assert not are_documents([*TEXTS, *phrasings], len(SWEDISH))


def test_the_weight_of_a_run_is_that_of_the_textbook() -> None:
    vocabulary = Vocabulary((text.words for text in TEXTS), "sv")
    pulls = weigh(vocabulary, TEXTS, len(TEXTS))
    counts = [[sum(run in runs(word) for word in text.words) for text in TEXTS] for run in ("#^bas", "#brygg"[:5])]
    lengths = [sum(len(runs(word)) for word in text.words) for text in TEXTS]
    weights = []
    for counted in counts:
        holders = sum(count > 0 for count in counted)
        rarity = math.log(1 + (len(TEXTS) - holders + 0.5) / (holders + 0.5))
        weights.append([
            rarity * count * (SATURATION + 1) / (count + SATURATION * (1 - LENGTH + LENGTH * length / np.mean(lengths)))
            for count, length in zip(counted, lengths, strict=True)
        ])  # fmt: skip
    rows = np.array([len(vocabulary.tokens) + vocabulary.features[run] for run in ("#^bas", "#bryg")], np.int32)
    got = np.stack([pulls.towards(label, rows) for label in range(len(TEXTS))], axis=1)
    assert np.argmax(got, axis=1).tolist() == np.argmax(weights, axis=1).tolist()
    assert got / got.max() == pytest.approx(np.array(weights) / np.max(weights), abs=0.02)
