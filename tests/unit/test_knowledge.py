"""The knowledge base in service: changes are taken in while running, and the last good version is kept."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.apart import WorkshopError
from bot.conversation.guide import Policy
from bot.errors import KnowledgeError
from bot.knowledge import PATIENCE, LiveKnowledge, folder, shipped
from bot.look import SETTLED_AFTER
from tests.support.conversation import MOMENT, clock
from tests.support.knowledge import entry_text, faq_folder, put

T = TypeVar("T")


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


def test_new_phrasings_are_live_at_once_and_the_rest_when_it_is_fitted(root: Path) -> None:
    knowledge = live(root)
    knowledge.guide.answers.warm()
    put(root, "sv/hamnen/fyr.md", entry_text("fyr", "Hur hög är fyren?", ["fyren", "fyrens höjd över havet"]))
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", "Hur bokar vi bastun?", ["bastu", "tid i badtunnan"]))
    (root / "sv/ombord/landstrom.md").unlink()
    assert knowledge.refresh()
    answers = knowledge.guide.answers
    assert knowledge.standing.fitting
    assert answers.match("FYREN!", "sv").id == "fyr"
    assert answers.match("tid i badtunnan", "sv").id == "bastu"
    assert answers.match("höjden på fyren över havet", "sv").id is None, "only word for word so far"
    gone = answers.match("Finns det el på bryggan?", "sv")
    assert (gone.decision, "landstrom" in {option.id for option in gone.candidates}) == ("refuse", False)
    knowledge.fit()
    assert not knowledge.standing.fitting
    assert answers.match("fyrens höjd ovanför havet", "sv").candidates[0].id == "fyr"


def test_what_no_matcher_is_made_from_costs_no_fit(root: Path) -> None:
    knowledge = live(root)
    knowledge.guide.answers.warm()
    before = knowledge.guide.answers.matcher("sv")
    put(root, "en/hamnen/bastu.md", entry_text("bastu", "How do we book?", ["sauna"], reviewed="2026-11-25"))
    text = (root / "sv/hamnen/hamnavgift.md").read_text("utf-8")
    put(root, "sv/hamnen/hamnavgift.md", text.replace("2026-11-23", "2026-11-25"))
    assert knowledge.refresh()
    assert knowledge.guide.answers.waiting == ["en"]
    assert knowledge.guide.answers.matcher("sv") is before
    entry = knowledge.guide.answers.entry("hamnavgift", "sv")
    assert entry is not None and entry.reviewed.day == 25


def test_a_second_save_while_the_first_is_fitted_is_the_one_that_counts(root: Path) -> None:
    saved = 0

    def slow(work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:
        nonlocal saved
        found = work(*given)
        if patient and not saved:
            saved += 1
            put(root, "sv/hamnen/bastu.md", entry_text("bastu", "Hur bokar vi bastun?", ["vedbastu"]))
            assert knowledge.refresh(), "taken in while another is fitted"
        return found

    knowledge = LiveKnowledge(root, clock(), Policy(), None, slow)
    knowledge.guide.answers.warm()
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", "Hur bokar vi bastun?", ["badtunna"]))
    assert knowledge.refresh()
    knowledge.fit()
    answers = knowledge.guide.answers
    assert (saved, answers.waiting, answers.stood_in_for) == (1, [], False)
    assert answers.match("vedbastu", "sv").id == "bastu"
    assert answers.match("badtunna", "sv").id is None


def test_a_burst_of_saves_is_one_reload(root: Path) -> None:
    readings = 0

    def counts(work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:
        nonlocal readings
        readings += 1
        return work(*given)

    knowledge = LiveKnowledge(root, clock(), Policy(), None, counts)

    def saves() -> None:
        for number in range(20):
            put(root, "sv/hamnen/bastu.md", entry_text("bastu", body=f"Version {number}."))
            time.sleep(SETTLED_AFTER / 4)

    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Nytt."))
    editor = threading.Thread(target=saves)
    editor.start()
    took_in = knowledge.refresh()
    editor.join()
    assert (took_in, readings, answer(knowledge)) == (True, 1, "Version 19.")


def test_a_file_that_grows_while_it_is_read_is_not_taken_half(root: Path) -> None:
    rounds = 0

    def saves_meanwhile(work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:
        nonlocal rounds
        rounds += 1
        found = work(*given)
        if rounds == 1:
            put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Hela svaret."))
        return found

    knowledge = LiveKnowledge(root, clock(), Policy(), None, saves_meanwhile)
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Hela sva"))
    assert knowledge.refresh()
    assert (rounds, answer(knowledge)) == (2, "Hela svaret.")


@pytest.mark.parametrize("how", ["emptied", "removed", "swedish-gone", "replaced-by-a-file"])
def test_whatever_happens_to_the_folder_the_last_good_version_answers(root: Path, how: str) -> None:
    knowledge = live(root)
    kept = root.rename(root.with_name("undan"))
    if how == "emptied":
        root.mkdir()
    elif how == "swedish-gone":
        shutil.copytree(kept, root)
        shutil.rmtree(root / "sv")
    elif how == "replaced-by-a-file":
        root.write_text("inte en mapp")
    assert not knowledge.refresh()
    assert answer(knowledge) == "Så här är det."
    assert knowledge.standing.findings, "it is told why"
    if root.is_dir():
        shutil.rmtree(root)
    root.unlink(missing_ok=True)
    kept.rename(root)
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Tillbaka."))
    assert knowledge.refresh()
    assert (answer(knowledge), knowledge.findings) == ("Tillbaka.", [])


def test_a_reading_that_fails_for_reasons_of_ours_is_told_and_tried_again(root: Path) -> None:
    ill = True

    def breaks(work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:
        if ill:
            raise WorkshopError("hjälpprocessen slutade i förtid (-9)")
        return work(*given)

    knowledge = LiveKnowledge(root, clock(), Policy(), None, breaks)
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Ny text."))
    assert not knowledge.refresh()
    assert "nytt försök görs" in knowledge.findings[0]
    ill = False
    tries = next(number for number in range(1, 2 * PATIENCE) if knowledge.refresh())
    assert tries == PATIENCE
    assert (answer(knowledge), knowledge.findings) == ("Ny text.", [])


def test_a_new_day_comes_even_while_the_files_have_errors(root: Path) -> None:
    tomorrow = (MOMENT + timedelta(days=1)).date()
    put(root, "sv/hamnen/bastu@1.md", entry_text("bastu", extra=f"valid_until: {MOMENT.date()}", body="I dag."))
    put(root, "sv/hamnen/bastu@2.md", entry_text("bastu", extra=f"valid_from: {tomorrow}", body="I morgon."))
    (root / "sv/hamnen/bastu.md").unlink()
    time_of_day = clock()
    knowledge = LiveKnowledge(root, time_of_day, Policy())
    put(root, "sv/hamnen/hamnavgift.md", "trasig")
    time_of_day.set(MOMENT + timedelta(days=1))
    assert knowledge.refresh()
    assert (answer(knowledge), len(knowledge.findings)) == ("I morgon.", 1)
    assert knowledge.standing.day == tomorrow


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
