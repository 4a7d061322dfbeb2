"""What is no text, what changes, groups, and somebody who leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge import LiveKnowledge
from bot.locale import say
from tests.support.telegram import (
    ANNA,
    BLOCKED,
    GROUP,
    ME,
    BotApi,
)
from tests.support.telegram_bots import Served, bot
from tests.support.telegram_contract import BO, line


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
