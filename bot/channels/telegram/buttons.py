"""Buttons below messages: what they carry, and what a press is worth when it comes.

A button carries a stamp that only this bot can make, for this chat and the message it was shown with, and the button's
id. Most buttons mean the same whenever they are pressed. Those that answer a question (`yes`, `send`, `skip` …) count
only while it is the last thing asked: a yes to the summary must never become a yes to the consent.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from typing import TYPE_CHECKING

from bot.channels.telegram.wire import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.messages import Button, Outgoing

MOST = 64
"""Bytes a button may carry."""
STALE = "stale"
"""A press that counts no more, as the conversation hears it: no button has this id."""
_ALWAYS = frozenset({"topic", "theme", "topics", "lead", "human", "resume", "edit", "list", "swedish", "english"})
"""Kinds of buttons that mean the same whenever they are pressed."""
_NARROW = 16
"""Characters up to which two labels stand side by side on a small screen."""


def secret(token: str) -> bytes:
    """The key for stamps, from the bot's token: the same after a restart."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"partnersk-button").digest()


class Stamps:
    """Makes and reads what buttons carry."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def carried(self, user: str, update_id: str, button: str) -> str:
        """What `button`, shown in answer to `update_id`, carries. An id that is too long is carried as its hash."""
        stamp = self._digest(user, update_id)
        whole = f"{stamp}:{button}"
        return whole if len(whole.encode()) <= MOST else f"{stamp}#{self._digest(button)}"

    def pressed(self, user: str, data: str, last: tuple[str, Outgoing] | None) -> str:
        """The id of the button that carries `data`, `STALE` when it counts no more or was never ours. `last`: the
        latest update with what was replied."""
        place = len(self._digest(user, ""))
        stamp, sign, button = data[:place], data[place : place + 1], data[place + 1 :]
        current = last is not None and stamp == self._digest(user, last[0])
        if sign == "#":
            shown = [one.id for reply in last[1].replies for one in reply.buttons] if last and current else []
            return next((one for one in shown if self._digest(one) == button), STALE)
        if sign != ":" or not (current or button.partition(":")[0] in _ALWAYS):
            return STALE
        return button

    def _digest(self, *parts: str) -> str:
        made = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), key=self._key, digest_size=10).digest()
        return b32encode(made).decode()


def rows(buttons: Sequence[tuple[Button, Key]]) -> tuple[tuple[Key, ...], ...]:
    """Keys as rows: short labels two by two, long ones alone."""
    made: list[list[Key]] = []
    for button, key in buttons:
        room = made and len(made[-1]) == 1 and max(len(button.label), len(made[-1][0].label)) <= _NARROW
        if room:
            made[-1].append(key)
        else:
            made.append([key])
    return tuple(map(tuple, made))
