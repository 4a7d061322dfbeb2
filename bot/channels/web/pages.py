"""HTML and text made of a conversation. Templates escape by themselves; only `markup` makes HTML of text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web import markup
from bot.channels.web.forms import page_id
from bot.conversation.messages import Outgoing, Reply
from bot.conversation.runner import load_outgoing
from bot.leads.model import SLOTS
from bot.locale import say

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.channels.web.session import Visitor
    from bot.conversation.ports import Exchange, Reaction

HERE = Path(__file__).parent
AUTOCOMPLETE = {
    "organisation": "organization", "name": "name", "role": "organization-title", "email": "email", "phone": "tel",
}  # fmt: skip
"""Slot → what the browser may know already."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message and its replies, as a page shows them."""

    id: str
    said: str | None
    outgoing: Outgoing
    reaction: Reaction | None = None
    last: bool = False
    """Nothing has been said since: its buttons can be pressed."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a message was not taken."""

    text: str
    typed: str = ""


def shown(history: list[Exchange]) -> list[Shown]:
    """A conversation from storage."""
    last = len(history) - 1
    return [
        Shown(one.update_id, one.said, load_outgoing(one.replies), one.reaction, place == last)
        for place, one in enumerate(history)
    ]


class Pages:
    """Writes pages. One for the whole service; nothing of one visitor stays in it."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals |= {"asset": asset, "steps": len(SLOTS)}

    def conversation(
        self, who: Visitor, exchanges: list[Shown], language: str, first: bool, trouble: Trouble | None = None
    ) -> str:
        """The whole page. `first`: nothing has been said yet, and what is shown is the greeting alone."""
        return self._render(
            "page.html", who, language, exchanges=exchanges, trouble=trouble, first=first,
            said=exchanges[-1].outgoing,
        )  # fmt: skip

    def fragment(self, who: Visitor, exchange: Shown, language: str) -> str:
        """What a script adds to the page: one message with its replies, and what the page's form becomes."""
        return self._render(
            "fragment.html", who, language, exchanges=[exchange], trouble=None, first=False, said=exchange.outgoing
        )

    def thanks(self, who: Visitor, exchange: Shown, language: str) -> str:
        """What a script puts in place of the thumbs."""
        return self._render("thumbs.html", who, language, one=exchange)

    def message(self, language: str, title: str, text: str) -> str:
        """A page with one thing to say, and a way back."""
        return self._templates.get_template("message.html").render(
            language=language, title=title, text=text, t=_texts(language)
        )

    def demo(self) -> str:
        """An invented municipality's page with the chat on it."""
        return self._templates.get_template("demo.html").render()

    def _render(self, template: str, who: Visitor, language: str, **values: Any) -> str:
        return self._templates.get_template(template).render(
            who=who,
            base=who.base,
            language=language,
            t=_texts(language),
            page=page_id(),
            position=position,
            autocomplete=AUTOCOMPLETE,
            body=lambda reply: body(reply, who.framed),
            linked=lambda text: markup.linked(text, who.framed),
            sources=lambda text: markup.sources(text, who.framed),
            **values,
        )


def body(reply: Reply, new_tab: bool) -> Markup:
    """A reply's text: an answer with the editor's own structure, all else as paragraphs."""
    if reply.markdown is not None:
        return markup.from_markdown(reply.markdown, new_tab)
    return markup.paragraphs(reply.text, new_tab)


def position(outgoing: Outgoing) -> int | None:
    """How far the form has come, from 1; None outside it."""
    if outgoing.expects in {"summary", "consent"}:
        return len(SLOTS)
    return SLOTS.index(outgoing.expects) + 1 if outgoing.expects in SLOTS else None


def transcript(exchanges: list[Shown], language: str) -> str:
    """The conversation as plain text, to keep."""
    lines = [say(language, "web.title"), ""]
    for one in exchanges:
        if one.said is not None:
            lines += [f"{say(language, 'web.you')}: {one.said}", ""]
        for reply in one.outgoing.replies:
            lines += [f"{say(language, 'web.bot')}: {reply.text}", ""]
            lines += [f"  [{button.label}]" for button in reply.buttons] + ([""] if reply.buttons else [])
    return "\n".join(lines)


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """The address of a file of ours; it changes with the file, so browsers may keep what they have."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


@lru_cache(maxsize=4)
def _texts(language: str) -> Any:
    """The page's own words: `t("send")`, `t("progress", step=4, steps=9)`."""
    return lambda name, **values: say(language, f"web.{name}", **values)
