"""What a step wants done. The runner does it, in the same transaction that saves the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation.messages import Reply
    from bot.conversation.state import State
    from bot.leads.model import Lead
    from bot.leads.suspicion import Traces
    from intents import Verdict


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """Keep the question, masked."""

    text: str
    language: str
    verdict: Verdict
    turned_down: bool = False
    """Whether the visitor has seen the verdict's options and wants none of them."""


@dataclass(frozen=True, slots=True)
class RegisterLead:
    """Number the lead, keep it, promise its mail; then tell the person the number."""

    lead: Lead
    kept: State
    """Where the conversation goes back to when the lead is not taken now."""
    consent_text: str
    """What the person agreed to."""
    traces: Traces


@dataclass(frozen=True, slots=True)
class EraseUser:
    """Forget the person; then tell what was taken away."""


Effect = LogQuestion | RegisterLead | EraseUser


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one step."""

    state: State
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...] = ()
    decision: str | None = None
    entry_id: str | None = None
