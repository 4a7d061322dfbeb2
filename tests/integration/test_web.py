"""The web door as somebody meets it whose browser knows forms and nothing else: a real server, real posts."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.channels.web import door
from bot.knowledge import LiveKnowledge
from bot.storage.sqlite import SqliteStore
from tests.support.web import Page, Reader, Served, on_disk, reader, served

QUESTION = "Hur mycket pengar kan vi få?"


def user_of(visitor: Reader) -> str:
    """The visitor's secret."""
    (cookie,) = list(visitor.session.cookie_jar)
    return cookie.value


# --- reading and writing -------------------------------------------------------------------------------------------


async def test_the_greeting_says_that_it_is_a_bot_and_nothing_is_stored_by_looking(
    site: Served, visitor: Reader
) -> None:
    assert "en bot, inte en människa" in visitor.page.text
    await visitor.open()
    assert await site.app.store.history(await only_user(site) or "web:nobody", 9) == []
    assert await only_user(site) is None


async def only_user(site: Served) -> str | None:
    """The one person with a conversation, None when there is none."""
    rows = await site.app.store._writer.read(lambda session: session.rows("SELECT user FROM conversations"))
    return next((row["user"] for row in rows), None)


async def test_a_question_is_answered_with_source_date_and_ways_on(visitor: Reader) -> None:
    page = await visitor.say(QUESTION)
    assert visitor.status == 200
    assert page.text.index(QUESTION) < page.text.index("Källa:") < page.text.index("Granskat 2026-")
    assert page.text.startswith("Guiden Hej! Jag är Partnerskapsguiden"), "the greeting stays above"
    assert ("press", "lead") in [button for form in page.forms for button in form.buttons]
    assert any(link.startswith("https://icld.se/") for link in page.links)


async def test_the_form_ends_in_a_lead_and_a_receipt_that_can_be_kept(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    assert [
        row for row in ("Organisation Falu kommun", "Namn Anna Ek", "Land Kenya") if row not in visitor.page.text
    ] == []
    edits = [value for form in visitor.page.forms for _, value in form.buttons if value.startswith("edit:")]
    assert len(edits) == len(set(edits)) == 10, "one button per row"
    page = await visitor.send()
    assert "KP-2026-0001" in page.text
    (lead,) = await site.app.store.leads()
    assert lead.document["channel"] == "web"
    (link,) = [link for link in page.links if link.startswith("/kvitto/")]
    async with visitor.session.get(site.address.rstrip("/") + link) as receipt:
        assert receipt.headers["Content-Disposition"] == 'attachment; filename="KP-2026-0001.txt"'
        text = (await receipt.read()).decode("utf-8-sig")
    for line in ("Kvitto på intresseanmälan KP-2026-0001", "Namn: Anna Ek", "Globala mål: 6", "Telefon: –"):
        assert line in text


async def test_a_row_of_the_summary_can_be_changed(visitor: Reader) -> None:
    await visitor.fill()
    await visitor.press("edit:name")
    page = await visitor.say("Åsa Öberg")
    assert "Namn Åsa Öberg" in page.text[page.text.rindex("Det här har jag antecknat") :]


async def test_progress_is_shown_in_the_form_and_only_there(visitor: Reader) -> None:
    assert "progress" not in visitor.page.tags
    await visitor.press("lead")
    await visitor.say("Falu kommun")
    assert "Anmälan: fråga 2 av 10" in visitor.page.html
    assert 'autocomplete="name"' in visitor.page.html
    await visitor.say("avbryt")
    assert "progress" not in visitor.page.tags


async def test_only_the_last_message_has_buttons(visitor: Reader) -> None:
    await visitor.press("topics")
    await visitor.say(QUESTION)
    themes = [value for form in visitor.page.forms for _, value in form.buttons if value.startswith("theme:")]
    assert themes == []


async def test_the_conversation_is_still_there_after_a_reload_and_after_a_restart(
    tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    async with served(tmp_path, live_knowledge) as site, reader(site.address) as visitor:
        await visitor.say(QUESTION)
        await visitor.press("lead")
        told = visitor.page.log
        assert (await visitor.open()).log == told
        secret = user_of(visitor)
    async with served(tmp_path, live_knowledge) as again, reader(again.address, Cookie=f"partnerskap={secret}") as back:
        assert back.page.log == told
        await back.say("Falu kommun")
        assert "(2 av 10)" in back.page.text


async def test_starting_over_gives_a_clean_page_and_keeps_the_lead(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    await visitor.send()
    await visitor.press("topics")
    (form,) = [form for form in visitor.page.forms if form.action.endswith("/borja-om")]
    page = await visitor.submit(form)
    assert "Anna Ek" not in page.html
    assert page.text.startswith("Guiden Hej! Jag är Partnerskapsguiden")
    assert len(page.log) == 8, "the greeting and its three buttons"
    assert len(await site.app.store.leads()) == 1


async def test_cancelling_takes_back_what_was_typed_from_page_and_storage(
    site: Served, visitor: Reader, tmp_path: Path
) -> None:
    await visitor.say(QUESTION)
    await visitor.fill()
    assert b"anna.ek@falu.example" in on_disk(tmp_path)
    page = await visitor.press("cancel")
    assert "Anna Ek" not in page.html
    assert QUESTION in page.html
    assert "Anmälan är avbruten" in page.text
    assert b"anna.ek@falu.example" not in on_disk(tmp_path)


async def test_erasing_leaves_only_the_word_that_it_is_done(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    await visitor.send()
    form = next(form for form in visitor.page.forms if form.fields.get("text") == "radera")
    await visitor.submit(form)
    page = await visitor.press("yes")
    assert "Anna Ek" not in page.html
    assert "borttagna" in page.text
    assert await site.app.store.leads() == []
    page = await visitor.say(QUESTION)
    assert page.text.count("Jag är Partnerskapsguiden") == 1, "who begins anew is greeted once"


async def test_a_long_conversation_shows_its_end_and_keeps_it_all_as_text(
    site: Served, visitor: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_SHOWN", 2)
    for text in ("Vem kan söka?", "tack", "hej då"):
        await visitor.say(text)
    assert "Vem kan söka?" not in visitor.page.text
    assert "hej då" in visitor.page.text
    async with visitor.session.get(f"{site.address}samtal.txt") as response:
        assert "Vem kan söka?" in await response.text()


async def test_the_language_can_be_switched_before_and_during_the_conversation(visitor: Reader) -> None:
    page = await visitor.open("?lang=en")
    assert page.lang == "en"
    assert "I am" in page.text or "Partnership" in page.text
    page = await visitor.press("topics")
    assert page.lang == "en"
    form = next(form for form in page.forms if form.fields.get("text") == "Svenska")
    page = await visitor.submit(form)
    assert page.lang == "sv"
    assert "Nu svarar jag på svenska" in page.text
    assert 'lang="en"' in page.html, "what was said in English stays marked so"


@pytest.mark.parametrize(
    ("header", "language"),
    [("sv-SE,sv;q=0.9", "sv"), ("en-GB", "en"), ("de, en;q=0.5", "en"), ("nb", "sv"), ("", "sv")],
)
async def test_the_browsers_language_is_the_first_guess(site: Served, header: str, language: str) -> None:
    async with reader(site.address, **{"Accept-Language": header}) as visitor:
        assert visitor.page.lang == language


async def test_the_conversation_can_be_kept_as_text(site: Served, visitor: Reader) -> None:
    await visitor.say(QUESTION)
    async with visitor.session.get(f"{site.address}samtal.txt") as response:
        body = await response.read()
        assert response.headers["Content-Disposition"] == 'attachment; filename="samtal.txt"'
    assert body.startswith(b"\xef\xbb\xbf"), "Notepad must see that it is UTF-8"
    text = body.decode("utf-8-sig")
    assert f"Du: {QUESTION}\r\n" in text
    assert "Källa: https://icld.se/" in text


# --- what people think of answers ----------------------------------------------------------------------------------


async def test_a_thumb_and_a_word_are_kept_masked_once_per_answer(site: Served, visitor: Reader) -> None:
    await visitor.say(QUESTION)
    for more in ({"reaction": "up"}, {"reaction": "down", "word": "Ring mig på 070-174 06 05"}):
        (thumbs,) = [form for form in visitor.page.forms if form.action.endswith("/omdome")]
        await visitor.submit(thumbs, **more)
        assert "Tack, det hjälper oss" in visitor.page.text
    (kept,) = await site.app.store.reactions()
    assert (kept.reaction, kept.entry_id, kept.asked) == ("down", "bidragets-storlek", QUESTION)
    assert kept.word and "070" not in kept.word


async def test_a_thumb_on_somebody_elses_answer_is_refused(site: Served, visitor: Reader) -> None:
    await visitor.say(QUESTION)
    (thumbs,) = [form for form in visitor.page.forms if form.action.endswith("/omdome")]
    async with reader(site.address) as other:
        await other.say("hej")
        own = other.page.composer.fields["token"]
        await other.submit(thumbs, reaction="up", token=own)
        assert other.status == 404
    assert await site.app.store.reactions() == []


# --- clicks that come twice ----------------------------------------------------------------------------------------


async def test_a_double_click_on_yes_is_one_lead(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    page = await visitor.press("send")
    form = page.form_with("yes")

    async def click() -> str:
        async with visitor.session.post(form.action, data=form.fields | {"press": "yes"}) as response:
            return await response.text()

    both = await asyncio.gather(*(click() for _ in range(5)))
    assert all("KP-2026-0001" in text for text in both)
    assert len(await site.app.store.leads()) == 1
    assert Page(both[0], "").log == (await visitor.open()).log


async def test_an_old_page_come_back_to_sends_no_second_lead_and_loses_no_words(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    before = await visitor.press("send")
    await visitor.press("yes")
    await visitor.submit(before.form_with("yes"), press="yes")
    assert len(await site.app.store.leads()) == 1
    page = await visitor.submit(before.composer, text="Vem kan söka?")
    assert page.text.count("Vem kan söka?") >= 1, "other words on an old page are a new message"


async def test_two_tabs_are_one_conversation(site: Served, visitor: Reader) -> None:
    other = Reader(visitor.session, site.address)
    await other.open()
    await visitor.press("lead")
    await other.say("Vem kan söka?")
    await visitor.say("Falu kommun")
    page = await other.open()
    assert [text for text in ("Anmäl intresse", "Vem kan söka?", "Falu kommun") if text not in page.text] == []
    assert page.text.count("en bot, inte en människa") == 1


# --- whose is it ---------------------------------------------------------------------------------------------------


async def test_nobody_sees_anything_of_somebody_else(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    await visitor.send()
    async with reader(site.address) as other:
        await other.say("Vem kan söka?")
        assert "Anna" not in other.page.html
        for path in ("kvitto/KP-2026-0001.txt", "samtal.txt"):
            await other.open(path)
            assert "Anna" not in other.page.html
        await other.open("kvitto/KP-2026-0001.txt")
        assert other.status == 404
    async with reader(site.address, Cookie="partnerskap=fel") as forged:
        assert "Anna" not in forged.page.html


async def test_the_secret_is_unguessable_and_only_its_hash_is_stored(
    site: Served, visitor: Reader, tmp_path: Path
) -> None:
    await visitor.say(QUESTION)
    secret = user_of(visitor)
    assert re.fullmatch(r"[\w-]{43}", secret)
    user = await only_user(site)
    assert user and user.startswith("web:") and secret not in user
    assert user.encode() in on_disk(tmp_path)
    assert secret.encode() not in on_disk(tmp_path)


async def test_what_is_said_is_shown_as_said_and_never_as_markup(visitor: Reader) -> None:
    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }} &amp;"
    page = await visitor.say(evil)
    assert page.tags.count("script") == 1, "ours"
    assert "img" not in page.tags
    assert not [link for link in page.links if link.startswith("javascript")]
    assert evil in page.text
    await visitor.press("lead")
    await visitor.say("Falu kommun")
    await visitor.say("<b>Anna</b> Ek")
    assert "b" not in visitor.page.tags


# --- when storage cannot ------------------------------------------------------------------------------------------


async def test_what_could_not_be_saved_is_said_and_stays_in_the_field(site: Served, visitor: Reader) -> None:
    await site.app.store.close()
    page = await visitor.say("Vem kan söka?")
    assert visitor.status == 503
    assert 'aria-invalid="true"' in page.html
    assert re.search(r"<textarea[^>]*>\s*Vem kan söka\?</textarea>", page.html)
    assert isinstance(site.app.store, SqliteStore)
