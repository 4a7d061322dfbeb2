"""What the Telegram door promises, over every library and both ways updates come, against a Bot API server on a port."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram.menu import COMMANDS
from bot.errors import SettingsError
from bot.knowledge import LiveKnowledge
from bot.locale import say
from tests.support.telegram import (
    ANNA,
    BLOCKED,
    BROKEN,
    GROUP,
    ME,
    TOKEN,
    UNPARSED,
    BotApi,
    bot_api,
    slow,
)
from tests.support.telegram_bots import LIBRARIES, MODES, Served, bot

BO = 1002
"""Somebody else, alone with the bot."""


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as server:
        yield server


@pytest.fixture
async def served(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, mode: str
) -> AsyncIterator[Served]:
    async with bot(api, tmp_path, live_knowledge, library, mode) as up:
        yield up


def line(name: str) -> str:
    """One of the bot's lines without its values, up to the first."""
    return say("sv", name).partition("{")[0]


# --- a conversation


async def test_a_question_is_answered_with_source_date_and_ways_on(served: Served) -> None:
    said = await served.says("Hur mycket pengar kan vi få?")
    assert "2,25 och 2,55 miljoner" in said
    assert "Källa: https://icld.se/" in said
    assert "Granskat 2026-" in said
    assert "Anmäl intresse" in served.api.sent[-1].keys
    last = served.api.sent[-1].params
    assert last["link_preview_options"]["is_disabled"] is True
    assert "blockquote" in {entity["type"] for entity in last["entities"]}


async def test_a_whole_registration_becomes_one_lead_from_telegram(served: Served) -> None:
    assert line("summary.text") in await served.fills("summary")
    assert "bold" in {entity["type"] for entity in served.api.sent[-1].params["entities"]}
    assert "Godkänner du" in await served.presses("Skicka")
    assert "KP-2026-0001" in await served.presses("Ja")
    (lead,) = await served.app.store.leads()
    assert lead.document["channel"] == "telegram"
    assert lead.user == f"telegram:{ANNA}"
    await served.app.worker.run_once()
    assert (await served.app.store.leads())[0].delivered is not None


async def test_start_greets(served: Served) -> None:
    assert await served.says("/start") == served.api.sent[-1].text
    assert "en bot, inte en människa" in served.api.sent[-1].text
    assert {"Visa ämnen", "Anmäl intresse"} <= set(served.api.sent[-1].keys)


async def test_a_link_leads_to_the_form_or_to_an_answer(served: Served) -> None:
    assert line("ask.organisation") in await served.says("/start ansok")
    assert "miljoner kronor" in await served.says("/start bidragets-storlek", BO)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("amnen", "menu.themes"), ("topics", "menu.themes"), ("anmal", "ask.organisation"),
        ("interest", "ask.organisation"), ("radera", "erase.confirm"), ("erase", "erase.confirm"),
        ("integritet", ""), ("privacy", ""), ("hjalp", "social.help"), ("help", "social.help"),
        ("avbryt", "social.nothing_to_cancel"), ("start", "greeting.full"),
    ],
)  # fmt: skip
async def test_every_command_does_what_the_menu_says(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, command: str, told: str
) -> None:
    assert any(command in names for names in COMMANDS.values())
    async with bot(api, tmp_path, live_knowledge, library) as served:
        privacy = served.app.knowledge.guide.answers.entry("personuppgifter", "sv")
        assert privacy
        assert (line(told) if told else privacy.body.partition("\n")[0]) in await served.says(f"/{command}")


async def test_the_language_command_switches(served: Served) -> None:
    assert say("en", "social.language") in await served.says("/sprak")
    assert say("sv", "social.language") in await served.says("/language")


async def test_the_menu_of_commands_is_set_in_both_languages(served: Served) -> None:
    menus = {
        params.get("language_code"): [one["command"] for one in params["commands"]]
        for name, params in served.api.calls if name == "setMyCommands"
    }  # fmt: skip
    assert menus == {None: list(COMMANDS["sv"]), "sv": list(COMMANDS["sv"]), "en": list(COMMANDS["en"])}


# --- buttons


async def test_a_press_is_answered_and_acknowledged(served: Served) -> None:
    await served.says("/start")
    assert line("menu.themes") in await served.presses("Visa ämnen")
    assert served.api.count("answerCallbackQuery") == 1


async def test_buttons_of_an_older_answer_still_lead_to_their_answers(served: Served) -> None:
    await served.says("Hur mycket pengar kan vi få?")
    follow = next(label for label in served.api.sent[-1].keys if label.endswith("?"))
    await served.says("Vem kan söka?")
    assert "Källa:" in await served.presses(follow)


async def test_an_old_yes_never_answers_a_new_question(served: Served) -> None:
    await served.fills("summary")
    old = served.api.sent[-1]
    assert "Godkänner du" in await served.presses("Skicka")
    for label in ("Skicka", "Avbryt anmälan"):
        said = await served.after(await served.api.send_data(old.keys[label], ANNA, old))
        assert line("form.stale") in said
        assert "Godkänner du" in said
    assert await served.app.store.leads() == []


async def test_a_press_made_twice_counts_once(served: Served) -> None:
    await served.fills("consent")
    await served.says("skicka")
    yes = served.api.sent[-1]
    await served.api.send_data(yes.keys["Ja"], ANNA, yes)
    await served.after(await served.api.send_data(yes.keys["Ja"], ANNA, yes))
    assert len(await served.app.store.leads()) == 1


@pytest.mark.parametrize(
    "data", ["yes", ":yes", "x" * 64, "topic:finns-inte", "\u0000", "AAAAAAAAAAAAAAAA:topic:..", "#"]
)
async def test_a_forged_press_is_answered_politely(served: Served, data: str) -> None:
    await served.says("/start")
    assert (
        line("social.stale") in await served.after(await served.api.send_data(data))
        or "gäller" in served.api.sent[-1].text
    )
    assert served.api.count("answerCallbackQuery") == 1


async def test_a_button_made_for_one_chat_counts_in_no_other(served: Served) -> None:
    await served.fills("summary")
    send = served.api.sent[-1].keys["Skicka"]
    await served.fills("summary", BO)
    assert line("form.stale") in await served.after(await served.api.send_data(send, BO), BO)


# --- what is no text, and what changes


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}, "telegram.only_text"),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}, "telegram.voice"),
        ({"location": {"latitude": 60.6, "longitude": 15.6}}, "telegram.only_text"),
        ({"contact": {"phone_number": "+46701740605", "first_name": "Anna"}}, "telegram.contact"),
        ({"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
                      "is_animated": False, "is_video": False}}, "telegram.sticker"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
async def test_what_cannot_be_read_is_told_kindly(served: Served, content: dict[str, object], told: str) -> None:
    assert await served.after(await served.api.message(**content)) == say("sv", told)


async def test_the_text_below_a_picture_is_read(served: Served) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    said = await served.after(await served.api.message(photo=photo, caption="Hur mycket pengar kan vi få?"))
    assert say("sv", "telegram.picture") in said
    assert "miljoner kronor" in said


async def test_what_happens_in_the_chat_itself_is_left_alone(served: Served) -> None:
    assert (
        await served.after(await served.api.message(message_auto_delete_timer_changed={"message_auto_delete_time": 60}))
        == ""
    )


async def test_a_shared_contact_is_the_phone_number_the_form_asks_for(served: Served) -> None:
    await served.fills("phone")
    said = await served.after(await served.api.message(contact={"phone_number": "+46701740605", "first_name": "Anna"}))
    assert line("ask.topic") in said
    state = await served.app.store.transact(lambda turn: turn.conversation(f"telegram:{ANNA}"))
    assert "701740605" in (state or "").replace(" ", "").replace("-", "")


async def test_a_question_that_was_edited_is_answered_anew_but_an_answer_in_the_form_is_not_taken(
    served: Served,
) -> None:
    await served.says("Hur mcyket?")
    assert "miljoner kronor" in await served.after(
        await served.api.message(edited=True, text="Hur mycket pengar kan vi få?")
    )
    await served.fills("name")
    assert await served.after(await served.api.message(edited=True, text="Borlänge kommun")) == say(
        "sv", "telegram.edited"
    )


# --- groups


async def test_in_a_group_only_what_is_said_to_the_bot_is_answered(served: Served) -> None:
    me = {
        "from": ME,
        "text": "Hej",
        "message_id": 5,
        "date": 1,
        "chat": {"id": GROUP, "type": "supergroup", "title": "x"},
    }
    await served.api.say("Vem kan söka?", GROUP)
    await served.api.say("Mejla anna@guiden_bot.example", GROUP)
    await served.api.say("/help@another_bot", GROUP)
    await served.api.say("/kasta", GROUP)
    await served.api.message(GROUP, voice={"file_id": "a", "file_unique_id": "b", "duration": 3})
    await served.api.settled()
    assert served.api.texts(GROUP) == []
    assert "Kommuner och regioner" in await served.says("@Guiden_bot vem kan söka?", GROUP)
    assert served.api.sent[-1].params["reply_parameters"]["message_id"]
    assert line("menu.themes") in await served.says("/amnen@guiden_bot", GROUP)
    assert line("menu.themes") in await served.says("/amnen", GROUP)
    answered = await served.after(await served.api.message(GROUP, text="Vem kan söka?", reply_to_message=me), GROUP)
    assert "Kommuner och regioner" in answered


async def test_nothing_personal_is_asked_for_in_a_group(served: Served) -> None:
    for text in ("/anmal", "@guiden_bot vi vill anmäla intresse, jag heter Anna Ek, anna.ek@falu.example"):
        assert line("form.public") in await served.says(text, GROUP)
        way = served.api.sent[-1].keys[say("sv", "telegram.open_private")]
        assert way == "https://t.me/guiden_bot?start=ansok"
        assert list(served.api.sent[-1].keys.values()).count(way) == 1
        state = await served.app.store.transact(lambda turn: turn.conversation(f"telegram:{GROUP}")) or ""
        assert "Anna Ek" not in state
        assert '"draft":null' in state.replace(" ", "")
    await served.says("@guiden_bot Hur mycket pengar kan vi få?", GROUP)
    assert served.api.sent[-1].keys["Anmäl intresse"] == "https://t.me/guiden_bot?start=ansok"
    shared = await served.api.message(
        GROUP, contact={"phone_number": "+46701740605", "first_name": "Anna"},
        reply_to_message={"from": ME, "text": "Hej", "message_id": 5, "date": 1,
                          "chat": {"id": GROUP, "type": "supergroup", "title": "x"}},
    )  # fmt: skip
    assert await served.after(shared, GROUP) == say("sv", "telegram.contact_in_group")


async def test_in_a_group_everybody_sees_whose_conversation_would_be_erased(served: Served) -> None:
    await served.says("@guiden_bot vem kan söka?", GROUP)
    assert await served.says("/radera", GROUP) == line("erase.confirm_group")
    assert line("erase.done") in await served.presses(say("sv", "button.erase_yes"), GROUP)


# --- somebody who leaves


@pytest.mark.parametrize("how", ["the bot is told", "a message comes back"])
async def test_who_blocks_the_bot_has_the_conversation_closed(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, how: str
) -> None:
    user = f"telegram:{ANNA}"
    async with bot(api, tmp_path, live_knowledge, library) as served:
        await served.fills("phone")
        if how == "the bot is told":
            await api.leave()
        else:
            api.blocked.add(ANNA)
            await api.say("0701740605")
        await api.settled()
        await api.until(lambda: how == "the bot is told" or BLOCKED.status == 403)
        assert await served.app.store.history(user, 9) == []
        assert "anna.ek" not in (await served.app.store.transact(lambda turn: turn.conversation(user)) or "")
        assert "Källa" in await served.says("Vem kan söka?", BO)


# --- faults


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


# --- twice


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


# --- the start


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


# --- the webhook


async def test_only_who_knows_both_secrets_is_let_in(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library, "webhook") as served, aiohttp.ClientSession() as session:
        assert api.webhook is not None
        path, secret = api.webhook["url"].rpartition("/")[2], api.webhook["secret_token"]
        assert "hemligt" not in path + secret
        update = {
            "update_id": 1,
            "message": {"message_id": 1, "date": 1, "text": "Hej", "chat": {"id": 9, "type": "private"}},
        }
        for where, header, status in (
            (path, secret, 200), (path, "x", 404), (path, "ö", 404), ("x" * 32, secret, 404), (secret, path, 404),
        ):  # fmt: skip
            headers = {"X-Telegram-Bot-Api-Secret-Token": header}
            async with session.post(f"{served.address}telegram/{where}", json=update, headers=headers) as response:
                assert response.status == status
        async with session.get(f"{served.address}metrics") as page:
            metrics = await page.text()
        assert path not in metrics
        assert "/telegram/{secret}" in metrics


async def test_the_answer_goes_in_the_response_and_comes_again_when_that_was_lost(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library, "webhook") as served:
        number = await api.say("/start")
        await api.settled()
        assert api.count("sendMessage") == 0
        assert len(api.texts()) == 1
        await api.again(number)
        await api.settled()
        assert len(api.texts()) == 2
        assert served.api is api


async def test_a_long_update_is_taken(api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str) -> None:
    async with bot(api, tmp_path, live_knowledge, library, "webhook") as served:
        bold = [{"type": "bold", "offset": place, "length": 1} for place in range(2_000)]
        assert line("social.too_long") in await served.after(await api.message(text="ö" * 4_096, entities=bold))
        assert set(api.deliveries) == {200}
