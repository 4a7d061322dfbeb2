"""The bot's replies as Telegram messages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.channels.telegram.buttons import rows
from bot.channels.telegram.entities import Formatted, Part, from_markdown, split
from bot.channels.telegram.wire import Key, Message
from bot.locale import say

if TYPE_CHECKING:
    from bot.channels.telegram.buttons import Stamps
    from bot.channels.telegram.heard import Heard
    from bot.channels.telegram.wire import Me, Span
    from bot.conversation.messages import Button, Outgoing, Reply

    Pieces = tuple[tuple[str, tuple[Span, ...]], ...]
    """What fits in one message each: text and looks."""

FORM = "ansok"
"""Where a link to the bot leads to the form: `?start=ansok`."""


def messages(outgoing: Outgoing, told: Heard, me: Me, stamps: Stamps) -> list[Message]:
    """Everything said to one message, in order; buttons below the last part of the reply they belong to."""
    made: list[Message] = []
    for reply in outgoing.replies:
        pieces = _pieces(reply)
        for place, (text, spans) in enumerate(pieces, 1):
            keys = _keys(reply, told, me, stamps) if place == len(pieces) else ()
            made.append(_message(told, text, spans, keys))
    return made


def sentence(told: Heard, language: str, name: str) -> Message:
    """One of the door's own lines."""
    return _message(told, say(language, name))


def formatted(reply: Reply) -> Formatted:
    """A reply's text as it stands; the labels of a summary in bold."""
    parts, place = [], 0
    for row in reply.rows:
        if (found := reply.text.find(f"{row.label}:", place)) >= 0:
            place = found + len(row.label) + 1
            parts.append(Part("bold", found, place))
    return Formatted(reply.text, tuple(parts))


def _pieces(reply: Reply) -> Pieces:
    if reply.markdown is not None and reply.footer is not None:
        return answer(reply.markdown, reply.footer)
    return _cut(formatted(reply))


@lru_cache(maxsize=1_024)
def answer(markdown: str, footer: str) -> Pieces:
    """An answer with the editor's structure, and its sources as a quotation. Made once and kept in memory, which
    nothing may be that a visitor has a part in."""
    sources = Formatted(footer, (Part("blockquote", 0, len(footer)),))
    return _cut(from_markdown(markdown) + Formatted("\n\n") + sources)


def _cut(whole: Formatted) -> Pieces:
    return tuple((piece.text, piece.spans()) for piece in split(whole))


def _message(told: Heard, text: str, spans: tuple[Span, ...] = (), keys: tuple[tuple[Key, ...], ...] = ()) -> Message:
    asked = told.message_id if not told.private and told.kind != "press" else None
    return Message(told.chat, text, spans, keys, told.thread, asked)


def _keys(reply: Reply, told: Heard, me: Me, stamps: Stamps) -> tuple[tuple[Key, ...], ...]:
    """The buttons. In a group the way to the form leads to a chat of one's own."""

    def key(button: Button) -> Key:
        if button.id == "lead" and not told.private:
            return Key(button.label, url=_link(me))
        return Key(button.label, stamps.carried(told.user, str(told.update_id), button.id))

    if reply.kind == "private":  # says where the way to the form leads, once
        others = rows([(button, key(button)) for button in reply.buttons if button.id != "lead"])
        return ((Key(say(reply.language, "telegram.open_private"), url=_link(me)),), *others)
    return rows([(button, key(button)) for button in reply.buttons])


def _link(me: Me) -> str:
    return f"https://t.me/{me.username}?start={FORM}"
