"""`make armour`: every way a stored phrasing can be mistyped, and the base's own words in foreign sentences.

Outward: each stored question and phrasing with one letter dropped, doubled, swapped with the next or hit one key
beside, at every place; without å ä ö; with a long word cut in two at every place; with two neighbouring words run
together. None may get another entry's answer. Inward: each word the base knows, in sentences about something else.
None may get an answer at all. Ends with 1 when any does.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from bot.conversation.guide import Answers
from intents import text_key
from tests.benchmarks.base import shipped_answers

BESIDE = {key: (row[place - 1] if place else row[1]) for row in ("qwertyuiopå", "asdfghjklöä", "zxcvbnm") for place, key in enumerate(row)}  # fmt: skip
LONG_WORD = 7
SHOWN = 40
FOREIGN_SENTENCES = (
    "Vad kostar {} på Ica?", "Min dotter skriver en dikt om {}, har du tips på rim?", "Hur stavas {} på franska?",
    "Vem vann {} i lördags?", "Kan man äta {} till frukost?", "Jag drömde om {} i natt, vad betyder det?",
    "Vilken färg passar bäst till {} i vardagsrummet?", "Finns {} på Netflix?",
)  # fmt: skip


def slips(text: str) -> Iterator[str]:
    """`text` with one slip of the fingers, at every place."""
    for place, letter in enumerate(text):
        before, after = text[:place], text[place + 1 :]
        if not letter.isalpha():
            continue
        yield before + after
        yield before + letter + letter + after
        if after and after[0] != letter:
            yield before + after[0] + letter + after[1:]
        if beside := BESIDE.get(letter.lower()):
            yield before + beside + after


def regrouped(text: str) -> Iterator[str]:
    """`text` with a long word cut in two, and with two neighbouring words as one."""
    words = text.split()
    for place, word in enumerate(words):
        if len(word) >= LONG_WORD:
            for cut in range(3, len(word) - 2):
                yield " ".join([*words[:place], word[:cut], word[cut:], *words[place + 1 :]])
    for place in range(len(words) - 1):
        yield " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def variants(text: str) -> Iterator[str]:
    """Every mistyped form of `text`."""
    yield text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    yield from slips(text)
    yield from regrouped(text)


def outward(answers: Answers, language: str, part: int, parts: int) -> tuple[Counter[str], list[str]]:
    """Decisions on the variants of every `parts`-th phrasing, and the wrong ones."""
    matcher = answers.matcher(language)
    told, wrong = Counter[str](), []
    phrasings = [(entry.id, way) for entry in answers.in_language(language) for way in entry.ways]
    stored = {text_key(way) for _, way in phrasings}
    for entry, way in islice(phrasings, part, None, parts):
        for variant in variants(way):
            if matcher is None or text_key(variant) in stored:  # tema for team: then that is what was asked
                continue
            verdict = matcher.match(variant)
            right = verdict.id == entry or any(candidate.id == entry for candidate in verdict.candidates[:3])
            told[
                "right" if verdict.id == entry else verdict.decision if right else f"{verdict.decision}, not offered"
            ] += 1
            if verdict.decision == "answer" and verdict.id != entry:
                wrong.append(f"{entry}: {variant!r} → {verdict.id} ({verdict.confidence:.2f})")
    return told, wrong


def inward(answers: Answers, language: str) -> tuple[Counter[str], list[str]]:
    """Decisions on foreign sentences that hold a word of the base, and those answered."""
    matcher = answers.matcher(language)
    told, false = Counter[str](), []
    if matcher is None:
        return told, false
    known = sorted({word for entry in answers.in_language(language) for word in entry.question.split()})
    known += [way for entry in answers.in_language(language) for way in entry.phrasings if len(way.split()) == 1]
    for word in dict.fromkeys(word.strip("?,.!:").lower() for word in known):
        for sentence in FOREIGN_SENTENCES:
            verdict = matcher.match(sentence.format(word))
            told[verdict.decision] += 1
            if verdict.decision == "answer":
                false.append(f"{sentence.format(word)!r} → {verdict.id} ({verdict.confidence:.2f})")
    return told, false


def _part(language: str, part: int, parts: int) -> tuple[Counter[str], list[str]]:
    return outward(shipped_answers(), language, part, parts)


def main() -> int:
    """Print what happened. 1 when anything got an answer it should not have."""
    faults: list[str] = []
    parts = 16
    with ProcessPoolExecutor(2) as pool:
        for language in ("sv", "en"):
            told = Counter[str]()
            for counted, wrong in pool.map(_part, [language] * parts, range(parts), [parts] * parts):
                told += counted
                faults += wrong
            total = sum(told.values())
            print(f"{language}: {total} mistyped phrasings")
            for decision, count in told.most_common():
                print(f"  {decision:<22} {count:>9}  {count / total:7.3%}")
    told, false = inward(shipped_answers(), "sv")
    print(f"sv: {sum(told.values())} foreign sentences with a word of the base: {dict(told)}")
    print(f"wrong answers {len(faults)}, false answers {len(false)}")
    for line in (faults + false)[:SHOWN]:
        print(" ", line)
    return 1 if faults or false else 0


if __name__ == "__main__":
    sys.exit(main())
