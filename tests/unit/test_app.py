"""The composition root: what the settings choose is what is joined, and what runs beside a door does its work."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App, application, background, policy, transport
from bot.conversation.messages import Incoming
from bot.knowledge import LiveKnowledge
from bot.outbox.transports.file import FileTransport
from bot.outbox.transports.smtp import SmtpTransport
from tests.support.commands import FORM
from tests.support.conversation import MOMENT, clock, settings_for
from tests.support.storage import a_question


@pytest.fixture
def knowledge(harbour: Path) -> LiveKnowledge:
    """The small knowledge base."""
    return LiveKnowledge(harbour, clock(), policy(settings_for(harbour)))


def test_mails_become_files_until_a_server_is_set(tmp_path: Path) -> None:
    assert isinstance(transport(settings_for(tmp_path)), FileTransport)
    server = settings_for(tmp_path, smtp_url=SecretStr("smtp://guiden:hemligt@localhost:2525"))
    chosen = transport(server)
    assert isinstance(chosen, SmtpTransport)
    assert "2525" in repr(chosen)
    assert "hemligt" not in repr(chosen)


def test_visitors_are_told_what_the_operator_chose(tmp_path: Path) -> None:
    chosen = policy(settings_for(tmp_path, lead_to="partner@icld.example", retention_days="conversation=5,lead=30"))
    assert (chosen.lead_to, chosen.conversation_days, chosen.lead_days, chosen.question_days) == (
        "partner@icld.example", 5, 30, 400,
    )  # fmt: skip


async def test_a_lead_is_delivered_while_the_door_is_open(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    async with application(settings_for(tmp_path), clock(), knowledge) as app, background(app):
        said = [await app.runner.handle(Incoming("web:1", press="lead"))]
        said += [await app.runner.handle(Incoming("web:1", text=text)) for text in (*FORM, "skicka", "ja")]
        number = said[-1].lead
        assert number == "KP-2026-0001"
        async with asyncio.timeout(10):
            while not (tmp_path / "mail" / f"{number}.eml").exists():  # noqa: ASYNC110 - a file sets no event
                await asyncio.sleep(0.01)


async def test_what_has_been_kept_as_long_as_promised_is_gone(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    settings = settings_for(tmp_path, retention_days="question=10")
    async with application(settings, clock(), knowledge) as app:
        old, new = MOMENT - timedelta(days=10, seconds=1), MOMENT - timedelta(days=10)
        for asked in (old, new):
            await app.store.transact(lambda turn, asked=asked: turn.log_question(a_question(asked)))  # type: ignore[misc]  # the loop's own value
        assert await app.forget() == 1
        assert [question.at for question in await app.store.questions()] == [new]


async def test_forgetting_begins_when_the_door_opens(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    async with application(settings_for(tmp_path), clock(), knowledge) as app:
        await app.store.transact(lambda turn: turn.log_question(a_question(MOMENT - timedelta(days=401))))
        async with background(app), asyncio.timeout(10):
            while await app.store.questions():  # noqa: ASYNC110 - what is forgotten sets no event
                await asyncio.sleep(0.01)


async def test_closing_the_door_ends_what_ran_beside_it(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    before = asyncio.all_tasks()
    async with asyncio.timeout(10), application(settings_for(tmp_path), clock(), knowledge) as app, background(app):
        assert {task.get_name() for task in asyncio.all_tasks() - before} >= {"outbox", "knowledge", "forgetting"}
    assert asyncio.all_tasks() == before


async def registered(app: App, user: str) -> str:
    """A whole registration, delivered as a file."""
    await app.runner.handle(Incoming(user, press="lead"))
    said = [await app.runner.handle(Incoming(user, text=text)) for text in (*FORM, "skicka", "ja")]
    await app.worker.run_once()
    return said[-1].lead or ""


async def test_the_mail_file_goes_with_the_lead_whoever_erases_it(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    still = clock()
    async with application(settings_for(tmp_path), still, knowledge) as app:
        by_visitor, by_operator, by_age = [await registered(app, f"web:{turn}") for turn in range(3)]
        files = {number: tmp_path / "mail" / f"{number}.eml" for number in (by_visitor, by_operator, by_age)}
        assert all(file.exists() for file in files.values())
        for text in ("radera", "ja"):
            await app.runner.handle(Incoming("web:0", text=text))
        assert [file.exists() for file in files.values()] == [False, True, True]
        await app.store.erase_lead(by_operator)
        await app.forget()
        assert [file.exists() for file in files.values()] == [False, False, True]
        still.set(MOMENT + timedelta(days=90, seconds=1))
        await app.forget()
        assert not files[by_age].exists()


async def test_a_mail_folder_that_cannot_be_read_hinders_no_erasure(
    tmp_path: Path, knowledge: LiveKnowledge, caplog: pytest.LogCaptureFixture
) -> None:
    async with application(settings_for(tmp_path), clock(), knowledge) as app:
        (tmp_path / "mail").mkdir()
        number = await registered(app, "web:1")
        (tmp_path / "mail" / f"{number}.eml").unlink()
        (tmp_path / "mail" / f"{number}.eml").mkdir()
        said = [await app.runner.handle(Incoming("web:1", text=text)) for text in ("radera", "ja")]
        assert "borttagna här" in said[-1].replies[0].text
    assert "Mejlfiler för raderade anmälningar kunde inte tas bort" in caplog.text


async def test_limits_are_those_of_the_settings(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    async with application(settings_for(tmp_path, lead_limits="user=1"), clock(), knowledge) as app:
        assert await registered(app, "web:1")
        await app.runner.handle(Incoming("web:1", press="lead"))
        other = [text if text != "Kenya" else "Uganda" for text in FORM]
        said = [await app.runner.handle(Incoming("web:1", text=text)) for text in (*other, "skicka", "ja")]
        assert said[-1].lead is None and "Du har skickat 1 anmälningar" in said[-1].replies[0].text
