"""The tables of this room: how they are written, and how they are read.

A line tells words that stand in this order:

    slår          the word; one without å, ä, ö is read as well
    självmord*    any word that begins so
    KIN           any of a group of `words.*.txt`
    ta livet      at most two other words between
    ta + livet    nothing between but words that add no meaning: bara, typ, really …
    jag .. död    at most six other words between
    slår/slog     either
    är+död/dog    either: `+` without spaces holds words together as one
    ^ $           a clause begins, a clause ends, next to the word

A line with `&` tells what stands anywhere in one sentence: `jag & självmord*`.
What stands between never holds a word that begins another subject (group OTHER) or another matter (group WORK), and never
the end of a sentence. `#` begins a remark. A group is a name, a colon and its members with commas between; a line that
begins with a space goes on with the group above.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from intents.model import LANGUAGES
from intents.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEAR, FAR = 2, 6
"""Words between two words of a sign: as a rule, and where `..` stands."""
BEGIN, END = "^", "$"
PLAIN = ("FILLER", "OTHER", "WORK", "CROWD")
"""Groups that tell nothing of danger."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a sign."""

    gap: int
    """Words that may stand before it."""
    choices: tuple[Choice, ...]
    """What may stand here: a label – word, beginning (`självmord*`), name of a group, `^`, `$` – or a way of its own."""


Way: TypeAlias = tuple[Step, ...]
Choice: TypeAlias = "str | Way"


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A line of a table, ready to be looked for."""

    way: Way
    needs: tuple[frozenset[str], ...]
    """For each step, the words it can begin with: where a text has none of them, the sign is not worth a look."""


Signs: TypeAlias = dict[str, tuple[Sign, ...]]
"""Signs by each word they can begin with, so that a word of a text is held against few of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of one language."""

    groups: dict[str, tuple[Way, ...]]
    """The members of each group that are more than a word."""
    members: dict[str, frozenset[str]]
    """For each word or beginning, the groups it is a member of."""
    spelled: dict[str, frozenset[str]]
    """For each word and beginning as written, and as written without dots and rings, which of them it can be."""
    longest: int
    """Letters of the longest beginning."""
    harmless: Signs
    sure: Signs
    """Those that speak for themselves, whatever stands around them."""
    together: tuple[tuple[Sign, ...], ...]
    """What tells danger when all of it stands in one sentence without talk of work or of people at large (group CROWD)."""
    unless_work: Signs
    """Those that count unless the sentence is about work: a project, a theme, an application."""

    def labels(self, word: str) -> frozenset[str]:
        """What `word` is in this table: words and beginnings, none when it means nothing here."""
        found = set(self.spelled.get(word, ()))
        for length in range(2, min(len(word), self.longest) + 1):
            found |= self.spelled.get(word[:length] + "*", frozenset())
        return frozenset(found)


@lru_cache(maxsize=1)
def tables() -> tuple[Table, ...]:
    """The tables of all languages, read once."""
    return tuple(
        build(*(_lines(f"{name}.{language}.txt") for name in ("words", "signs", "harmless"))) for language in LANGUAGES
    )


@lru_cache(maxsize=1)
def slips() -> dict[str, str]:
    """How some spellings are meant: `mej` is `mig`, `im` is `i am`."""
    pairs = (line.split(":") for line in _lines("slips.txt"))
    return {typed.strip(): meant.strip() for line, meant in pairs for typed in line.split(",")}


@lru_cache(maxsize=1)
def keys() -> tuple[str, ...]:
    """Every word that helps to tell danger, without dots and rings, sorted: a slip in it is forgiven."""
    found: set[str] = set()
    for table in tables():
        plain = {word for word, groups in table.members.items() if groups <= set(PLAIN)}
        found |= {
            form for form, words in table.spelled.items() if form.isalpha() and form.isascii() and not words <= plain
        }
    return tuple(sorted(found))


def build(words: Iterable[str], signs: Iterable[str], harmless: Iterable[str]) -> Table:
    """The table that the lines of the three files of a language tell. ValueError names a group that there is not."""
    groups: dict[str, list[Way]] = {name: [] for name in PLAIN}
    members: dict[str, set[str]] = {}
    for name, way in _members(words):
        groups.setdefault(name, [])
        first, *more = way[0].choices
        if len(way) == 1 and not more and isinstance(first, str) and not first.isupper():
            members.setdefault(first, set()).add(name)
        else:
            groups[name].append(way)
    plain = [parse(line) for line in harmless]
    signs = list(signs)
    sure, unless_work = ([parse(line) for line in part if "&" not in line] for part in _parts(signs))
    together = [[parse(part) for part in line.split("&")] for line in signs if "&" in line]
    listed = [way for ways in (*groups.values(), plain, sure, unless_work, *together) for way in ways]
    known = {*members, *(label for way in listed for label in _labels(way) if not label.isupper())} - {BEGIN, END}
    spelled: dict[str, set[str]] = {}
    for word in known:
        spelled.setdefault(word, set()).add(word)
        spelled.setdefault(fold(word), set()).add(word)
    firsts = _Firsts(groups, members)
    return Table(
        groups={name: tuple(ways) for name, ways in groups.items()},
        members={word: frozenset(names) for word, names in members.items()},
        spelled={form: frozenset(meant) for form, meant in spelled.items()},
        longest=max(map(len, known), default=0),
        harmless=firsts.index(plain),
        sure=firsts.index(sure),
        unless_work=firsts.index(unless_work),
        together=tuple(tuple(map(firsts.sign, ways)) for ways in together),
    )


def parse(line: str) -> Way:
    """The way that `line` of a table tells."""
    steps: list[Step] = []
    gap = 0
    for item in line.split():
        if item in {"+", ".."}:
            gap = 0 if item == "+" else FAR
        else:
            choices = tuple(_choice(choice) for choice in item.split("/"))
            steps.append(Step(0 if item == END and gap == NEAR else gap, choices))
            gap = 0 if item == BEGIN else NEAR
    return tuple(steps)


def _choice(choice: str) -> Choice:
    return choice if "+" not in choice else parse(choice.replace("+", " + "))


def _labels(way: Way) -> Iterator[str]:
    """All labels of `way`."""
    for step in way:
        for choice in step.choices:
            yield from [choice] if isinstance(choice, str) else _labels(choice)


class _Firsts:
    """Finds the words a way can begin with."""

    def __init__(self, groups: dict[str, list[Way]], members: dict[str, set[str]]) -> None:
        self._groups = groups
        self._words: dict[str, set[str]] = {}
        for word, names in members.items():
            for name in names:
                self._words.setdefault(name, set()).add(word)

    def sign(self, way: Way) -> Sign:
        """`way` with the words it needs."""
        return Sign(way, tuple(frozenset(self._of(step)) for step in way))

    def index(self, ways: Iterable[Way]) -> Signs:
        """`ways` as signs, by each of their first words."""
        found: dict[str, list[Sign]] = {}
        for sign in map(self.sign, ways):
            for word in sign.needs[0]:
                found.setdefault(word, []).append(sign)
        return {word: tuple(signs) for word, signs in found.items()}

    def _of(self, step: Step) -> set[str]:
        return {word for choice in step.choices for word in self._begins(choice)}

    def _begins(self, choice: Choice) -> set[str]:
        if not isinstance(choice, str):
            return self._of(choice[0])
        if not choice.isupper():
            return {choice}
        if choice not in self._groups:
            raise ValueError(f"no group {choice}")
        return self._words.get(choice, set()).union(*(self._of(way[0]) for way in self._groups[choice]))


def _members(lines: Iterable[str]) -> Iterator[tuple[str, Way]]:
    """The members of all groups, one by one."""
    for group in "\n".join(lines).replace("\n ", " ").splitlines():
        name, _, members = group.partition(":")
        for member in members.split(","):
            yield name, parse(member)


def _parts(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines before and after a line of `=`."""
    listed = list(lines)
    cut = next((i for i, line in enumerate(listed) if set(line) == {"="}), len(listed))
    return listed[:cut], listed[cut + 1 :]


def _lines(name: str) -> list[str]:
    text = (files("intents") / "danger" / name).read_text(encoding="utf-8")
    lines = (line.split("#")[0].rstrip() for line in text.splitlines())
    return [line for line in lines if line]
