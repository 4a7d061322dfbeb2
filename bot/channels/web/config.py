"""What the web door needs to be told, and what it needs from the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.conversation.ports import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.clock import Clock
    from bot.conversation.runner import Runner
    from bot.knowledge import LiveKnowledge
    from bot.outbox.model import State


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The operator's choices for this door."""

    frame_ancestors: tuple[str, ...] = ()
    """Sites that may show the chat in a frame, such as `https://www.kommun.example`. Our own always may."""
    trust_proxy: bool = False
    """Believe the proxy in front about the visitor's address and whether the connection is encrypted."""
    always_secure: bool = False
    """Visitors always come over https, whatever this process sees."""
    keep_days: int = 21
    """Days a conversation can be taken up again: the cookie's age."""


class WebStore(Store, Protocol):
    """Storage as this door uses it: the conversation, and the state of the outbox for the operator."""

    async def outbox_summary(self) -> dict[State, int]:
        """How many mails are in each state."""
        ...

    async def oldest_undelivered(self) -> datetime | None:
        """Since when the longest waiting mail has waited."""
        ...


@dataclass(frozen=True, slots=True)
class Backstage:
    """What stands behind the door."""

    runner: Runner
    store: WebStore
    knowledge: LiveKnowledge
    clock: Clock
    mail_faults: Callable[[], int] = lambda: 0
    """How often in a row the mail server has been at fault; while it is, no mail is sent for a while."""
