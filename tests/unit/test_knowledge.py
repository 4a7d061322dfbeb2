"""The knowledge base in service: changes are taken in while running, and the last good version is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.guide import Policy
from bot.errors import KnowledgeError
from bot.knowledge import LiveKnowledge, folder, shipped
from tests.support.conversation import MOMENT, clock
from tests.support.knowledge import entry_text, faq_folder, put


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return faq_folder(tmp_path / "faq")


def live(root: Path) -> LiveKnowledge:
    return LiveKnowledge(root, clock(), Policy())


def answer(knowledge: LiveKnowledge, entry_id: str = "bastu") -> str:
    entry = knowledge.guide.answers.entry(entry_id, "sv")
    return entry.body.strip() if entry else ""


def test_nothing_happens_while_nothing_changes(root: Path) -> None:
    knowledge = live(root)
    before = knowledge.guide
    assert not knowledge.refresh()
    assert knowledge.guide is before


def test_a_changed_answer_is_taken_in(root: Path) -> None:
    knowledge = live(root)
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Ny text."))
    assert knowledge.refresh()
    assert answer(knowledge) == "Ny text."


def test_a_broken_version_is_told_and_left_aside_until_it_is_mended(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge = live(root)
    put(root, "sv/hamnen/bastu.md", "trasig")
    put(root, "sv/hamnen/hamnavgift.md", "också trasig")
    assert not knowledge.refresh()
    assert answer(knowledge) == "Så här är det."
    assert [finding.partition(":")[0] for finding in knowledge.findings] == [
        "sv/hamnen/bastu.md",
        "sv/hamnen/hamnavgift.md",
    ]
    assert "den förra versionen används" in caplog.text
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Lagad."))
    put(root, "sv/hamnen/hamnavgift.md", entry_text("hamnavgift"))
    assert knowledge.refresh()
    assert (answer(knowledge), knowledge.findings) == ("Lagad.", [])


def test_a_new_day_brings_its_own_answers(root: Path) -> None:
    tomorrow = (MOMENT + timedelta(days=1)).date()
    put(root, "sv/hamnen/bastu@1.md", entry_text("bastu", extra=f"valid_until: {MOMENT.date()}", body="I dag."))
    put(root, "sv/hamnen/bastu@2.md", entry_text("bastu", extra=f"valid_from: {tomorrow}", body="I morgon."))
    (root / "sv/hamnen/bastu.md").unlink()
    time = clock()
    knowledge = LiveKnowledge(root, time, Policy())
    assert answer(knowledge) == "I dag."
    time.set(MOMENT + timedelta(days=1))
    assert knowledge.refresh()
    assert answer(knowledge) == "I morgon."


def test_a_base_that_is_broken_from_the_start_is_refused_with_every_finding(root: Path) -> None:
    put(root, "sv/hamnen/bastu.md", "trasig")
    put(root, "sv/hamnen/hamnavgift.md", "också trasig")
    with pytest.raises(KnowledgeError) as caught:
        live(root)
    assert len(caught.value.findings) == 2


async def test_the_watch_takes_in_a_change_and_ends_when_asked(root: Path) -> None:
    knowledge = live(root)
    stop = asyncio.Event()
    watch = asyncio.create_task(knowledge.watch(stop))
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Ny text."))
    async with asyncio.timeout(10):
        while answer(knowledge) != "Ny text.":  # noqa: ASYNC110 - what is waited for is on the disk, and sets no event
            await asyncio.sleep(0.01)
        stop.set()
        await watch


def test_the_base_that_ships_is_used_when_none_is_set(root: Path) -> None:
    assert folder(None) == shipped()
    assert folder(root) == root
    assert (shipped() / "themes.toml").is_file()


@pytest.mark.parametrize("place", ["finns-inte", "fil"])
def test_a_folder_that_is_none_is_told_by_the_settings_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    with pytest.raises(KnowledgeError, match=r"PARTNERSKAP_FAQ_DIR: mappen .* finns inte"):
        folder(tmp_path / place)
