"""What one message says about several slots at once, and what is not read into it."""

from __future__ import annotations

import pytest

from bot.conversation.form import registers
from bot.conversation.guide import Guide
from bot.leads.extract import beside, correction, extract, rest
from bot.leads.fill import Registers


@pytest.fixture(scope="module")
def lists(guide: Guide) -> Registers:
    return registers(guide)


WHOLE = ("Anna Ek", "miljöstrateg", "2080", "anna.ek@falu.example")


@pytest.mark.parametrize(
    "text",
    [
        "Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna.ek@falu.example",
        "Falu kommun, Anna Ek, miljöstrateg, anna.ek@falu.example",
        "Anna Ek, miljöstrateg i Falu kommun, anna.ek@falu.example",
        "Anna Ek\nmiljöstrateg\nFalu kommun\nanna.ek@falu.example",
        "anna.ek@falu.example; Falu kommun; Anna Ek; miljöstrateg",
        "Namn: Anna Ek, roll: miljöstrateg, Falu kommun, anna.ek@falu.example",
    ],
)
def test_the_same_facts_are_found_however_they_are_put(lists: Registers, text: str) -> None:
    found = extract(text, lists)
    organisation = found["organisation"]
    assert (found["name"], found["role"], getattr(organisation, "code", None), found["email"]) == WHOLE


def test_topic_goals_and_country_are_found_in_a_sentence(lists: Registers) -> None:
    found = extract("Vi vill jobba med avlopp, mål 6 och 11, gärna i Kenya", lists)
    assert (found["topic"], found["goals"]) == ("avlopp", (6, 11))
    assert getattr(found["country"], "code", None) == "KE"


@pytest.mark.parametrize("text", ["", "hej", "vet inte", "😀", "\u202e", "a,b", "jag är intresserad", "25 personer"])
def test_nothing_is_read_into_small_talk(lists: Registers, text: str) -> None:
    assert extract(text, lists) == {}


@pytest.mark.parametrize(
    "text",
    ["Nairobi City County, Kenya", "Sankt Eriks Stiftelse, Malmö", "Falu Energi AB, Falun", "Lund University, Lund"],
)
def test_an_authority_or_company_is_no_person(lists: Registers, text: str) -> None:
    assert "name" not in extract(text, lists)


def test_what_is_left_of_a_list_names_the_organisation(lists: Registers) -> None:
    text = "Sydarkivera, Anna Ek, arkivarie"
    assert rest(text, extract(text, lists)) == "Sydarkivera"
    assert rest("Nairobi City County, Kenya", {}) == "Nairobi City County, Kenya"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rent vatten", {"goals": (6,)}),
        ("jämställdhet och 11", {"goals": (5, 11)}),
        ("vi söker en partner", {"stage": "soker-partner"}),
        ("alert(1)", {}),
        ("11", {}),
        ("070-12", {}),
        ("vet inte", {}),
        ("", {}),
    ],
)
def test_what_is_said_too_early_is_heard(lists: Registers, text: str, expected: dict[str, object]) -> None:
    assert beside(text, lists) == expected


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("ändra e-post till x@falu.example", ("email", "x@falu.example")),
        ("Nej, namnet ska vara Bo Ek", ("name", "Bo Ek")),
        ("byt land", ("country", "")),
        ("fel mål: 13", ("goals", "13")),
        ("kan du ändra min roll till chef", ("role", "chef")),
        ("change my name to Bo Ek", ("name", "Bo Ek")),
        ("organisationen blev fel", ("organisation", "")),
    ],
)
def test_a_correction_tells_slot_and_value(text: str, change: tuple[str, str]) -> None:
    assert correction(text) == change


@pytest.mark.parametrize(
    "text", ["", "namn", "Falu kommun", "ändra", "ändra allt", "vilken roll har kommunen", "målet"]
)
def test_other_texts_are_no_correction(text: str) -> None:
    assert correction(text) is None
