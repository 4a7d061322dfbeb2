"""The form: several data at once, digressions, corrections, doubts, skips, cancelling, consent."""

from __future__ import annotations

import pytest

from bot.conversation.effects import RegisterLead
from bot.conversation.guide import Guide
from bot.leads.model import OPTIONAL, SLOTS, UNSURE
from tests.support.conversation import Talk


@pytest.fixture
def talk(guide: Guide) -> Talk:
    return Talk(guide)


def lead(talk: Talk):
    assert talk.last is not None
    found = [effect.lead for effect in talk.last.effects if isinstance(effect, RegisterLead)]
    assert len(found) == 1
    return found[0]


def test_one_message_fills_several_slots(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna.ek@falu.example, 070-174 06 05")
    draft = talk.state.draft
    assert draft is not None and draft.organisation is not None
    assert (draft.organisation.code, draft.name, draft.role, draft.email) == (
        "2080",
        "Anna Ek",
        "miljöstrateg",
        "anna.ek@falu.example",
    )
    assert draft.phone is not None
    assert talk.state.expects == "topic"


def test_wish_to_register_with_details_in_the_same_breath(talk: Talk) -> None:
    talk.say("Hej, vi vill anmäla intresse. Jag heter Anna Ek, Falu kommun, anna.ek@falu.example")
    draft = talk.state.draft
    assert draft is not None and draft.organisation is not None
    assert (draft.organisation.name, draft.email, draft.name) == ("Falu kommun", "anna.ek@falu.example", "Anna Ek")
    assert talk.state.expects == "role"


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
def test_a_question_at_any_slot_is_answered_and_the_form_resumes(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    outcome = talk.say("Vilka svenska organisationer kan söka?" if slot not in {"organisation"} else "Vad är ICLD?")
    assert outcome.decision == "answer"
    assert talk.state.expects == slot
    assert "Tillbaka till anmälan" in talk.text


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
def test_cancelling_anywhere_erases_what_was_filled_in(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    talk.say("avbryt")
    assert talk.state.draft is None
    assert talk.state.expects is None
    assert "borttaget" in talk.text


@pytest.mark.parametrize("slot", SLOTS)
def test_skip_and_unsure_where_they_are_answers(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    assert ("skip" in talk.buttons) == (slot in OPTIONAL)
    talk.say("hoppa över")
    assert (talk.state.expects != slot) == (slot in OPTIONAL)
    other = Talk(talk.guide).fill(slot)
    other.say("vet inte")
    assert (other.state.expects != slot) == (slot in UNSURE)


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("ändra e-post till bo@falu.example", "email", "bo@falu.example"),
        ("namnet ska vara Bo Ek", "name", "Bo Ek"),
        ("byt roll till kommunstrateg", "role", "kommunstrateg"),
        ("change name to Bo Ek", "name", "Bo Ek"),
        ("fel mål: 13", "goals", (13,)),
    ],
)
def test_correction_in_words_on_the_summary(talk: Talk, said: str, slot: str, value: object) -> None:
    talk.fill("summary").say(said)
    assert talk.state.draft is not None
    assert getattr(talk.state.draft, slot) == value
    assert talk.state.expects == "summary"


@pytest.mark.parametrize("slot", SLOTS)
def test_correction_by_button_returns_to_the_summary(talk: Talk, slot: str) -> None:
    talk.fill("summary").press(f"edit:{slot}")
    assert talk.state.expects == slot
    new = {
        "organisation": "Lunds kommun",
        "email": "x@lund.example",
        "phone": "08-123 45 67",
        "goals": "4",
        "country": "Uganda",
    }
    talk.say(new.get(slot, "Vi har en idé" if slot == "stage" else "Nytt värde"))
    assert talk.state.expects == "summary", talk.text


def test_correction_in_the_middle_of_the_form(talk: Talk) -> None:
    talk.fill("topic").say("ändra namn till Bo Berg")
    assert talk.state.draft is not None
    assert talk.state.draft.name == "Bo Berg"
    assert talk.state.expects == "topic"


@pytest.mark.parametrize(
    ("said", "goals"), [("rent vatten", (6,)), ("6 och 11", (6, 11)), ("mål 13", (13,)), ("Jämställdhet", (5,))]
)
def test_goals_by_number_name_or_subject(talk: Talk, said: str, goals: tuple[int, ...]) -> None:
    talk.fill("goals").say(said)
    assert talk.state.draft is not None
    assert talk.state.draft.goals == goals


def test_country_not_on_the_list_is_said_and_allowed(talk: Talk) -> None:
    talk.fill("country").say("Peru")
    assert "finns inte med" in talk.text
    assert talk.state.draft is not None and talk.state.draft.country is not None
    assert (talk.state.draft.country.code, talk.state.draft.country.listed) == ("PE", False)


def test_unknown_country_is_asked_about(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    assert talk.state.expects == "country"
    assert {"yes", "no"} <= set(talk.buttons)
    talk.press("yes")
    assert talk.state.draft is not None and talk.state.draft.country is not None
    assert (talk.state.draft.country.code, talk.state.draft.country.name) == (None, "Atlantis")


def test_habo_and_habo_with_ring_are_asked_apart(talk: Talk) -> None:
    talk.press("lead")
    talk.say("habo kommun")
    assert talk.state.pending is not None
    assert {option.code for option in talk.state.pending.options} == {"0305", "0643"}
    talk.say("Håbo kommun")
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    assert talk.state.draft.organisation.code == "0305"


def test_address_of_another_municipality_is_asked_about(talk: Talk) -> None:
    talk.fill("email").say("anna.ek@lund.se")
    assert "Lunds kommun" in talk.text and talk.state.expects == "email"
    talk.say("nej")
    assert talk.state.expects == "email"
    talk.say("anna.ek@lund.se")
    talk.say("ja")
    assert talk.state.draft is not None and talk.state.draft.email == "anna.ek@lund.se"


@pytest.mark.parametrize("said", ["anna", "anna@", "anna@falun", "@falun.se", "falun.se", "070-1234567"])
def test_a_bad_address_is_asked_for_again_in_a_friendly_way(talk: Talk, said: str) -> None:
    talk.fill("email").say(said)
    assert talk.state.expects == "email"
    assert "e-postadress" in talk.text


def test_not_eligible_is_informed_and_not_forwarded(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Röda Korset")
    assert talk.state.expects is None
    assert "skickar jag ingen anmälan" in talk.text and "edit:organisation" in talk.buttons
    talk.press("yes")
    assert talk.last is not None and not talk.last.effects
    talk.press("edit:organisation")
    talk.say("Falu kommun")
    assert talk.state.expects == "name"


def test_unknown_organisation_is_asked_for_its_kind(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Blåbärslunden")
    assert talk.state.expects == "organisation" and "type:kommunalt-bolag" in talk.buttons
    talk.press("type:kommunalt-bolag")
    assert talk.state.expects == "name"
    assert "ICLD får anmälan och avgör" in talk.text


def test_consent_is_explicit_and_says_what_goes_where_and_for_how_long(talk: Talk) -> None:
    talk.fill("summary").press("send")
    assert talk.state.expects == "consent"
    assert not talk.last.effects  # type: ignore[union-attr]
    assert "partnership@icld.se" in talk.text and "90 dagar" in talk.text
    talk.press("send")
    assert talk.state.expects == "consent" and not talk.last.effects  # type: ignore[union-attr]
    talk.press("no")
    assert talk.state.expects == "summary" and not talk.last.effects  # type: ignore[union-attr]


def test_yes_registers_everything_that_was_said(talk: Talk) -> None:
    talk.say("Vem kan söka?")
    talk.fill("consent").press("yes")
    found = lead(talk)
    assert found.organisation.code == "2080"
    assert (found.contact.name, found.contact.email, found.contact.phone) == ("Anna Ek", "anna.ek@falu.example", None)
    assert found.interest.goals == (6,) and found.interest.country is not None and found.interest.country.code == "KE"
    assert [question.id for question in found.questions] == ["vem-kan-soka"]
    assert found.qualification.result == "qualified"
    assert found.consent.given == found.received
    assert talk.state.draft is None and talk.state.expects is None


def test_going_back_asks_the_slot_before(talk: Talk) -> None:
    talk.fill("role").say("tillbaka")
    assert talk.state.expects == "name"
    talk.say("Bo Ek")
    assert talk.state.expects == "role"


def test_line_breaks_in_a_name_become_spaces(talk: Talk) -> None:
    talk.fill("name").say("Anna\r\nBcc: alla@falu.example")
    name = talk.state.draft.name if talk.state.draft else None
    assert name is None or ("\n" not in name and "\r" not in name)


def test_message_keeps_its_paragraphs_and_has_a_limit(talk: Talk) -> None:
    talk.fill("message").say("Första raden.\r\n\r\nAndra raden.")
    assert talk.state.draft is not None and talk.state.draft.message == "Första raden.\n\nAndra raden."
    other = Talk(talk.guide).fill("message")
    other.say("x" * 2_001)
    assert other.state.expects == "message" and "högst 2000 tecken" in other.text


def test_everything_a_message_gave_is_told_the_answer_asked_for_too(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Falu kommun, Anna Ek, miljöstrateg, anna.ek@falu.example")
    noted = "Jag har noterat: organisation Falu kommun, namn Anna Ek, roll miljöstrateg, e-post anna.ek@falu.example."
    assert noted in talk.text


@pytest.mark.parametrize(
    "said",
    [
        ["vi vill anmäla intresse, Anna Ek, Falu kommun, anna.ek@vaxjo.se"],
        ["anmäl intresse", "Falu kommun, Anna Ek, miljöstrateg, anna.ek@vaxjo.se"],
        ["anmäl intresse", "anna.ek@vaxjo.se", "Falu kommun"],
    ],
    ids=["opening", "at-the-organisation", "address-first"],
)
def test_a_foreign_address_is_asked_about_whenever_it_came(talk: Talk, said: list[str]) -> None:
    for text in said:
        talk.say(text)
    assert "anna.ek@vaxjo.se verkar höra till Växjö kommun, men du har angett Falu kommun" in talk.text
    assert talk.state.expects == "email" and {"yes", "no"} <= set(talk.buttons)
    talk.press("yes")
    assert talk.state.expects != "email"
    assert talk.state.draft is not None and talk.state.draft.email == "anna.ek@vaxjo.se"


def test_a_foreign_address_can_mean_that_the_organisation_was_wrong(talk: Talk) -> None:
    talk.fill("email").say("anna.ek@vaxjo.se")
    talk.say("Växjö kommun")
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    assert (talk.state.draft.organisation.code, talk.state.draft.email) == ("0780", "anna.ek@vaxjo.se")
    assert talk.state.expects == "phone"


def test_a_foreign_address_turned_down_is_not_sent(talk: Talk) -> None:
    talk.fill("summary").say("ändra e-post till anna.ek@vaxjo.se")
    talk.say("nej")
    assert talk.state.draft is not None and talk.state.draft.email is None
    talk.say("anna.ek@falu.example")
    assert talk.state.expects == "summary" and "anna.ek@falu.example" in talk.text


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("order", ["yes", "send"])
def test_a_yes_where_an_answer_is_needed_is_told_so(talk: Talk, slot: str, order: str) -> None:
    talk.fill(slot).press(order)
    assert talk.state.expects == slot
    assert "Först behöver jag svar på frågan" in talk.text


@pytest.mark.parametrize(
    ("at", "said", "told"),
    [
        ("role", "hej", "Vi är mitt i anmälan"),
        ("role", "tack", "Tack själv"),
        ("role", "hej då", "ligger kvar i högst 21 dagar"),
        ("summary", "nej", "Skriv vad som ska ändras"),
        ("summary", "hoppa över", "Skriv vad som ska ändras"),
        ("consent", "vet inte", "Svara ja om uppgifterna får skickas"),
    ],
)
def test_small_talk_in_the_form_gets_a_word_before_the_question(talk: Talk, at: str, said: str, told: str) -> None:
    talk.fill(at).say(said)
    assert talk.state.expects == at
    assert told in talk.text and len(talk.last.replies) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize("stale", ["org:1", "type:privat", "stage:ide", "edit:foo", "none", "forged"])
def test_a_button_of_another_question_changes_nothing_and_is_told(talk: Talk, stale: str) -> None:
    before = talk.fill("role").state.draft
    talk.press(stale)
    assert talk.state.draft == before and talk.state.expects == "role"
    assert "Den knappen gäller inte längre. Vi är mitt i anmälan" in talk.text


def test_the_only_option_is_taken_by_a_yes(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Faln")
    assert talk.state.pending is not None and len(talk.state.pending.options) == 1
    talk.say("ja")
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    assert talk.state.draft.organisation.code == "2080"


def test_the_kind_of_an_unknown_organisation_can_be_told_in_words(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Blåbärslunden")
    talk.say("ett kommunalförbund")
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    assert (talk.state.draft.organisation.name, talk.state.draft.organisation.type) == (
        "Blåbärslunden",
        "kommunalforbund",
    )
    assert talk.state.expects == "name"


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
def test_danger_in_the_form_gets_a_humane_answer_only_and_nothing_is_lost(talk: Talk, slot: str) -> None:
    before = talk.fill(slot).state.draft
    outcome = talk.say("jag vill inte leva längre")
    assert len(outcome.replies) == 1 and "112" in talk.text and "1177" in talk.text and not talk.buttons
    assert talk.state.expects is None and talk.state.draft == before
    talk.say("fortsätt")
    assert talk.state.expects == ("summary" if slot == "consent" else slot)


@pytest.mark.parametrize("said", ["²", "٣", "99999", "org:²", "org:" + "9" * 5_000])
def test_odd_digits_choose_nothing_and_break_nothing(talk: Talk, said: str) -> None:
    talk.press("lead")
    talk.say("habo kommun")
    talk.press(said)
    assert talk.state.expects == "organisation" and talk.state.pending is not None
    other = Talk(talk.guide).fill("stage")
    other.say(said)
    assert other.last is not None and other.last.replies


@pytest.mark.parametrize("slot", ["email", "phone"])
@pytest.mark.parametrize(
    ("said", "noted", "value"),
    [
        ("rent vatten", "goals", (6,)),
        ("jämställdhet och 11", "goals", (5, 11)),
        ("vi söker en partner", "stage", "soker-partner"),
    ],
)
def test_what_comes_too_early_is_noted_and_not_asked_again(
    talk: Talk, slot: str, said: str, noted: str, value: object
) -> None:
    talk.fill(slot).say(said)
    assert "Jag har noterat" in talk.text and talk.state.expects == slot
    assert getattr(talk.state.draft, noted) == value


@pytest.mark.parametrize(("said", "name", "country"), [("Kenya", None, "KE"), ("Georgia Ek", "Georgia Ek", None)])
def test_a_country_is_no_name_and_a_name_no_country(talk: Talk, said: str, name: str, country: str | None) -> None:
    talk.fill("name").say(said)
    assert talk.state.draft is not None and talk.state.draft.name == name
    assert (talk.state.draft.country.code if talk.state.draft.country else None) == country


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("jag är privatperson", "Privata företag och privatpersoner"),
        ("Röda Korset", "Civilsamhällets organisationer"),
        ("Lunds universitet", "Universitet och skolor"),
    ],
)
def test_those_who_cannot_apply_are_told_kindly_why_and_where_to_go(talk: Talk, said: str, told: str) -> None:
    talk.press("lead")
    talk.say(said)
    assert "Tack för intresset" in talk.text and told in talk.text and "partnership@icld.se" in talk.text
    assert {"edit:organisation", "topics", "human"} <= set(talk.buttons)
    for attempt in ("skicka", "ja", "fortsätt"):
        assert not talk.say(attempt).effects and talk.state.expects is None


def test_an_unlisted_organisation_in_a_list_keeps_only_its_own_name(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Kommunalförbundet Sydvatten, Anna Ek, ingenjör")
    draft = talk.state.draft
    assert draft is not None and draft.organisation is not None
    assert (draft.organisation.name, draft.name, draft.role) == ("Kommunalförbundet Sydvatten", "Anna Ek", "ingenjör")
