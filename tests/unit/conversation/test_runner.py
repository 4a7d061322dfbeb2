"""One message at a time per person, stored before said, and the same update answered the same way."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar, cast

import pytest

from bot.conversation.guide import Guide
from bot.conversation.messages import Button, Incoming, Outgoing, Reply, Row
from bot.conversation.ports import Store, Turn
from bot.conversation.runner import Runner, dump_outgoing, load_outgoing
from bot.conversation.state import State
from bot.errors import StorageError
from bot.storage.sqlite import SqliteStore
from tests.support.conversation import clock
from tests.support.leads import mail

T = TypeVar("T")
FORM = ["anmäl intresse", "Falu kommun, Anna Ek, chef, anna.ek@falu.example", "hoppa över", "Vatten", "6", "Kenya", "idé",
        "hoppa över", "skicka"]  # fmt: skip


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "partnerskap.db")
    yield opened
    await opened.close()


@pytest.fixture
def runner(harbour_guide: Guide, store: SqliteStore) -> Runner:
    return Runner(lambda: harbour_guide, store, clock(), mail)


async def say(runner: Runner, *texts: str, user: str = "web:1") -> Outgoing:
    said = [await runner.handle(Incoming(user, text=text)) for text in texts]
    return said[-1]


async def kept(store: SqliteStore, user: str = "web:1") -> State:
    return State.load(await store.transact(lambda turn: turn.conversation(user)))


async def test_what_is_told_is_already_kept(runner: Runner, store: SqliteStore) -> None:
    said = await say(runner, "anmäl intresse", "Falu kommun")
    state = await kept(store)
    assert said.expects == state.expects == "name"
    assert state.draft is not None and state.draft.organisation is not None
    assert state.shown == tuple(button for reply in said.replies for button in reply.buttons)


async def test_a_yes_gives_number_mail_and_lead_together(runner: Runner, store: SqliteStore) -> None:
    await say(runner, *FORM)
    assert await store.leads() == [] and not runner.mail_queued.is_set()
    said = await say(runner, "ja")
    assert (
        said.lead == "KP-2026-0001" and "KP-2026-0001" in said.replies[-1].text and said.replies[-1].kind == "receipt"
    )
    assert [lead.number for lead in await store.leads()] == ["KP-2026-0001"]
    assert len(await store.rows()) == 1 and runner.mail_queued.is_set()
    again = await say(runner, "ja")
    assert again.lead is None and "redan mottagen" in again.replies[-1].text


async def test_an_update_that_comes_again_gets_its_reply_and_changes_nothing(
    runner: Runner, store: SqliteStore
) -> None:
    await say(runner, *FORM)
    once = await runner.handle(Incoming("web:1", press="yes", update_id="42"))
    twice = await runner.handle(Incoming("web:1", press="yes", update_id="42"))
    assert once == twice and once.lead == "KP-2026-0001"
    assert len(await store.leads()) == 1


async def test_messages_of_one_person_are_taken_in_order_and_others_do_not_mix(
    runner: Runner, store: SqliteStore
) -> None:
    texts = ["anmäl intresse", "Falu kommun", "Anna Ek", "chef"]
    both = [runner.handle(Incoming(user, text=text)) for text in texts for user in ("web:1", "web:2")]
    said = await asyncio.gather(*both)
    assert [outgoing.expects for outgoing in said[::2]] == ["organisation", "name", "role", "email"]
    assert [outgoing.expects for outgoing in said[1::2]] == ["organisation", "name", "role", "email"]
    assert (await kept(store, "web:2")).draft == (await kept(store)).draft


async def test_erasing_leaves_no_conversation_behind(runner: Runner, store: SqliteStore) -> None:
    await say(runner, *FORM, "ja", "radera")
    said = await say(runner, "ja")
    assert "1 anmälningar är borttagna" in said.replies[-1].text and said.replies[-1].buttons
    assert await store.transact(lambda turn: turn.conversation("web:1")) is None
    assert await store.leads() == []


class Full:
    """A store whose disk is full."""

    async def transact(self, work: Callable[[Turn], T]) -> T:
        raise StorageError("disken är full")


@pytest.mark.parametrize(("hint", "told"), [(None, "Något gick fel"), ("en-GB", "Something went wrong")])
async def test_a_full_disk_is_told_in_a_plain_sentence(
    harbour_guide: Guide, caplog: pytest.LogCaptureFixture, hint: str | None, told: str
) -> None:
    runner = Runner(lambda: harbour_guide, cast("Store", Full()), clock(), mail)
    with caplog.at_level(logging.ERROR):
        said = await runner.handle(Incoming("web:1", text="Jag heter Anna Ek", language_hint=hint))
    assert told in said.replies[0].text and "partnership@icld.se" in said.replies[0].text
    assert runner.unsaved == 1 and "disken är full" in caplog.text and "Anna" not in caplog.text


async def test_questions_are_logged_without_addresses(runner: Runner, tmp_path: Path) -> None:
    await say(runner, "Kan någon mejla anna.ek@falu.example om bastun?")
    with closing(sqlite3.connect(tmp_path / "partnerskap.db")) as db:
        logged = [row[0] for row in db.execute("SELECT text FROM questions")]
    assert len(logged) == 1 and "anna.ek" not in logged[0] and "bastun" in logged[0]


def test_replies_come_back_from_json_as_they_were() -> None:
    reply = Reply(
        "Hej å ä ö", (Button("yes", "Ja"),), "summary", "sv", "**Hej**", "Källa", (Row("name", "Namn", "Anna"),)
    )
    outgoing = Outgoing("web:1", (reply, Reply("")), "consent", "answer", "bastu", "KP-2026-0001")
    assert load_outgoing(dump_outgoing(outgoing)) == outgoing
