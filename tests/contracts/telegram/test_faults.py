"""Lines that fail, updates that come twice, and the start."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path

import aiohttp
import pytest

from bot.errors import SettingsError
from bot.knowledge import LiveKnowledge
from tests.support.telegram import (
    ANNA,
    BROKEN,
    TOKEN,
    UNPARSED,
    BotApi,
    slow,
)
from tests.support.telegram_bots import Served, bot
from tests.support.telegram_contract import BO, line


async def test_the_server_is_given_the_time_it_asks_for(served: Served) -> None:
    served.api.fail("sendMessage", slow(1))
    begun = time.monotonic()
    await served.says("/start")
    await served.says("Vem kan söka?")
    waited = time.monotonic() - begun
    assert len(served.api.texts()) == 2
    assert waited >= 1 or served.api.count("sendMessage") == 0  # in a webhook's response nothing is sent


@pytest.mark.parametrize("fault", [BROKEN, "before"], ids=["500", "hangs up"])
async def test_a_line_that_fails_is_tried_again(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, fault: object
) -> None:
    async with bot(api, tmp_path, live_knowledge, library) as served:
        api.fail("sendMessage", fault)  # type: ignore[arg-type]  # one of the two it knows
        assert "Källa" in await served.says("Vem kan söka?")
        assert len([text for text in api.texts() if "Källa" in text]) == 1


async def test_a_text_whose_looks_cannot_be_read_is_sent_without_them(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library) as served:
        await served.says("/start")
        api.fail("sendMessage", UNPARSED)
        assert "Källa" in await served.says("Vem kan söka?")
        assert not api.sent[-1].params.get("entities")


async def test_an_update_nobody_can_read_stops_nothing(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("partnerskap").propagate = True
    await served.api.raw({"message": {"message_id": "?", "chat": 7}})
    await served.api.raw({"something_new": {"id": 1}})
    assert "Källa" in await served.says("Vem kan söka?")
    assert "gick inte att läsa" in caplog.text


async def test_messages_are_answered_in_order_and_people_side_by_side(served: Served) -> None:
    await served.says("/start")
    served.api.unread()
    if served.api.webhook is None:
        served.api.fail("sendMessage", slow(3))
    for text in ("/anmal", "Falu kommun", "Anna Ek", "miljöstrateg", "anna.ek@falu.example"):
        await served.api.say(text)
    await served.api.say("/amnen", BO)
    await served.api.until(lambda: bool(served.api.texts(BO)))
    if served.api.webhook is None:
        assert served.api.unread() == []  # Bo need not wait for Anna
    said = await served.after(0)
    order = [said.find(line(f"ask.{slot}")) for slot in ("organisation", "name", "role", "email", "phone")]
    assert -1 not in order
    assert order == sorted(order)


async def test_somebody_who_waits_sees_that_an_answer_is_coming(served: Served) -> None:
    held = asyncio.create_task(served.app.store.transact(lambda _: time.sleep(1.0)))
    await asyncio.sleep(0.05)
    await served.says("Vem kan söka?")
    await held
    assert ("sendChatAction", {"chat_id": ANNA, "action": "typing"}) in [
        (name, params | {"chat_id": int(params.get("chat_id", 0))}) for name, params in served.api.calls
    ]


async def test_an_update_that_comes_twice_is_answered_once(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library) as served:
        number = await api.say("/start")
        await api.settled()
        await api.again(number)
        await api.settled()
        assert len(api.texts()) == 1
        assert served.api is api


async def test_after_a_crash_the_answer_comes_but_no_second_lead(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, mode: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library, mode) as served:
        await served.fills("consent")
        await served.says("skicka")
        number = await api.press("Ja")
        await api.settled()
    api.unread()
    async with bot(api, tmp_path, live_knowledge, library, mode) as served:
        await api.again(number)
        assert "KP-2026-0001" in await served.after(number)
        assert len(await served.app.store.leads()) == 1


async def test_a_server_without_menus_is_survived(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, mode: str
) -> None:
    api.lacks.add("setMyCommands")
    async with bot(api, tmp_path, live_knowledge, library, mode) as served:
        assert "Källa" in await served.says("Vem kan söka?")


@pytest.mark.parametrize("token", [TOKEN[:-1] + "X", "4242:kort"], ids=["another", "too short"])
async def test_a_wrong_token_is_one_clear_sentence(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, token: str
) -> None:
    with pytest.raises(SettingsError, match=r"PARTNERSKAP_TELEGRAM_TOKEN: Telegram känner ingen bot") as raised:
        async with bot(api, tmp_path, live_knowledge, library, token=token):
            pass
    assert "4242" not in str(raised.value)


async def test_the_rest_of_the_service_starts_while_telegram_is_down(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, mode: str
) -> None:
    api.fail("getMe", "before", BROKEN)
    async with bot(api, tmp_path, live_knowledge, library, mode) as served:
        async with aiohttp.ClientSession() as session, session.get(f"{served.address}healthz") as page:
            assert page.status == 200
        assert "Källa" in await served.says("Vem kan söka?")
