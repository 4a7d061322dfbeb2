"""The transport that tests and demonstrations use keeps its own promises."""

from __future__ import annotations

import pytest

from bot.outbox.delivery import Accepted, Deferred
from bot.outbox.transports.memory import MemoryTransport
from tests.support.outbox import a_mail


async def test_it_says_what_the_script_says_and_then_yes() -> None:
    transport = MemoryTransport([Deferred("Vänta."), Accepted("ja")])
    first, second, third = a_mail("1"), a_mail("2"), a_mail("3")
    outcomes = [await transport.deliver(mail) for mail in (first, second, third)]
    assert outcomes == [Deferred("Vänta."), Accepted("ja"), Accepted()]
    assert transport.attempted == [first, second, third]
    assert transport.delivered == [second, third]


async def test_delivering_after_closing_is_a_fault() -> None:
    transport = MemoryTransport()
    await transport.close()
    with pytest.raises(RuntimeError):
        await transport.deliver(a_mail())
