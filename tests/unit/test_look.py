"""Has anything changed? What counts, when it stands still, and being told where nothing tells."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.look import SETTLED_AFTER, changes, look, settled
from tests.support.knowledge import faq_folder, put


@pytest.mark.parametrize("shown", ["sv/hamnen/ny.md", "sv/hamnen/bastu.txt", "sv/provfragor.tsv", "themes.toml"])
def test_what_an_editor_saves_counts(tmp_path: Path, shown: str) -> None:
    root = faq_folder(tmp_path / "faq")
    before = look(root)
    put(root, shown, "något annat")
    assert look(root) != before


@pytest.mark.parametrize(
    "shown",
    [".git/index.md", "sv/hamnen/.#bastu.md", "sv/hamnen/~$bastu.md", "sv/hamnen/bastu.md~", "sv/4913", "bild.png"],
)
def test_what_programs_leave_beside_it_does_not(tmp_path: Path, shown: str) -> None:
    root = faq_folder(tmp_path / "faq")
    before = look(root)
    put(root, shown, "något annat")
    assert look(root) == before != ()


def test_files_that_stand_still_are_settled_and_others_left_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = faq_folder(tmp_path / "faq")
    monkeypatch.setattr("bot.look.LONGEST_BURST", 3.5 * SETTLED_AFTER)
    seen = look(root)
    assert settled(root, seen) == seen
    assert settled(root, ()) == seen, "the next two looks agree"
    grows = put(root, "sv/hamnen/bastu.md", "")
    done = threading.Event()

    def grow() -> None:
        while not done.wait(SETTLED_AFTER / 5):
            with grows.open("a") as file:
                file.write("mer och mer ")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        assert settled(root, look(root)) is None
    finally:
        done.set()
        writer.join()


async def test_a_folder_that_is_not_there_is_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.look.LOOK_EVERY", 0.01)
    stop, times = asyncio.Event(), 0
    async with asyncio.timeout(10):
        async for _ in changes(tmp_path / "faq", stop):
            times += 1
            if times == 3:
                stop.set()
    assert times == 3


async def test_a_save_is_told_at_once_and_also_in_a_folder_put_in_the_place_of_the_first(tmp_path: Path) -> None:
    root, stop, told = faq_folder(tmp_path / "faq"), asyncio.Event(), asyncio.Event()

    async def listen() -> None:
        async for _ in changes(root, stop):
            told.set()

    listening = asyncio.create_task(listen())
    async with asyncio.timeout(20):
        for number in range(2):
            await told.wait()
            told.clear()
            put(root, "sv/hamnen/bastu.md", "nytt")
            await told.wait()
            told.clear()
            root.rename(tmp_path / f"undan-{number}")
            faq_folder(root)
        stop.set()
        await listening
