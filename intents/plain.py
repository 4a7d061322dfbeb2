"""Markdown as an editor writes it, as plain text a terminal or a mail can show."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token


@lru_cache(maxsize=512)
def plain_text(markdown: str) -> str:
    """`markdown` without its signs: paragraphs apart, list items with a dash or number, links followed by address."""
    blocks: list[str] = []
    marker, items = "", 0
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "ordered_list_open":
            items = int(token.attrs.get("start", 1)) if token.attrs else 1
        elif token.type == "bullet_list_open":
            items = 0
        elif token.type == "list_item_open":
            marker = f"{items}. " if items else "– "
            items += 1 if items else 0
        elif token.type == "inline":
            joined = "\n" if marker and blocks and _is_item(blocks[-1]) else ""
            text = marker + _inline(token.children or [])
            if joined:
                blocks[-1] += joined + text
            else:
                blocks.append(text)
            marker = ""
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip())
    return "\n\n".join(block for block in blocks if block.strip())


def _is_item(block: str) -> bool:
    last = block.rsplit("\n", 1)[-1]
    return last.startswith("– ") or last.split(".", 1)[0].isdigit()


def _inline(tokens: list[Token]) -> str:
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
        elif token.type in {"text", "code_inline"}:
            parts.append(token.content)
    return "".join(parts)
