"""A conversation, its commands and its buttons, through either library."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram.menu import COMMANDS
from bot.knowledge import LiveKnowledge
from bot.locale import say
from tests.support.telegram import (
    ANNA,
    BotApi,
)
from tests.support.telegram_bots import Served, bot
from tests.support.telegram_contract import BO, line


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
