"""Splits one answer's file: the YAML head as text scalars with their lines, the Markdown body below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from intents.knowledge.bullets import MESSAGE, stray

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = "---"
DEEPEST = 4
"""Lists within lists; a head needs two."""
_LINE_END = re.compile(r"\r\n?|\n")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar is text: `2026-11-23` stays a string and `no` stays Norwegian."""
_KEYS = "huvudet ska bestå av rader som `id: …` och `question: …`"
_QUOTE_IT = "sätt texten inom raka citattecken"
_MESSAGES = (
    ("quoted scalar", "citattecknet som börjar här stängs aldrig: sätt ett likadant sist i texten"),
    (
        "flow sequence",
        "hakparentesen som börjar här stängs inte rätt: skriv hellre en rad per post, med bindestreck först",
    ),
    ("flow mapping", f"klammern som börjar här stängs inte rätt: stäng den, eller {_QUOTE_IT}"),
    ("simple key", "raden går inte att läsa: skriv `nyckel: text`, med blanksteg efter kolonet"),
    ("mapping values", f"kolon inne i texten: {_QUOTE_IT}"),
    ("any token", f"texten börjar med ett tecken som betyder något annat här: {_QUOTE_IT}"),
    ("while parsing a block", f"raden hör inte ihop med den ovanför: gör indragen lika, eller {_QUOTE_IT}"),
    ("control characters", "raden har ett styrtecken som inte syns: radera raden och skriv den på nytt"),
    ("", f"huvudet går inte att läsa här: {_QUOTE_IT}"),
)
"""What the parser says, in part, and what it means to an editor; the first that fits."""
_TOO_DEEP = "listor ligger i varandra i flera led: skriv en rad per post, med bindestreck först"
_SECOND = "huvudet slutar mitt i: ta bort raden som börjar med punkter eller bindestreck"
_ALIAS = f"texten börjar med en asterisk: {_QUOTE_IT}"
_BEGUN = ("while scanning", "while parsing a flow")
"""Faults that are best mended where the thing began; the parser itself points to where it gave up."""


class HeadError(ValueError):
    """The head cannot be read at all."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the head and the line, from 1, it stands on."""

    line: int
    content: str | list[Value] | dict[str, Value]


@dataclass(frozen=True, slots=True)
class Document:
    """One file, split."""

    head: dict[str, Value]
    body: str
    body_line: int
    repeated: list[tuple[str, int]] = field(default_factory=list)
    """Keys given twice, with the line of the second."""


def parse(text: str) -> Document:
    """Split `text` into head and body. Raises `HeadError` with a line and what to do."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if lines[0].strip() != FENCE:
        raise HeadError(1, "filen ska börja med en rad med tre bindestreck (---) och sedan id, question och så vidare")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise HeadError(1, "huvudet saknar slut: skriv en rad med tre bindestreck (---) före svarets text")
    for number, line in enumerate(lines[1:end], 2):
        if "\t" in line:
            raise HeadError(number, "tabbtecken i huvudet: byt ut det mot blanksteg")
    # A blank that does not break, as word processors put them in, is no indentation to YAML.
    head_text = "\n".join(lines[1:end]).replace("\u00a0", " ")
    if (place := stray(head_text.split("\n"))) is not None:
        raise HeadError(place + 2, MESSAGE)
    reader = _Reader(yaml.parse(head_text, Loader=_LOADER))
    try:
        head = reader.head()
    except yaml.YAMLError as error:
        place, message = _in_plain_words(error, reader.last, head_text)
        raise HeadError(place + 2, message) from error
    body = "\n".join(lines[end + 1 :])
    blank = len(body) - len(body.lstrip())
    return Document(
        head, body.strip(), end + 2 + body.count("\n", 0, blank) if body.strip() else end + 2, reader.repeated
    )


class _Reader:
    """Builds values from the parser's events. Its own tree is built by recursion in C, which deep brackets bring down."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self.last: yaml.ScalarEvent | None = None
        """The last text read."""
        self.repeated: list[tuple[str, int]] = []

    def head(self) -> dict[str, Value]:
        """The only document there is, a mapping."""
        opening = list(islice(self._events, 3))  # the stream, the document, and what it is
        if not isinstance(opening[-1], yaml.MappingStartEvent):
            raise HeadError(2, _KEYS)
        found = self._mapping(0)
        _end, after = islice(self._events, 2)
        if not isinstance(after, yaml.StreamEndEvent):
            raise HeadError(after.start_mark.line + 2, _SECOND)
        return found

    def _mapping(self, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = event.start_mark.line + 2
            if not isinstance(event, yaml.ScalarEvent):
                raise HeadError(line, _KEYS)
            name = self._text(event)
            if name in found:
                self.repeated.append((name, line))
            found[name] = self._value(next(self._events), line, depth + 1)
        return found

    def _text(self, event: yaml.ScalarEvent) -> str:
        self.last = event
        return str(event.value)

    def _value(self, event: Any, line: int, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return Value(line, self._text(event))
        if isinstance(event, yaml.AliasEvent):
            raise HeadError(line, _ALIAS)
        if depth > DEEPEST:
            raise HeadError(line, _TOO_DEEP)
        if isinstance(event, yaml.MappingStartEvent):
            return Value(line, self._mapping(depth))
        items = []
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(item, item.start_mark.line + 2, depth + 1))
        return Value(line, items)


def _in_plain_words(error: yaml.YAMLError, last: Any, head: str) -> tuple[int, str]:
    """Where to mend the fault, as a line of `head` from 0, and how. `last`: the text the parser read before it."""
    context = str(getattr(error, "context", None) or "")
    told = f"{context} {getattr(error, 'problem', None) or error}"
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:  # a character no head may hold
        strange = next((i for i, char in enumerate(head) if not char.isprintable() and char != "\n"), 0)
        return head.count("\n", 0, strange), _meaning(told)
    if last and last.style in {'"', "'"} and last.start_mark.line < last.end_mark.line == mark.line:
        return int(last.start_mark.line), _meaning("quoted scalar")  # the next text's quote was taken for its end
    if context.startswith(_BEGUN):
        mark = getattr(error, "context_mark", None) or mark
    return int(mark.line), _meaning(told)


def _meaning(told: str) -> str:
    return next(message for part, message in _MESSAGES if part in told)
