"""Reads an update of either library: both name its parts as Telegram does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.conversation.commands import command

if TYPE_CHECKING:
    from bot.channels.telegram.wire import Me

Kind = Literal["text", "edited", "press", "contact", "voice", "sticker", "other", "left"]
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask the server for."""
_VOICE = ("voice", "video_note", "audio")
_STICKER = ("sticker", "dice")
_OTHER = ("photo", "video", "animation", "document", "location", "venue", "poll", "story", "paid_media", "checklist")
"""What people send that is no text. Anything else is the chat's own business: who came, what was pinned."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one update says, as far as it concerns us."""

    update_id: int
    chat: int
    kind: Kind
    """`left`: the person has blocked the bot, or the group has shown it out."""
    text: str = ""
    """What was written, also below a picture; a phone number shared; what a button carries."""
    picture: bool = False
    """The text stands below something that is no text."""
    private: bool = True
    language: str | None = None
    message_id: int | None = None
    thread: int | None = None
    press: str | None = None
    """The server's id of a press, for acknowledging it."""

    @property
    def user(self) -> str:
        """The conversation's key. A group holds one conversation together; nothing personal is ever said in it."""
        return f"telegram:{self.chat}"


def heard(update: Any, me: Me) -> Heard | None:
    """What `update` says to us. None when it is not for us: others talk in a group, another bot speaks, or it is of a
    kind we know nothing of."""
    if (query := update.callback_query) is not None:
        return _press(update.update_id, query)
    if (member := update.my_chat_member) is not None:
        gone = str(member.new_chat_member.status) in {"kicked", "left"}
        return Heard(update.update_id, member.chat.id, "left", private=_private(member.chat)) if gone else None
    message = update.message or update.edited_message
    if message is None or (message.from_user is not None and message.from_user.is_bot):
        return None
    return _message(update, message, me)


def _press(update_id: int, query: Any) -> Heard | None:
    message = query.message
    if message is None:  # below something sent on our behalf in a chat we are not in
        return None
    return Heard(
        update_id, message.chat.id, "press", query.data or "", private=_private(message.chat),
        language=query.from_user.language_code, message_id=message.message_id,
        thread=_thread(message), press=query.id,
    )  # fmt: skip


def _message(update: Any, message: Any, me: Me) -> Heard | None:
    private = _private(message.chat)
    kind, text = _content(message)
    if kind is None or not (private or _addressed(message, text, me)):
        return None
    if update.edited_message is not None:
        kind = "edited"
    return Heard(
        update.update_id,
        message.chat.id,
        kind,
        text if private else _named(me).sub(" ", text).strip(),
        picture=message.text is None and message.contact is None,
        private=private,
        language=message.from_user.language_code if message.from_user else None,
        message_id=message.message_id,
        thread=_thread(message),
    )


def _content(message: Any) -> tuple[Kind | None, str]:
    if message.text is not None:
        return "text", message.text
    if message.contact is not None:
        return "contact", message.contact.phone_number
    if message.caption:
        return "text", message.caption
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (("voice", _VOICE), ("sticker", _STICKER), ("other", _OTHER))
    return next((kind for kind, names in kinds if any(getattr(message, name, None) for name in names)), None), ""


def _addressed(message: Any, text: str, me: Me) -> bool:
    """Whether something said in a group is said to us: by name, as a reply, or as a command that is ours."""
    before = message.reply_to_message
    if before is not None and before.from_user is not None and before.from_user.id == me.id:
        return True
    if text.startswith("/"):
        name, _, bot = text.split(maxsplit=1)[0].partition("@")
        return bot.lower() == me.username.lower() if bot else command(name) is not None
    return bool(_named(me).search(text))


def _named(me: Me) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(me.username)}(?!\w)", re.IGNORECASE)


def _private(chat: Any) -> bool:
    return str(chat.type) == "private"


def _thread(message: Any) -> int | None:
    """Only in a forum: elsewhere a thread is just a chain of replies, and sending into it is refused."""
    thread: int | None = message.message_thread_id if getattr(message, "is_topic_message", None) else None
    return thread
