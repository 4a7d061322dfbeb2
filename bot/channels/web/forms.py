"""What a visitor posts, read and held against what a page of ours can have sent."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args
from urllib.parse import parse_qsl

from aiohttp import web

from bot.conversation.ports import Reaction

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 65_536
"""Bytes in one post. The longest text that is read takes 48,000, escaped."""
PATIENCE = 20.0
"""Seconds a slow connection has for one post."""
MOST_FIELDS = 20
TRAP = "webbplats"
"""The field that is hidden from eyes, keyboard and screen readers alike, and says what it is to whoever meets it."""
_PAGE_ID = re.compile(r"[0-9a-f]{16}")
_UPDATE_ID = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}")


class Rejected(Exception):
    """A post that is not taken; `line` is the key of what the visitor reads, `typed` what they need not write again."""

    def __init__(self, status: int, line: str, typed: str = "") -> None:
        super().__init__(line)
        self.status, self.line, self.typed = status, line, typed


@dataclass(frozen=True, slots=True)
class Message:
    """Something written or pressed."""

    update_id: str
    text: str | None
    press: str | None
    first: bool
    """The page showed the greeting and nothing else."""
    language: str
    trapped: bool = False
    """The field that nobody sees was filled in."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A thumb on one answer."""

    update_id: str
    reaction: Reaction
    word: str


def page_id() -> str:
    """The number of one page as shown. The same thing done twice on one page is one message."""
    return secrets.token_hex(8)


async def fields(request: web.Request) -> dict[str, str]:
    """The fields of a form. Raises `Rejected` for what is no form, too large, or too slow in coming."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise Rejected(415, "web.problem_bad")
    try:
        async with asyncio.timeout(PATIENCE):
            body = await request.read()
    except TimeoutError as error:
        raise Rejected(408, "web.problem_slow") from error
    except web.HTTPRequestEntityTooLarge as error:
        raise Rejected(413, "web.problem_large") from error
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Rejected(400, "web.problem_bad") from error
    return dict(pairs)


def message(form: Mapping[str, str]) -> Message:
    """The form as a message. Raises `Rejected` when no page of ours can have sent it.

    The number is the page's with a hash of what was said: a double click is one message, but another text written on
    the same page, come back to with the browser's arrow, is another."""
    page, press = form.get("page", ""), form.get("press")
    text = None if press is not None else form.get("text")
    if not _PAGE_ID.fullmatch(page) or (text is None and press is None):
        raise Rejected(400, "web.problem_bad", text or "")
    if press is not None and len(press) > 200:
        raise Rejected(400, "web.problem_bad")
    said = f"{'text' if press is None else 'press'}:{text if press is None else press}"
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]
    language = "en" if form.get("lang") == "en" else "sv"
    return Message(f"{page}-{digest}", text, press, "first" in form, language, bool(form.get(TRAP, "").strip()))


def judgement(form: Mapping[str, str]) -> Judgement:
    """The form as a thumb. Raises `Rejected` when no page of ours can have sent it."""
    reaction = next((known for known in get_args(Reaction) if known == form.get("reaction")), None)
    update_id = form.get("answer", "")
    if reaction is None or not _UPDATE_ID.fullmatch(update_id):
        raise Rejected(400, "web.problem_bad")
    return Judgement(update_id, reaction, form.get("word", ""))
