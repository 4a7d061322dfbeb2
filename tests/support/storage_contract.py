"""What the contract of every store is written with."""

from __future__ import annotations

from bot.outbox.model import Row
from tests.support.storage import (
    FullStore,
    at,
    register,
)

LEASE = 5
"""Minutes."""


class Broken(Exception):
    """The work did not go well."""


async def claimed(store: FullStore, minutes: float = 0) -> Row:
    """A row that is there to be claimed, claimed."""
    row = await store.claim(at(minutes), at(minutes + LEASE))
    assert row is not None
    return row


async def only_row(store: FullStore) -> Row:
    """The one row of the outbox."""
    (row,) = await store.rows()
    return row


async def one_of_each(store: FullStore) -> dict[str, int]:
    """A row in every state and one more that failed; their ids. The younger failed first."""
    ids: dict[str, int] = {}
    for minutes, state in enumerate(("failed-old", "sent", "waiting", "failed-young", "sending", "queued")):
        await store.transact(register(f"web:{state}", at(minutes)))
    for state in ("failed-old", "sent", "waiting", "failed-young", "sending"):
        row = await store.claim(at(10), at(60))
        assert row is not None
        ids[state] = row.id
    assert await store.mark_failed(ids["failed-young"], 1, "550")
    assert await store.mark_failed(ids["failed-old"], 1, "550")
    assert await store.mark_sent(ids["sent"], 1, at(11))
    assert await store.mark_waiting(ids["waiting"], 1, at(30), "451")
    ids["queued"] = (await store.rows(("queued",)))[0].id
    return ids
