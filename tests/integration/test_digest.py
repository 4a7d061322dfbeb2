"""The day's digest in the running service: from the leads of yesterday to the mail of this morning."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.app import application, background
from bot.clock import FixedClock
from bot.knowledge import LiveKnowledge
from bot.storage.sqlite import SqliteStore
from tests.support.conversation import MOMENT, settings_for
from tests.support.storage import register


async def a_day(folder: Path, knowledge: LiveKnowledge, clock: FixedClock, wanted: str, expected: list[str]) -> None:
    """The service runs until these mails are there, and has no others in its outbox."""
    async with application(settings_for(folder, digest=wanted), clock, knowledge) as app:
        async with background(app), asyncio.timeout(20):
            while [mail.stem for mail in sorted((folder / "mail").glob("*.eml"))] != sorted(expected):  # noqa: ASYNC110 - files set no event
                await asyncio.sleep(0.02)
        if app.digest:
            assert not await app.digest.queue()
        assert [row.mail.subject_number for row in await app.store.rows()] == expected


@pytest.mark.parametrize("wanted", ["daily", "off"])
async def test_the_service_tells_of_yesterday_each_morning_unless_it_is_turned_off(
    tmp_path: Path, live_knowledge: LiveKnowledge, wanted: str
) -> None:
    clock = FixedClock(MOMENT)
    lead = "KP-2026-0001"
    await a_day(tmp_path, live_knowledge, clock, wanted, [])
    store = SqliteStore.open(tmp_path / "partnerskap.db")
    await store.transact(register(now=MOMENT))
    await store.close()
    await a_day(tmp_path, live_knowledge, clock, wanted, [lead])
    clock.set(MOMENT + timedelta(days=1))
    mornings = ["dagsbesked-2026-11-24"] * (wanted == "daily")
    for _ in range(2):
        await a_day(tmp_path, live_knowledge, clock, wanted, [lead, *mornings])
    for name in mornings:
        message = message_from_bytes((tmp_path / "mail" / f"{name}.eml").read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert message["Subject"] == f"Igår: {lead}, inget väntar (Partnerskapsguiden)"
