"""Markdown as an editor writes it, as plain text a terminal or a mail can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False})
"""What looks like HTML is text an editor wrote, and is shown as such."""


@dataclass(slots=True)
class _List:
    """A list being written."""

    number: int | None
    """Of the next item; None in a list with dashes."""
    mark: str = ""
    """Waits for the first text of its item."""


@dataclass(slots=True)
class _Page:
    """The text so far."""

    blocks: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    in_list: bool = False
    """Whether the last block is an item of the list being written."""

    def add(self, text: str) -> None:
        """A paragraph, or an item's text; items of one list stand on lines below each other."""
        marks = "".join(level.mark for level in self.lists)
        for level in self.lists:
            level.mark = ""
        if not (marks + text).strip():
            return
        if self.lists and self.in_list:
            self.blocks[-1] += "\n" + marks + text
        else:
            self.blocks.append(marks + text)
        self.in_list = bool(self.lists)


@lru_cache(maxsize=512)
def plain_text(markdown: str) -> str:
    """`markdown` without its signs: paragraphs apart, list items with a dash or number, links followed by address."""
    page = _Page()
    for token in _PARSER.parse(markdown):
        if token.type == "ordered_list_open":
            page.lists.append(_List(int(token.attrs.get("start", 1))))
        elif token.type == "bullet_list_open":
            page.lists.append(_List(None))
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            page.lists.pop()
            page.in_list = page.in_list and bool(page.lists)
        elif token.type == "list_item_open":
            level = page.lists[-1]
            level.mark = "– " if level.number is None else f"{level.number}. "
            level.number = None if level.number is None else level.number + 1
        elif token.type == "list_item_close":
            page.lists[-1].mark = ""
        elif token.type == "inline":
            page.add(_inline(token.children or []))
        elif token.type in {"fence", "code_block"}:
            page.add(token.content.rstrip())
    return "\n\n".join(page.blocks)


def _inline(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    target, start = "", 0
    for token in tokens:
        if token.type == "link_open":
            target, start = str(token.attrs.get("href", "")), len(parts)
        elif token.type == "link_close":
            shown = "".join(parts[start:])
            bare = target.removeprefix("mailto:")
            if bare and bare != shown:
                parts.append(f" ({bare})")
            target = ""
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n" if token.type == "hardbreak" else " ")
        elif token.type == "image":
            parts.append(_inline(token.children or []))
        elif token.type in {"text", "code_inline"}:
            parts.append(token.content)
    return "".join(parts)
