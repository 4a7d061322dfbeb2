"""Text with looks, without markup: a text and the parts of it that are bold, a link or a quotation.

Telegram reads such text as it stands, so nothing in it can fail to parse, whatever an editor or a visitor wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from bot.channels.telegram.wire import Span, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LONGEST = 4_096
"""UTF-16 units in one message."""
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_STYLES: dict[str, Style] = {
    "strong": "bold", "em": "italic", "link": "text_link", "heading": "bold", "blockquote": "blockquote",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A styled part; places are counted in characters, as Python does."""

    style: Style
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text of any length with its styled parts."""

    text: str
    parts: tuple[Part, ...] = ()

    def __add__(self, other: Formatted) -> Formatted:
        moved = (
            replace(part, start=part.start + len(self.text), end=part.end + len(self.text)) for part in other.parts
        )
        return Formatted(self.text + other.text, (*self.parts, *moved))

    def between(self, start: int, end: int) -> Formatted:
        """The piece from `start` to `end`, with what is left of its parts."""
        cut = (
            replace(part, start=max(part.start, start) - start, end=min(part.end, end) - start) for part in self.parts
        )
        return Formatted(self.text[start:end], tuple(part for part in cut if part.start < part.end))

    def spans(self) -> tuple[Span, ...]:
        """The parts as Telegram counts them."""
        return tuple(
            Span(part.style, units(self.text[: part.start]), units(self.text[part.start : part.end]), part.url)
            for part in self.parts
        )


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(whole: Formatted, limit: int = LONGEST) -> Iterator[Formatted]:
    """`whole` in pieces that fit in a message: between paragraphs where that is possible, else lines, else words."""
    start, text = 0, whole.text
    while start < len(text):
        end = _fitting(text, start, limit)
        if end < len(text):
            for border in ("\n\n", "\n", " "):
                if (place := text.rfind(border, start + 1, end + len(border))) > start:
                    end = place
                    break
        piece = whole.between(start, end)
        if piece.text.strip():
            ends = len(piece.text.rstrip())
            begins = len(piece.text) - len(piece.text.lstrip("\n"))
            yield piece.between(begins, ends)
        start = end
        while start < len(text) and text[start] in "\n ":
            start += 1


def _fitting(text: str, start: int, limit: int) -> int:
    """Where to end at the latest."""
    if units(text[start : start + limit]) <= limit:
        return min(len(text), start + limit)
    end, used = start, 0
    while end < len(text) and used + (width := 2 if text[end] > "\uffff" else 1) <= limit:
        end, used = end + 1, used + width
    return end


def from_markdown(text: str) -> Formatted:
    """An editor's Markdown."""
    page = _Page()
    for token in _MARKDOWN.parse(text):
        page.block(token)
    return Formatted("".join(page.written).strip("\n"), tuple(part for part in page.parts if part.start < part.end))


class _Page:
    """A page under way."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.parts: list[Part] = []
        self._length = 0
        self._open: list[tuple[Style, int, str | None]] = []
        self._lists: list[int | None] = []
        """For each list we are in, the number of its next item; None for a list without numbers."""
        self._mark = ""
        self._loose = ""
        """What parts this block from the one before."""

    def block(self, token: Token) -> None:
        """Add a block, or a border of one."""
        kind, _, side = token.type.rpartition("_")
        if kind in {"bullet_list", "ordered_list"}:
            self._list(kind, side, token)
        elif kind == "list_item" and side == "open":
            number = self._lists[-1]
            self._mark = "   " * (len(self._lists) - 1) + ("• " if number is None else f"{number}. ")
            self._lists[-1] = None if number is None else number + 1
        elif kind in _STYLES:
            self._border(kind, side)
        elif token.type == "inline":
            self._begin_block()
            self._inline(token.children or ())
            self._loose = "\n" if self._lists else "\n\n"
        elif token.type in {"fence", "code_block"}:
            self._begin_block()
            self._styled("pre", token.content.rstrip("\n"))
            self._loose = "\n\n"

    def _list(self, kind: str, side: str, token: Token) -> None:
        if side == "open":
            self._lists.append(int(token.attrs.get("start", 1)) if kind == "ordered_list" else None)
        else:
            self._lists.pop()
            self._loose = "\n" if self._lists else "\n\n"

    def _begin_block(self) -> None:
        self._write(self._loose if self.written else "")
        self._open = [(style, max(start, self._length), url) for style, start, url in self._open]
        self._write(self._mark)
        self._mark = ""

    def _inline(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            kind, _, side = token.type.rpartition("_")
            if kind in _STYLES:
                self._border(kind, side, str(token.attrs.get("href", "")) or None)
            elif token.type == "code_inline":
                self._styled("code", token.content)
            elif token.type in {"softbreak", "hardbreak"}:
                self._write(" " if token.type == "softbreak" else "\n")
            else:
                self._write(token.content)

    def _border(self, kind: str, side: str, url: str | None = None) -> None:
        if side == "open":
            self._open.append((_STYLES[kind], self._length, url))
            return
        style, start, url = self._open.pop()
        if style == "text_link" and not (url or "").startswith(("https://", "http://", "mailto:")):
            return
        self.parts.append(Part(style, start, self._length, url))

    def _styled(self, style: Style, text: str) -> None:
        self.parts.append(Part(style, self._length, self._length + len(text)))
        self._write(text)

    def _write(self, text: str) -> None:
        self.written.append(text)
        self._length += len(text)
