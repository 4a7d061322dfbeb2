"""When processes crash while a transcript is held."""

from __future__ import annotations

from zlib import crc32

from tests.support.holding import Crash, Plan
from tests.support.outcomes import Outcome

SPARSE = 6
"""Of so many messages one crashes unread, and one read."""


def always(crash: Crash) -> Plan:
    """At every message."""
    return lambda _message: crash


def alone(crash: Crash, at: int) -> Plan:
    """At one message."""
    return lambda message: crash if message == at else None


def in_turn(*crashes: Crash) -> Plan:
    """At every message, one kind after the other."""
    return lambda message: crashes[message % len(crashes)]


def sampled(usual: Outcome, name: str) -> Plan:
    """A few crashes of every kind, elsewhere for every `name`, and where a lead was sent: all in one run."""
    start = crc32(name.encode())
    leads = {place for place, step in enumerate(usual.steps) if step.told and step.told.lead}

    def plan(message: int) -> Crash | None:
        turn = (message + start) % SPARSE
        if message in leads:
            return (Crash.SENDING, Crash.UNREAD)[start % 2]
        return {0: Crash.UNREAD, SPARSE // 2: Crash.READ}.get(turn)

    return plan


def in_order(plan: Plan) -> Plan:
    """The same messages, with an end in order instead of a crash."""
    return lambda message: Crash.NONE if plan(message) in {Crash.UNREAD, Crash.READ} else None
