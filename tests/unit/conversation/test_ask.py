"""The form's questions, the summary and the consent, as people read them."""

from __future__ import annotations

import pytest

from bot.conversation import ask
from bot.conversation.guide import Guide
from bot.conversation.messages import Reply
from bot.conversation.state import Draft, Pending, State
from bot.leads.fill import STAGES
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, AskedQuestion, Country, Organisation, Slot

DRAFT = Draft(
    Organisation("Falu kommun", "2080", "kommun"), "Anna Ek", "strateg", "a@falu.example", None, "Vatten", (6, 11),
    Country("KE", "Kenya", True), "ide", "Hej\ndå", passed=("phone",),
)  # fmt: skip
STATE = State(draft=DRAFT, questions=(AskedQuestion("vem-kan-soka", "Vem?"), AskedQuestion("x", "Hur?")))


def ids(reply: Reply) -> list[str]:
    return [button.id for button in reply.buttons]


@pytest.mark.parametrize("slot", SLOTS)
def test_a_question_tells_how_far_the_form_has_come(small: Guide, slot: Slot) -> None:
    asked = ask.question(small, Draft(), slot, "sv")
    assert asked.kind == "ask"
    assert asked.text.endswith(f"({SLOTS.index(slot) + 1} av 10)")


@pytest.mark.parametrize("slot", SLOTS)
def test_what_may_be_pressed_is_what_may_be_answered(small: Guide, slot: Slot) -> None:
    shown = ids(ask.question(small, Draft(), slot, "sv"))
    assert shown[-1] == "cancel"
    assert ("skip" in shown) == (slot in OPTIONAL)
    assert ("unsure" in shown) == (slot in UNSURE - {"stage"})
    assert ("keep" in shown) is False
    assert [shown_id for shown_id in shown if shown_id.startswith("stage:")] == [
        f"stage:{stage}" for stage in STAGES if slot == "stage"
    ]


def test_a_slot_that_is_answered_says_what_stands_there_and_can_be_kept(small: Guide) -> None:
    asked = ask.question(small, DRAFT, "country", "sv")
    assert asked.text.endswith("Nu står det: Kenya.")
    assert "keep" in ids(asked)
    assert [button.label for button in asked.buttons if button.id == "skip"] == ["Lämna tomt"]


@pytest.mark.parametrize(
    ("language", "slot", "shown"),
    [
        ("sv", "organisation", "Falu kommun"),
        ("sv", "goals", "6 Rent vatten och sanitet för alla, 11 Hållbara städer och samhällen"),
        ("en", "goals", "6 Clean Water and Sanitation, 11 Sustainable Cities and Communities"),
        ("sv", "stage", "Vi har en idé"),
        ("en", "stage", "We have an idea"),
        ("sv", "phone", ""),
        ("sv", "message", "Hej\ndå"),
    ],
)
def test_values_are_shown_in_the_language_of_the_conversation(
    small: Guide, language: str, slot: Slot, shown: str
) -> None:
    assert ask.shown_value(small, DRAFT, slot, language) == shown


@pytest.mark.parametrize(
    ("country", "swedish", "english"),
    [
        (Country("UA", "Ukraina", True), "Ukraina", "Ukraine"),
        (Country(None, "Atlantis", False), "Atlantis", "Atlantis"),
        (Country("QQ", "Borta", False), "Borta", "Borta"),
    ],
)
def test_a_country_is_named_in_the_language_of_the_conversation(
    small: Guide, country: Country, swedish: str, english: str
) -> None:
    draft = Draft(country=country)
    assert [ask.shown_value(small, draft, "country", language) for language in ("sv", "en")] == [swedish, english]


def test_an_own_description_of_the_stage_is_shown_as_it_is(small: Guide) -> None:
    assert ask.shown_value(small, Draft(stage="på gång sedan 2019"), "stage", "en") == "på gång sedan 2019"


def test_one_thing_noted_is_one_line_and_several_are_a_list(small: Guide) -> None:
    assert ask.items(small, DRAFT, ("name",), "sv") == " namn Anna Ek"
    assert ask.items(small, DRAFT, ("country", "name"), "sv") == "\n– Namn: Anna Ek\n– Land: Kenya"


def test_the_summary_shows_every_slot_and_the_questions(small: Guide) -> None:
    shown = ask.summary(small, STATE, "sv")
    assert [row.slot for row in shown.rows] == [*SLOTS, "questions"]
    assert {row.slot: row.value for row in shown.rows}["phone"] == "–"
    assert "Telefon: –" in shown.text and "Frågor du har ställt: Vem?; Hur?" in shown.text
    assert ids(shown) == ["send", *(f"edit:{slot}" for slot in SLOTS), "cancel"]


def test_the_consent_shows_what_is_sent_to_whom_and_for_how_long_it_is_kept(small: Guide) -> None:
    shown = ask.consent(small, STATE, "sv")
    assert ids(shown) == ["yes", "no", "cancel"]
    assert "E-post: a@falu.example" in shown.text and "Meddelande: Hej\ndå" in shown.text and "Vem?; Hur?" in shown.text
    assert "Telefon" not in shown.text
    assert small.policy.lead_to in shown.text and f"senast {small.policy.lead_days} dagar" in shown.text


def test_what_people_typed_is_never_read_as_a_template(small: Guide) -> None:
    odd = State(draft=Draft(name="{lead_to}", topic="{0} %s {rows}"))
    for shown in (ask.summary(small, odd, "sv"), ask.consent(small, odd, "sv")):
        assert "Namn: {lead_to}" in shown.text and "{0} %s {rows}" in shown.text


def test_without_a_draft_there_is_nothing_to_show(small: Guide) -> None:
    assert ask.rows(small, State(), "sv") == ()


@pytest.mark.parametrize(
    ("pending", "says", "shown"),
    [
        (Pending("organisation", "habo", (Organisation("Habo kommun", "0643", "kommun"),)), "Menar du den här?", ["org:0", "none"]),
        (Pending("type", "Blåkulla"), "Jag hittar inte ”Blåkulla”", [f"type:{kind}" for kind in ask.TYPES]),
        (Pending("spelling", "x@y.se"), "Menar du x@y.se?", ["yes", "no"]),
        (Pending("email", "x@lund.se"), "verkar höra till Lunds kommun, men du har angett Falu kommun", ["yes", "no"]),
        (Pending("country", "Atlantis"), "Jag känner inte igen ”Atlantis”", ["yes", "no"]),
    ],
)  # fmt: skip
def test_a_question_within_a_slot_names_what_is_in_doubt(
    small: Guide, pending: Pending, says: str, shown: list[str]
) -> None:
    asked = ask.pending_question(small, STATE, pending, "sv")
    assert says in asked.text
    assert ids(asked) == [*shown, "cancel"]


def test_the_goals_are_listed_with_their_numbers(small: Guide) -> None:
    shown = ask.listing(small, "goals", "en").text
    assert shown.count("\n– ") == 17 and "– 6 Clean Water and Sanitation" in shown


def test_the_countries_listed_are_those_of_the_newest_list(small: Guide) -> None:
    shown = ask.listing(small, "country", "sv").text
    names = [country.name_sv for country in small.countries.listed()]
    assert names and shown.endswith("\n".join(f"– {name}" for name in sorted(names)))
