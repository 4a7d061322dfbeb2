"""Reads one FAQ file: the YAML head as text scalars with their lines, the Markdown body below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

FENCE = "---"
DEEPEST = 4
"""Lists within lists; a head needs two."""
_UNREADABLE = "huvudet går inte att läsa här; sätt text med kolon inom citattecken"
_TOO_DEEP = "listor ligger i varandra i flera led: skriv en rad per post, med bindestreck först"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar is text: `2026-11-23` stays a string and `no` stays Norwegian."""


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
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != FENCE:
        raise HeadError(1, "filen ska börja med en rad med tre bindestreck (---) och sedan id, question och så vidare")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise HeadError(1, "huvudet saknar slut: skriv en rad med tre bindestreck (---) före svarets text")
    head_text = "\n".join(lines[1:end])
    for number, line in enumerate(lines[1:end], 2):
        if "\t" in line:
            raise HeadError(number, "tabbtecken i huvudet: byt ut det mot blanksteg")
    try:
        node = yaml.compose(head_text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise HeadError(
            mark.line + 2 if mark else 2, "huvudet går inte att läsa här; sätt text med kolon inom citattecken"
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise HeadError(2, "huvudet ska bestå av rader som `id: …` och `question: …`")
    repeated: list[tuple[str, int]] = []
    head = _mapping(node, repeated, 0)
    body = "\n".join(lines[end + 1 :]).strip()
    return Document(head, body, end + 2, repeated)


def _line_of(error: yaml.YAMLError, head: str) -> int:
    """The line of the file where the fault begins: where a quote was opened rather than where the text ran out."""
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 2
    strange = next((i for i, char in enumerate(head) if not char.isprintable() and char != "\n"), 0)
    return head.count("\n", 0, strange) + 2


def _mapping(node: yaml.MappingNode, repeated: list[tuple[str, int]], depth: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        name = str(key_node.value)
        if name in found:
            repeated.append((name, line))
        found[name] = _value(value_node, line, repeated, depth + 1)
    return found


def _value(node: yaml.Node, line: int, repeated: list[tuple[str, int]], depth: int) -> Value:
    if depth > DEEPEST:
        raise HeadError(line, _TOO_DEEP)
    if isinstance(node, yaml.SequenceNode):
        return Value(line, [_value(item, item.start_mark.line + 2, repeated, depth + 1) for item in node.value])
    if isinstance(node, yaml.MappingNode):
        return Value(line, _mapping(node, repeated, depth))
    return Value(line, str(node.value))
