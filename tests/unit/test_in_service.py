"""What the running service says about its knowledge base reaches other processes, and never stands in its way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.guide import Policy
from bot.in_service import NAME, SILENT_AFTER, Report, read, report
from bot.knowledge import LiveKnowledge
from tests.support.conversation import MOMENT, clock
from tests.support.knowledge import faq_folder, put


@pytest.fixture
def knowledge(tmp_path: Path) -> LiveKnowledge:
    return LiveKnowledge(faq_folder(tmp_path / "faq"), clock(), Policy())


async def told(folder: Path, version: str, findings: int) -> Report:
    """What is said, once it is about this version with as many findings."""
    async with asyncio.timeout(10):
        while True:
            said = read(folder)
            if said and (said.standing.version, len(said.standing.findings)) == (version, findings):
                return said
            await asyncio.sleep(0.01)


async def test_what_serves_and_why_nothing_newer_is_told_until_the_service_ends(
    tmp_path: Path, knowledge: LiveKnowledge
) -> None:
    stop, version = asyncio.Event(), knowledge.standing.version
    running = asyncio.create_task(report(knowledge, tmp_path / "data", stop))
    said = await told(tmp_path / "data", version, 0)
    assert said.standing == knowledge.standing
    put(tmp_path / "faq", "sv/hamnen/bastu.md", "trasig")
    assert not knowledge.refresh()
    said = await told(tmp_path / "data", version, 1)
    assert said.standing.findings[0].startswith("sv/hamnen/bastu.md:1: ")
    stop.set()
    await running
    assert read(tmp_path / "data") is None


async def test_a_folder_that_cannot_be_written_is_no_hindrance(
    tmp_path: Path, knowledge: LiveKnowledge, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("en fil")
    stop = asyncio.Event()
    running = asyncio.create_task(report(knowledge, tmp_path / "data", stop))
    async with asyncio.timeout(10):
        while "kan inte skrivas" not in caplog.text:  # noqa: ASYNC110 - a log sets no event
            await asyncio.sleep(0.01)
    stop.set()
    await running


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "a", "day": "i går"}', "\x00"])
def test_a_damaged_report_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    assert read(tmp_path) is None


def test_a_report_grows_old(knowledge: LiveKnowledge) -> None:
    said = Report(knowledge.standing, MOMENT)
    assert said.fresh(MOMENT + timedelta(seconds=SILENT_AFTER - 1))
    assert not said.fresh(MOMENT + timedelta(seconds=SILENT_AFTER))
