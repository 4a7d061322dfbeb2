"""`make bench`: time per question, build time and memory, beside the obvious ways of doing it, in one run.

Peers: rapidfuzz's `process.extractOne` with `token_set_ratio`, character TF-IDF by an inverted index in numpy, and the
floor: normalise the text and look it up. Sizes: the product's own base in both languages, then invented bases of
1,000, 10,000 and 100,000 phrasings, ten per entry. Machines differ, so read the ratios.
"""

from __future__ import annotations

import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from intents import Matcher, text_key
from tests.benchmarks.base import shipped_answers
from tests.benchmarks.quality import unseen

QUESTIONS = 400
"""Different questions asked of each, in one pass."""
SIZES = (1_000, 10_000, 100_000)
LONGEST = 20.0
"""Seconds a peer may use on one size before fewer questions are asked."""

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """What one way of doing it cost."""

    name: str
    build: float
    p50: float
    p99: float
    """Microseconds."""
    memory: float
    """MB that Python objects and arrays hold afterwards."""


class CharacterTfIdf:
    """Cosine of character 2–5-grams with the nearest phrasing."""

    def __init__(self, phrasings: Sequence[str]) -> None:
        grams = [self._grams(text_key(text)) for text in phrasings]
        names = {gram: number for number, gram in enumerate(sorted({gram for found in grams for gram in found}))}
        owners = np.repeat(np.arange(len(grams)), [len(found) for found in grams])
        columns = np.array([names[gram] for found in grams for gram in found])
        idf = np.log(1 + len(grams) / np.bincount(columns, minlength=len(names))).astype(np.float32)
        length = np.sqrt(np.bincount(owners, weights=idf[columns] ** 2))
        order = np.argsort(columns, kind="stable")
        self._names, self._idf, self._size = names, idf, len(grams)
        self._rows = owners[order].astype(np.int32)
        self._values = (idf[columns] ** 2 / length[owners])[order].astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=len(names)))])

    @staticmethod
    def _grams(text: str) -> set[str]:
        framed = f" {text} "
        return {framed[i : i + n] for n in (2, 3, 4, 5) for i in range(len(framed) - n + 1)}

    def nearest(self, text: str) -> int:
        """The number of the nearest phrasing."""
        found = [self._names[gram] for gram in self._grams(text_key(text)) if gram in self._names]
        spans = [slice(self._starts[gram], self._starts[gram + 1]) for gram in found]
        if not spans:
            return -1
        rows = np.concatenate([self._rows[span] for span in spans])
        values = np.concatenate([self._values[span] for span in spans])
        return int(np.bincount(rows, weights=values, minlength=self._size).argmax())


def ways(phrases: Mapping[str, Sequence[str]], make: Callable[[], Matcher]) -> Iterator[tuple[str, Callable[[], Ask]]]:
    """Each way of doing it, as something that builds it and gives what answers a question."""
    flat = [text for texts in phrases.values() for text in texts]

    def floor() -> Ask:
        index = {text_key(text): entry for entry, texts in phrases.items() for text in texts}
        return lambda text: index.get(text_key(text))

    def fuzzy() -> Ask:
        return lambda text: process.extractOne(text, flat, scorer=fuzz.token_set_ratio)

    yield "golv: normalisera och slå upp", floor
    yield "partnerskapsguiden", lambda: make().match
    yield "tecken-TF-IDF", lambda: CharacterTfIdf(flat).nearest
    yield "rapidfuzz token_set_ratio", fuzzy


def timed(name: str, build: Callable[[], Ask], questions: Sequence[str]) -> Timed:
    """Build it, ask everything once, and weigh what it holds."""
    gc.collect()
    started = time.process_time()
    ask = build()
    built = time.process_time() - started
    spent: list[float] = []
    until = time.perf_counter() + LONGEST
    for question in questions:
        began = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - began) * 1e6)
        if time.perf_counter() > until:
            break
    del ask
    gc.collect()
    tracemalloc.start()
    held = build()
    gc.collect()
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del held
    return Timed(name, built, float(np.percentile(spent, 50)), float(np.percentile(spent, 99)), memory)


def invented(size: int) -> dict[str, list[str]]:
    """`size` phrasings, ten per entry, of invented words: each entry has a few of its own among everyday ones."""
    chance = random.Random(size)  # noqa: S311 - invented text, not secrets
    sounds = ("ba", "ri", "ko", "sta", "len", "mu", "fer", "go", "ny", "tra", "vi", "do", "sel", "ha", "pe", "lin")
    word = lambda: "".join(chance.choice(sounds) for _ in range(chance.randint(2, 4)))  # noqa: E731 - short, used once
    everyday = [word() for _ in range(300)]
    phrases = {}
    for number in range(size // 10):
        own = [word() for _ in range(6)]
        phrases[f"entry-{number}"] = [
            " ".join([*chance.sample(own, 3), *chance.choices(everyday, k=4), str(number), str(turn)])
            for turn in range(10)
        ]
    return phrases


def report(title: str, rows: Sequence[Timed]) -> None:
    """One size, with ratios to our own time."""
    ours = next(row.p50 for row in rows if row.name == "partnerskapsguiden")
    print(f"\n{title}\n{'':<32}{'p50 µs':>10}{'p99 µs':>10}{'mot oss':>9}{'bygge s':>9}{'MB':>8}")
    for row in rows:
        print(
            f"{row.name:<32}{row.p50:>10.1f}{row.p99:>10.1f}{row.p50 / ours:>9.2f}{row.build:>9.2f}{row.memory:>8.1f}",
            flush=True,
        )


def main() -> int:
    """Print one table per size."""
    answers = shipped_answers()
    for language in ("sv", "en"):
        phrases = {entry.id: entry.ways for entry in answers.in_language(language)}
        questions = [asked.text for asked in unseen(language)][::2][:QUESTIONS]
        own = lambda language=language: _fresh(language)  # noqa: E731 - short, used once
        count = sum(map(len, phrases.values()))
        report(
            f"Egen kunskapsbas, {language}: {count} formuleringar",
            [timed(n, b, questions) for n, b in ways(phrases, own)],
        )
    for size in SIZES:
        phrases = invented(size)
        questions = [" ".join(texts[0].split()[1:6]) for texts in list(phrases.values())[:QUESTIONS]]
        make = lambda phrases=phrases: Matcher.from_phrases(phrases)  # noqa: E731 - short, used once
        report(f"Påhittad, {size} formuleringar", [timed(n, b, questions) for n, b in ways(phrases, make)])
    return 0


def _fresh(language: str) -> Matcher:
    from bot.conversation.guide import fit_matcher

    answers = shipped_answers()
    return fit_matcher(answers.knowledge, answers.entries[language], "en" if language == "en" else "sv")


if __name__ == "__main__":
    sys.exit(main())
