"""Words that are no longer used, and words that are misspelt. Both lists are the editors': `ord.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.checks.rule import Base
    from intents.knowledge.entries import Written

WORDS = "ord.toml"
SHORTEST = 4
"""Letters of a word whose spelling is looked at; shorter ones are mostly abbreviations."""
AT_HOME = 3
"""Answers that use a word, from which it is taken to be one of the field's own."""
_WORD = re.compile(r"[^\W\d_]+(?:[-–:][^\W\d_]+)*")
_LINK = re.compile(r"\S+@\S+|https?://\S+|\b[\w-]+\.(?:se|com|org|net|nu|eu)\b")


def section(base: Base, *names: str) -> Mapping[str, object]:
    """A part of the editors' word list; empty when it is not there or not what it should be."""
    found: object = base.tables[WORDS].data if WORDS in base.tables else {}
    for name in names:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def texts_of(table: Mapping[str, object], name: str) -> tuple[str, ...]:
    """The texts of a list in a table; those that are none are left out."""
    given = table.get(name, ())
    return tuple(text for text in given if isinstance(text, str)) if isinstance(given, list) else ()


def _retired(base: Base) -> Iterator[Remark]:
    allowed = texts_of(section(base, "tillatna"), "fraser")
    for answer in base.answers:
        entry = answer.entry
        for old, new in section(base, "ersatta", entry.language).items():
            pattern = _form(old)
            for text, line in ((entry.question, answer.line("question")), (entry.body, 0)):
                for found in pattern.finditer(_without(text, allowed)):
                    at = line or answer.body_line + entry.body.count("\n", 0, found.start())
                    yield Remark(
                        entry.path,
                        at,
                        f"”{found[0]}” används inte längre: skriv {new}, eller lägg till namnet under tillatna i {WORDS} om det hette så då",
                    )


def _without(text: str, phrases: tuple[str, ...]) -> str:
    """`text` with `phrases` blotted out, every other character in its place."""
    for phrase in phrases:
        text = text.replace(phrase, "·" * len(phrase))
    return text


def _form(old: str) -> re.Pattern[str]:
    """An abbreviation as it stands; another word with any ending, in capitals or not."""
    if old.isupper():
        return re.compile(rf"\b{re.escape(old)}\b")
    return re.compile(rf"\b{re.escape(old)}\w*", re.IGNORECASE)


def _misspelt(base: Base) -> Iterator[Remark]:
    if base.dictionary is None:
        return
    known = {word.lower() for word in texts_of(section(base, "kanda"), "ord")}
    users: dict[str, set[str]] = {}
    found: list[tuple[str, Written]] = []
    for answer in base.answers:
        if answer.entry.language == "sv":
            for word in dict.fromkeys(_looked_at(base.texts[answer.entry.path])):
                users.setdefault(word.lower(), set()).add(answer.entry.id)
                found.append((word, answer))
    for word, answer in found:
        if word.lower() in known or len(users[word.lower()]) >= AT_HOME or _is_word(word, base):
            continue
        message = f"”{word}” finns inte i ordlistan: rätta stavningen, eller lägg till ordet under kanda i {WORDS}"
        yield Remark(answer.entry.path, answer.line_of(word), message)


def _looked_at(text: str) -> Iterator[str]:
    """The words whose spelling can be told: no names, abbreviations or addresses."""
    for found in _WORD.finditer(_LINK.sub(" ", text)):
        word = found[0]
        begins = text[max(0, found.start() - 2) : found.start()]
        name = word[0].isupper() and not (found.start() == 0 or re.search(r"[.!?]\s$|\n", begins))
        if len(word) >= SHORTEST and not name and ":" not in word and word[1:].islower():
            yield word


def _is_word(word: str, base: Base) -> bool:
    """Whether the dictionary has it, as it stands, without a capital, or part by part."""
    dictionary = base.dictionary or ()
    return any(form in dictionary for form in (word, word.lower(), word.capitalize())) or (
        "-" in word and all(len(part) < SHORTEST or _is_word(part, base) for part in word.split("-"))
    )


RETIRED = Rule("gamla-ord", "warning", "Svaren använder inga ord som har bytts ut (landsting, SKL).", _retired)
SPELLING = Rule("stavning", "advice", "Svenska svar är rätt stavade, så långt ordlistan räcker.", _misspelt)
