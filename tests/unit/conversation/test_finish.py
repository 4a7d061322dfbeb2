"""The end of the form: consent given or not, and the lead as it is registered."""

from __future__ import annotations

import pytest

from bot.conversation.ask import consent_text
from bot.conversation.effects import RegisterLead
from bot.leads.model import Lead, Slot
from tests.support.conversation import MOMENT, Talk


def registered(talk: Talk) -> list[Lead]:
    assert talk.last is not None
    return [effect.lead for effect in talk.last.effects if isinstance(effect, RegisterLead)]


@pytest.mark.parametrize("said", ["ja", "Ja.", "ja, skicka", "godkänner", "👍", "ja tack", "kör"])
def test_a_yes_registers_everything_that_was_said(talk: Talk, said: str) -> None:
    talk.say("Vem kan söka?")
    talk.fill("consent").say(said)
    (lead,) = registered(talk)
    assert (lead.organisation.code, lead.channel, lead.language) == ("2080", "console", "sv")
    assert (lead.contact.name, lead.contact.role, lead.contact.email, lead.contact.phone) == (
        "Anna Ek",
        "miljöstrateg",
        "anna.ek@falu.example",
        None,
    )
    assert lead.interest.country is not None
    assert (lead.interest.topic, lead.interest.goals, lead.interest.country.code) == ("Rent vatten", (6,), "KE")
    assert (lead.interest.stage, lead.interest.message) == ("Vi söker en partner", None)
    assert [question.id for question in lead.questions] == ["vem-kan-soka"]
    assert lead.qualification.result == "qualified" and lead.qualification.reasons
    assert lead.consent.given == lead.received == MOMENT
    assert lead.consent.text_version == consent_text(talk.guide, "sv")[1]
    assert lead.number is None
    assert (talk.state.draft, talk.state.expects, talk.state.questions) == (None, None, ())


@pytest.mark.parametrize(
    "said", ["skicka", "hoppa över", "vet inte", "hmm", "tack", "okänt", "👎", "nej", "tillbaka", "Vem kan söka?"]
)
def test_nothing_but_a_yes_sends(talk: Talk, said: str) -> None:
    talk.fill("consent").say(said)
    assert registered(talk) == []
    assert talk.state.expects in {"consent", "summary"} and talk.state.draft is not None


@pytest.mark.parametrize("said", ["ja", "skicka", "det stämmer", "ser bra ut", "👍"])
def test_a_yes_on_the_summary_asks_for_consent_first(talk: Talk, said: str) -> None:
    talk.fill("summary").say(said)
    assert registered(talk) == [] and talk.state.expects == "consent"


def test_the_same_button_twice_does_not_consent(talk: Talk) -> None:
    talk.fill("summary").press("send")
    talk.press("send")
    assert registered(talk) == [] and talk.state.expects == "consent"


def test_a_no_keeps_what_was_filled_in(talk: Talk) -> None:
    talk.fill("consent")
    before = talk.state.draft
    talk.press("no")
    assert "Då skickar jag inget" in talk.text
    assert (talk.state.expects, talk.state.draft) == ("summary", before)


def test_a_second_yes_registers_nothing_more(talk: Talk) -> None:
    talk.fill("consent").press("yes")
    assert len(registered(talk)) == 1
    talk.press("yes")
    assert registered(talk) == []


@pytest.mark.parametrize(("organisation", "result"), [("Falu kommun", "qualified"), ("Falubostäder AB", "review")])
def test_the_rules_say_what_the_receiver_reads(talk: Talk, organisation: str, result: str) -> None:
    talk.press("lead")
    talk.say(organisation)
    talk.fill("consent").press("yes")
    (lead,) = registered(talk)
    assert lead.qualification.result == result
    assert all("(https://" in reason for reason in lead.qualification.reasons)


@pytest.mark.parametrize(
    ("slot", "said", "kept"),
    [("goals", "vet inte", ()), ("country", "vet inte", None), ("stage", "vet inte", "Vet inte"), ("topic", "vet inte", "Vet inte")],
)  # fmt: skip
def test_not_knowing_is_written_down_as_that(talk: Talk, slot: Slot, said: str, kept: object) -> None:
    talk.fill(slot).say(said)
    talk.fill("consent").press("yes")
    (lead,) = registered(talk)
    assert getattr(lead.interest, slot) == kept


def test_an_english_lead_is_marked_and_its_stage_is_in_the_receivers_language(talk: Talk) -> None:
    talk.say("english")
    talk.fill("stage").say("We have an idea")
    talk.fill("consent").say("I agree")
    (lead,) = registered(talk)
    assert (lead.language, lead.interest.stage) == ("en", "Vi har en idé")
    assert "Municipalities" not in " ".join(lead.qualification.reasons)


def test_an_own_description_of_the_stage_is_kept(talk: Talk) -> None:
    talk.fill("stage").say("på gång sedan 2019 men vilande")
    talk.fill("consent").press("yes")
    (lead,) = registered(talk)
    assert lead.interest.stage == "på gång sedan 2019 men vilande"
