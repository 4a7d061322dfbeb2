"""Over midnight: the answers are those of the new day, and what was begun in the form goes on."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import application
from bot.clock import STOCKHOLM, FixedClock
from bot.conversation.guide import Policy
from bot.conversation.messages import Incoming, Outgoing
from bot.conversation.runner import Runner
from bot.knowledge import LiveKnowledge
from tests.support.commands import Commands
from tests.support.conversation import SENSIBLE, settings_for
from tests.support.knowledge import SWEDISH, entry_text, faq_folder, put

EVE = datetime(2026, 12, 31, 23, 59, tzinfo=STOCKHOLM)
LATER = "---\nid: bastu\nreviewed: 2026-11-23\nvalid_from: 2027-01-01\n---\nBastun är stängd från nyår.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An answer that changes with the year."""
    root = faq_folder(tmp_path / "faq")
    question, *phrasings = SWEDISH["bastu"]
    first = entry_text("bastu", question, phrasings, extra="valid_until: 2026-12-31", body="Bastun är öppen.")
    put(root, "sv/hamnen/bastu.md", first)
    put(root, "sv/hamnen/bastu@2027.md", LATER)
    return root


async def say(runner: Runner, text: str) -> Outgoing:
    return await runner.handle(Incoming("console:anna", text=text))


async def test_a_form_begun_on_new_years_eve_is_sent_on_new_years_day(tmp_path: Path, root: Path) -> None:
    time = FixedClock(EVE)
    knowledge = LiveKnowledge(root, time, Policy())
    async with application(settings_for(tmp_path), time, knowledge) as app:
        said = await say(app.runner, "anmäl intresse")
        while said.expects != "topic":
            said = await say(app.runner, SENSIBLE[said.expects or ""])
        said = await say(app.runner, "Hur bokar vi bastun?")
        assert said.id == "bastu" and "Bastun är öppen." in said.replies[0].text
        time.set(EVE + timedelta(minutes=2))
        assert await asyncio.to_thread(knowledge.refresh)
        said = await say(app.runner, "Hur bokar vi bastun?")
        assert said.id == "bastu" and "Bastun är stängd från nyår." in said.replies[0].text
        assert said.expects == "topic", "the form waits where it was"
        while said.expects != "consent":
            said = await say(app.runner, SENSIBLE[said.expects or ""])
        summary = "\n".join(reply.text for reply in said.replies)
        assert "Anna Ek" in summary and "Falu kommun" in summary
        said = await say(app.runner, "ja")
        assert said.lead == "KP-2027-0001"


def test_a_new_day_costs_no_fit_when_no_answer_changes_with_it(root: Path) -> None:
    time = FixedClock(EVE - timedelta(days=2))
    knowledge = LiveKnowledge(root, time, Policy())
    knowledge.guide.answers.warm()
    before = [knowledge.guide.answers.matcher(language) for language in ("sv", "en")]
    time.set(EVE)
    assert knowledge.refresh()
    answers = knowledge.guide.answers
    assert (answers.day, answers.waiting) == (EVE.date(), [])
    assert [answers.matcher(language) for language in ("sv", "en")] == before
    time.set(EVE + timedelta(minutes=2))
    assert knowledge.refresh()
    assert knowledge.guide.answers.waiting == ["sv"], "English says the same both years"


@pytest.mark.parametrize(
    ("day", "told"), [("2026-12-31", "Bastun är öppen."), ("2027-01-01", "Bastun är stängd från nyår.")]
)
def test_ask_answers_for_the_day_it_is_told(command: Commands, root: Path, day: str, told: str) -> None:
    (said,) = command("ask", "Hur bokar vi bastun?", "--at", day, "--json", faq_dir=str(root)).objects
    assert (said["id"], said["answer"]) == ("bastu", told)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-12-31", "gäller till och med den 31 december 2026"),
        ("2027-01-01", "tog ICLD:s finansiering från Sida slut"),
    ],
)
def test_the_answers_that_ship_say_what_is_known_of_the_day(command: Commands, day: str, told: str) -> None:
    (said,) = command("ask", "Kan vi söka nu?", "--at", day, "--json", faq_dir="").objects
    assert said["id"] == "kan-vi-soka-nu"
    assert told in " ".join(said["answer"].split())
