"""Several answers in one message, as people write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads.extract import beside, extract, rest
from bot.leads.fill import Registers
from bot.leads.model import SLOTS
from tests.support.guide import small_guide
from tests.support.hostile import HOSTILE, ORDINARY

ANNA: dict[str, Any] = {"name": "Anna Ek", "role": "miljöstrateg", "organisation": "Falu kommun"}


def told(text: str, registers: Registers) -> dict[str, Any]:
    """What was found, organisations and countries by name."""
    return {slot: getattr(value, "name", value) for slot, value in extract(text, registers).items()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jag heter Anna Ek och jobbar som miljöstrateg på Falu kommun", ANNA),
        ("Anna Ek, miljöstrateg, Falu kommun", ANNA),
        ("Anna Ek\nmiljöstrateg\nFalu kommun", ANNA),
        ("Anna Ek från Falu kommun, miljöstrateg", ANNA),
        ("Anna Ek, miljöstrateg i Falu kommun", ANNA),
        ("Falu kommun; Anna Ek; miljöstrateg", ANNA),
        ("jag heter anna ek miljöstrateg falu kommun", {"name": "Anna Ek", "organisation": "Falu kommun"}),
        ("namn: Anna Ek, roll: miljöstrateg, kommun: Falu kommun", ANNA),
        ("Mvh Anna Ek, miljöstrateg, Falu kommun", ANNA),
        ("Vi söker samarbete. Med vänliga hälsningar Anna Ek, miljöstrateg, Falu kommun", ANNA),
        ("jag är miljöstrateg på Falu kommun och heter Anna Ek", ANNA),
        ("Jag är Anna Ek, miljöstrateg på Falu kommun", {"name": "Anna Ek", "organisation": "Falu kommun"}),
        ("My name is Eve Smith and I am a planner at Lund Municipality", {"name": "Eve Smith", "role": "planner", "organisation": "Lunds kommun"}),
        ("Jag heter egentligen Bo Ek", {"name": "Bo Ek"}),
        ("jag heter anna-karin af ek och är vd", {"name": "Anna-Karin af Ek", "role": "vd"}),
    ],
)  # fmt: skip
def test_who_it_is(registers: Registers, text: str, wanted: dict[str, Any]) -> None:
    found = told(text, registers)
    assert {slot: found.get(slot) for slot in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("vi vill jobba med rent vatten i Kenya, mål 6 och 11. Mvh Anna", {"topic": "rent vatten i Kenya", "goals": (6, 11), "country": "Kenya"}),
        ("vi vill samarbeta kring avfall, återvinning och energi", {"topic": "avfall, återvinning och energi"}),
        ("det handlar om unga. Land: Zambia", {"topic": "unga", "country": "Zambia"}),
        ("Vi söker en partner i Uganda", {"stage": "soker-partner", "country": "Uganda"}),
        ("vi har redan ett partnerskap", {"stage": "pagar"}),
        ("SDG 13", {"goals": (13,)}),
        ("we want to work on clean water", {"topic": "clean water"}),
        ("anna.ek@falun.se och telefon 070 174 06 05", {"email": "anna.ek@falun.se", "phone": "+46 70 174 06 05"}),
        ("Kenya eller Uganda", {}),
        ("vi var i Kenya 2019 och Zambia 2021", {}),
    ],
)  # fmt: skip
def test_what_it_is_about(registers: Registers, text: str, wanted: dict[str, Any]) -> None:
    found = told(text, registers)
    assert {
        slot: found.get(slot) for slot in ("topic", "goals", "country", "stage", "email", "phone") if slot in wanted
    } == wanted
    assert wanted or "country" not in found


def test_everything_in_one_breath(registers: Registers) -> None:
    found = told(
        "Hej! Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna.ek@falun.se, 0701740605. Vi söker en partner och vill "
        "jobba med rent vatten i Kenya, mål 6.",
        registers,
    )
    assert found == ANNA | {
        "email": "anna.ek@falun.se", "phone": "+46 70 174 06 05", "topic": "rent vatten i Kenya", "goals": (6,), "country": "Kenya",
        "stage": "soker-partner",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "jag är intresserad av ett partnerskap", "jag är inte säker", "jag är här för att lära mig", "vi behöver en projektledare",
        "Vatten och avlopp", "Kvinnors rättigheter, unga", "Hur gör vi?", "Rent vatten, hållbar energi", "tack, det var allt", "",
    ],
)  # fmt: skip
def test_nothing_is_guessed(registers: Registers, text: str) -> None:
    assert told(text, registers) == {}


@pytest.mark.parametrize("text", ["Jordan Ek, planerare", "Jag heter Israel Berg"])
def test_a_name_is_no_country(registers: Registers, text: str) -> None:
    assert "country" not in told(text, registers)


@pytest.mark.parametrize("text", ["Lunds universitet, Anna Ek", "Röda Korset, Anna Ek", "Nairobi City County, Anna Ek"])
def test_an_organisation_is_no_person(registers: Registers, text: str) -> None:
    assert told(text, registers)["name"] == "Anna Ek"


@pytest.mark.parametrize(
    "text",
    ["Nairobi City County, Kenya", "Sankt Eriks Stiftelse, Malmö", "Falu Energi AB, Falun", "Lund University, Lund"],
)
def test_an_authority_or_company_alone_is_no_person(registers: Registers, text: str) -> None:
    assert "name" not in extract(text, registers)


def test_what_is_left_of_a_list_names_the_organisation(registers: Registers) -> None:
    text = "Sydarkivera, Anna Ek, arkivarie"
    assert rest(text, extract(text, registers)) == "Sydarkivera"
    assert rest("Nairobi City County, Kenya", {}) == "Nairobi City County, Kenya"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rent vatten", {"goals": (6,)}), ("jämställdhet och 11", {"goals": (5, 11)}), ("vi söker en partner", {"stage": "soker-partner"}),
        ("alert(1)", {}), ("11", {}), ("070-12", {}), ("vet inte", {}), ("", {}),
    ],
)  # fmt: skip
def test_what_is_said_too_early_is_heard(registers: Registers, text: str, expected: dict[str, object]) -> None:
    assert beside(text, registers) == expected


@given(st.one_of(st.sampled_from(HOSTILE + ORDINARY), st.text(max_size=300)))
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_any_text_gives_only_answers_fit_to_keep(text: str) -> None:
    found = extract(text, Registers(small_guide().gazetteer, small_guide().countries, small_guide().goals))
    assert set(found) <= set(SLOTS)
    for slot in ("name", "role", "email", "phone", "topic"):
        kept = found.get(slot)  # type: ignore[call-overload]
        assert kept is None or (kept and str(kept).isprintable() and len(str(kept)) <= 254)
