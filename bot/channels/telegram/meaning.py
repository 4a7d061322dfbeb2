"""What an update is to the conversation: a message, a press, or something it cannot read and kindly says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.messages import Incoming

if TYPE_CHECKING:
    from bot.channels.telegram.buttons import Stamps
    from bot.channels.telegram.heard import Heard
    from bot.conversation.messages import Outgoing

Last = tuple[str, "Outgoing"] | None
"""The latest update answered in this chat, with what was replied."""
_NORDIC = ("sv", "nb", "nn", "da", "no")


def meaning(told: Heard, last: Last, stamps: Stamps) -> Incoming | str:
    """What to hand to the conversation, or the name of the line that says why there is nothing to hand over."""
    in_form = last is not None and last[1].expects is not None
    if told.kind == "press":
        return _incoming(told, press=stamps.pressed(told.user, told.text, last))
    if told.kind == "edited" and in_form:
        return "telegram.edited"
    if told.kind == "contact":
        if not told.private:
            return "telegram.contact_in_group"
        return _incoming(told, text=told.text) if in_form else "telegram.contact"
    if told.kind in {"text", "edited"} and told.text:
        return _incoming(told, text=told.text)
    return {"voice": "telegram.voice", "sticker": "telegram.sticker"}.get(told.kind, "telegram.only_text")


def needs_last(told: Heard) -> bool:
    """Whether what was replied last matters to what `told` means."""
    return told.kind != "text"


def language(told: Heard, last: Last) -> str:
    """The language of the door's own lines: the conversation's, else what the person's program speaks."""
    if last is not None:
        return last[1].language
    hint = (told.language or "sv").lower()
    return "sv" if hint.startswith(_NORDIC) else "en"


def _incoming(told: Heard, text: str | None = None, press: str | None = None) -> Incoming:
    return Incoming(
        told.user, text, press, "telegram", told.language, str(told.update_id), public=not told.private
    )  # fmt: skip
