"""Patience with the line: how long, how often, and when it ends."""

from __future__ import annotations

from typing import cast

import pytest

from bot.channels.telegram.courier import LONGEST_WAIT, TRIES, Courier, backoff
from bot.channels.telegram.wire import Closed, Fault, Message, Refused, Slow, Span, Unparsed, Unreachable, Wire

MESSAGE = Message(1, "Hej", (Span("bold", 0, 3),))


class Line:
    """A line that fails as told, then works; waits take no time and are written down."""

    def __init__(self, *faults: Fault) -> None:
        self.faults, self.sent, self.waits = list(faults), [], []  # type: ignore[var-annotated]  # filled below

    async def send(self, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(message)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def carries(self) -> bool:
        return await Courier(cast("Wire", self), self.sleep, lambda: 1.0).send(MESSAGE)


async def test_it_waits_as_long_as_it_is_told_however_often() -> None:
    line = Line(*[Slow(31)] * 20)
    assert await line.carries()
    assert line.waits == [31] * 20
    assert len(line.sent) == 1


async def test_it_tries_again_later_and_later_and_then_gives_up() -> None:
    line = Line(*[Unreachable("x")] * TRIES)
    assert not await line.carries()
    assert line.waits == sorted(line.waits)
    assert line.waits[-1] == LONGEST_WAIT
    assert line.sent == []


async def test_looks_are_given_up_before_the_message() -> None:
    line = Line(Unparsed("can't parse entities"))
    assert await line.carries()
    assert line.sent == [Message(1, "Hej")]


@pytest.mark.parametrize("fault", [Closed("blocked"), Refused("no")], ids=["closed", "refused"])
async def test_a_no_is_not_argued_with(fault: Fault) -> None:
    line = Line(fault)
    with pytest.raises(type(fault)):
        await line.carries()
    assert line.waits == []


def test_waits_are_spread_out() -> None:
    assert backoff(3, 0.0) == backoff(3, 1.0) / 2
    assert backoff(0, 1.0) < backoff(1, 1.0)
