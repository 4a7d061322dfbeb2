"""A registration is asked about when it is a twin, waits when too many come, and is never lost on the way."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import cast

import pytest

from bot.clock import FixedClock
from bot.conversation.ask import consent_text
from bot.conversation.guide import Guide, Policy
from bot.conversation.limits import Limits, marks
from bot.conversation.messages import Incoming, Outgoing
from bot.conversation.ports import Store
from bot.conversation.runner import Runner
from bot.conversation.state import State
from bot.settings import LEAD_LIMITS
from tests.support.conversation import MOMENT, SENSIBLE, MemoryStore
from tests.support.leads import a_lead, mail, subject, text_of

ONE = "web:anna"
WIDE = Limits(1_000, 1_000, 1_000, 1_000)


class Visits:
    """Registers over and over, each time a little later."""

    def __init__(self, guide: Guide, limits: Limits = WIDE) -> None:
        self.clock, self.store = FixedClock(MOMENT), MemoryStore()
        self.runner = Runner(lambda: guide, cast("Store", self.store), self.clock, mail, limits)

    async def say(self, text: str, user: str = ONE, origin: str = "", trapped: bool = False) -> Outgoing:
        incoming = Incoming(user, text=text, channel="web", origin=origin, trapped=trapped)
        return await self.runner.handle(incoming)

    async def register(self, user: str = ONE, origin: str = "", **answers: str) -> Outgoing:
        """The whole form, to what comes after the yes."""
        said = await self.say("anmäl intresse", user)
        while said.expects:
            slot = said.expects
            said = await self.say((SENSIBLE | answers)[slot], user, origin)
            if slot == "consent":
                break
        return said

    def later(self, **time: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**time))


def told(said: Outgoing) -> str:
    return "\n".join(reply.text for reply in said.replies)


@pytest.fixture
def visits(small: Guide) -> Visits:
    return Visits(small)


# --- twins


async def test_the_same_interest_again_is_asked_about_and_sent_as_an_addition(visits: Visits) -> None:
    first = await visits.register()
    visits.later(days=3)
    asked = await visits.register(topic="Avfall")
    assert asked.lead is None and asked.expects == "consent"
    assert "KP-2026-0001, mottagen 2026-11-23" in told(asked) and "tillägg" in told(asked)
    assert "Gäller" in told(asked) or "Avfall" in told(asked)
    sent = await visits.say("ja")
    assert (first.lead, sent.lead) == ("KP-2026-0001", "KP-2026-0002")
    addition = visits.store.data.leads[-1][1]
    assert addition.adds_to == "KP-2026-0001"
    assert addition.notes[0] == "Tillägg till KP-2026-0001, enligt avsändaren."
    composed = mail(addition)
    assert subject(composed).startswith("KP-2026-0002 [tillägg till KP-2026-0001] ")
    assert "Tillägg till KP-2026-0001" in text_of(composed)


async def test_a_question_while_it_is_asked_about_leads_back_to_it(visits: Visits) -> None:
    await visits.register()
    await visits.register()
    said = await visits.say("Vem kan söka?")
    assert "Svaret om vem-kan-soka" in told(said) and "KP-2026-0001" in told(said)
    assert (await visits.say("ja")).lead == "KP-2026-0002"


async def test_who_wants_no_addition_keeps_what_is_filled_in(visits: Visits) -> None:
    await visits.register()
    await visits.register()
    said = await visits.say("nej")
    assert said.expects == "summary" and "Anna Ek" in told(said)
    assert len(visits.store.data.leads) == 1
    await visits.say("ändra land till Uganda")
    await visits.say("skicka")
    sent = await visits.say("ja")
    assert sent.lead == "KP-2026-0002"
    assert visits.store.data.leads[-1][1].notes == ("Anmälan fylldes i på 0 sekunder.",)


@pytest.mark.parametrize(("days", "asked"), [(30, True), (30.01, False)])
async def test_an_old_registration_is_no_twin(visits: Visits, days: float, asked: bool) -> None:
    await visits.register()
    visits.later(days=days)
    assert ((await visits.register()).lead is None) is asked


async def test_nobody_learns_of_somebody_elses_registration(visits: Visits) -> None:
    await visits.register()
    sent = await visits.register(user="web:bo")
    assert sent.lead == "KP-2026-0002"
    assert "KP-2026-0001" not in told(sent)
    lead = visits.store.data.leads[-1][1]
    assert lead.adds_to is None and lead.notes[0].startswith("Liknar KP-2026-0001: samma organisation")
    assert "[tillägg" not in subject(mail(lead))


async def test_a_twin_is_asked_about_in_english_too(visits: Visits) -> None:
    await visits.register()
    await visits.say("english")
    said = await visits.register()
    assert "You have already registered this: KP-2026-0001, received 2026-11-23" in told(said)


# --- limits


def test_every_limit_has_a_sentence_and_a_setting() -> None:
    assert dict(Limits().over()) == LEAD_LIMITS
    with_place = Incoming(ONE, channel="web", origin="192.0.2.1")
    assert set(marks(with_place, a_lead())) == set(LEAD_LIMITS)
    assert "address" not in marks(Incoming(ONE, channel="telegram"), a_lead())
    assert set(marks(Incoming(ONE), a_lead())) == {"user"}, "the terminal is the operator's own"


CASES = {
    "user": ({}, "Du har skickat 2 anmälningar"),
    "address": ({"user": "web:%d"}, "från ert nätverk"),
    "organisation": ({"user": "web:%d", "origin": ""}, "för organisationen"),
    "all": ({"user": "web:%d", "origin": "", "organisation": "kommun"}, "ovanligt många"),
}
TOWNS = ("Falu kommun", "Borlänge kommun", "Lunds kommun")
LANDS = ("Kenya", "Uganda", "Zambia")


@pytest.mark.parametrize("kind", LEAD_LIMITS)
async def test_a_limit_is_told_in_words_and_loses_nothing(small: Guide, kind: str) -> None:
    visits = Visits(small, Limits(**{name: 2 if name == kind else 99 for name in LEAD_LIMITS}))
    changes, sentence = CASES[kind]

    async def another(turn: int) -> Outgoing:
        answers = {"organisation": TOWNS[turn]} if "organisation" in changes else {}
        return await visits.register(
            changes.get("user", ONE).replace("%d", str(turn)), changes.get("origin", "192.0.2.1"),
            country=LANDS[turn], email=f"a{turn}@icld.example", **answers,
        )  # fmt: skip

    assert [(await another(turn)).lead for turn in (0, 1)] == ["KP-2026-0001", "KP-2026-0002"]
    held = await another(2)
    assert held.lead is None and held.expects == "summary"
    assert sentence in told(held) and "partnership@icld.se" in told(held)
    assert "Zambia" in told(held) and any(button.id == "send" for button in held.replies[-1].buttons)
    assert len(visits.store.data.mails) == 2
    visits.later(minutes=61)
    user = changes.get("user", ONE).replace("%d", "2")
    await visits.say("skicka", user)
    assert (await visits.say("ja", user)).lead == "KP-2026-0003"


async def test_a_limit_speaks_english(small: Guide) -> None:
    visits = Visits(small, Limits(user=1))
    await visits.register()
    await visits.say("english")
    assert "You have sent 1 registrations" in told(await visits.register(country="Uganda"))


# --- what a door saw


async def test_the_hidden_field_marks_the_lead_and_stops_nothing(visits: Visits) -> None:
    await visits.say("anmäl intresse", trapped=True)
    sent = await visits.register()
    assert sent.lead == "KP-2026-0001"
    lead = visits.store.data.leads[0][1]
    assert lead.qualification.result == "review" and "människor inte ser" in lead.notes[0]
    assert "ICLD avgör" not in told(sent)


async def test_a_trap_outside_the_form_is_forgotten(visits: Visits) -> None:
    await visits.say("Vem kan söka?", trapped=True)
    await visits.register()
    assert visits.store.data.leads[0][1].qualification.result == "qualified"


async def test_time_to_fill_in_counts_from_the_first_question(visits: Visits) -> None:
    await visits.say("anmäl intresse")
    visits.later(minutes=3)
    await visits.register()
    assert visits.store.data.leads[0][1].notes == ()
    assert State.load(visits.store.data.conversations[ONE]).form_begun is None


# --- consent


async def test_a_consents_version_is_turned_back_into_its_text(visits: Visits, small: Guide) -> None:
    await visits.register()
    lead = visits.store.data.leads[0][1]
    text = visits.store.data.consents[lead.consent.text_version]
    assert "Godkänner du att uppgifterna skickas?" in text and "partnership@icld.se" in text
    assert "90 dagar" in text and "{rows}" in text and "Anna" not in text
    assert consent_text(small, "sv") == (text, lead.consent.text_version)


def test_another_text_is_another_version(small: Guide) -> None:
    from dataclasses import replace

    texts = [
        consent_text(small, "sv"), consent_text(small, "en"),
        consent_text(replace(small, policy=Policy(lead_days=30)), "sv"),
        consent_text(replace(small, policy=Policy(lead_to="x@icld.example")), "sv"),
    ]  # fmt: skip
    assert len({version for _, version in texts}) == len({text for text, _ in texts}) == 4
    assert all(re.fullmatch(r"(sv|en)-[0-9a-f]{10}", version) for _, version in texts)
    assert consent_text(replace(small, policy=Policy(question_days=1)), "sv") == texts[0]
