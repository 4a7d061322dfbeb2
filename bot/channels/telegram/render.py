"""The bot's replies as Telegram messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.telegram.buttons import rows
from bot.channels.telegram.entities import Formatted, Part, from_markdown, split
from bot.channels.telegram.wire import Key, Message
from bot.locale import say

if TYPE_CHECKING:
    from bot.channels.telegram.buttons import Stamps
    from bot.channels.telegram.heard import Heard
    from bot.channels.telegram.wire import Me
    from bot.conversation.messages import Button, Outgoing, Reply

FORM = "ansok"
"""Where a link to the bot leads to the form: `?start=ansok`."""


def messages(outgoing: Outgoing, told: Heard, me: Me, stamps: Stamps) -> list[Message]:
    """Everything said to one message, in order; buttons below the last part of the reply they belong to."""
    made: list[Message] = []
    for reply in outgoing.replies:
        pieces = list(split(formatted(reply)))
        for place, piece in enumerate(pieces, 1):
            keys = _keys(reply, told, me, stamps) if place == len(pieces) else ()
            made.append(_message(told, piece, keys))
    return made


def sentence(told: Heard, language: str, name: str) -> Message:
    """One of the door's own lines."""
    return _message(told, Formatted(say(language, name)), ())


def formatted(reply: Reply) -> Formatted:
    """A reply's text: an answer with the editor's structure and its sources as a quotation, a summary with its labels
    in bold, all else as it stands."""
    if reply.markdown is not None and reply.footer is not None:
        footer = Formatted(reply.footer, (Part("blockquote", 0, len(reply.footer)),))
        return from_markdown(reply.markdown) + Formatted("\n\n") + footer
    parts, place = [], 0
    for row in reply.rows:
        if (found := reply.text.find(f"{row.label}:", place)) >= 0:
            place = found + len(row.label) + 1
            parts.append(Part("bold", found, place))
    return Formatted(reply.text, tuple(parts))


def _message(told: Heard, text: Formatted, keys: tuple[tuple[Key, ...], ...]) -> Message:
    asked = told.message_id if not told.private and told.kind != "press" else None
    return Message(told.chat, text.text, text.spans(), keys, told.thread, asked)


def _keys(reply: Reply, told: Heard, me: Me, stamps: Stamps) -> tuple[tuple[Key, ...], ...]:
    """The buttons. In a group the way to the form leads to a chat of one's own."""

    def key(button: Button) -> Key:
        if button.id == "lead" and not told.private:
            return Key(button.label, url=_link(me))
        return Key(button.label, stamps.carried(told.user, str(told.update_id), button.id))

    made = rows([(button, key(button)) for button in reply.buttons])
    if reply.kind == "private":
        return ((Key(say(reply.language, "telegram.open_private"), url=_link(me)),), *made)
    return made


def _link(me: Me) -> str:
    return f"https://t.me/{me.username}?start={FORM}"
