"""One answer, one slot: a value, a doubt, or what is wrong with it."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.conversation.form import registers
from bot.conversation.guide import Guide
from bot.leads.fill import (
    LIMITS,
    STAGES,
    Doubt,
    Filled,
    Parsed,
    Problem,
    Registers,
    kind_in_words,
    other_owner,
    parse,
)
from bot.leads.model import SLOTS, Country, Organisation, Slot
from bot.locale import LANGUAGES, lines, say

FALUN = Organisation("Falu kommun", "2080", "kommun")


@pytest.fixture(scope="module")
def lists(guide: Guide) -> Registers:
    return registers(guide)


def value(parsed: Parsed) -> object:
    assert isinstance(parsed, Filled), parsed
    return parsed.value


@pytest.mark.parametrize(
    ("slot", "text", "expected"),
    [
        ("organisation", "vi är på Falu kommun", FALUN),
        ("organisation", "Falu kommun, falun@falu.example", FALUN),
        ("name", "jag heter anna ek", "Anna Ek"),
        ("name", "Namn: O'Brien-Åkesson, Karin", "O'Brien-Åkesson, Karin"),
        ("name", "أحمد", "أحمد"),
        ("role", "jag jobbar som miljöstrateg.", "miljöstrateg"),
        ("email", "Mejla <Anna.Ek@FALU.example>.", "Anna.Ek@falu.example"),
        ("phone", "070-174 06 05", "+46 70 174 06 05"),
        ("topic", "  Rent\r\nvatten ", "Rent vatten"),
        ("goals", "6 och 11", (6, 11)),
        ("goals", "rent vatten", (6,)),
        ("country", "kenya", Country("KE", "Kenya", True)),
        ("stage", "vi letar efter en partner", "soker-partner"),
        ("stage", "Vi väntar på ett beslut", "Vi väntar på ett beslut"),
        ("message", "Första.\r\n\r\n\r\n\r\nAndra.", "Första.\n\nAndra."),
    ],
)
def test_an_answer_becomes_a_value(lists: Registers, slot: Slot, text: str, expected: object) -> None:
    assert value(parse(slot, text, lists)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_is_known_by_its_button(lists: Registers, language: str) -> None:
    assert [value(parse("stage", say(language, f"stage.{stage}"), lists)) for stage in STAGES] == list(STAGES)


@pytest.mark.parametrize(
    ("slot", "text", "line"),
    [
        ("organisation", "😀", "problem.organisation"),
        ("organisation", "anna@falu.example", "problem.organisation"),
        ("name", "<script>alert(1)</script>", "problem.name"),
        ("name", "anna@falu.example", "problem.name"),
        ("name", "12345", "problem.name"),
        ("role", "?", "problem.role"),
        ("email", "anna", "problem.email"),
        ("email", "anna@gmial.com", "problem.email_suggest"),
        ("phone", "12", "problem.phone"),
        ("topic", "!", "problem.topic"),
        ("goals", "18", "problem.goals"),
        ("country", "-", "problem.country_again"),
        ("stage", "1", "problem.stage"),
        ("message", " \n ", "problem.message"),
    ],
)
def test_what_cannot_be_used_is_told_by_its_line(lists: Registers, slot: Slot, text: str, line: str) -> None:
    parsed = parse(slot, text, lists)
    assert isinstance(parsed, Problem) and parsed.line == line
    assert all(line in lines(language) for language in LANGUAGES)


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_has_a_limit_that_is_told(lists: Registers, slot: Slot) -> None:
    for length in (2 * LIMITS[slot] + 1, 100_000):
        parsed = parse(slot, "x" * length, lists)
        assert parsed == Problem("problem.too_long", {"limit": str(LIMITS[slot])})


@pytest.mark.parametrize(
    ("slot", "text", "kind"),
    [
        ("organisation", "habo kommun", "organisation"),
        ("organisation", "Blåbärslunden", "type"),
        ("country", "Atlantis", "country"),
    ],
)
def test_a_doubt_is_asked_about(lists: Registers, slot: Slot, text: str, kind: str) -> None:
    parsed = parse(slot, text, lists)
    assert isinstance(parsed, Doubt) and parsed.kind == kind


def test_a_country_not_on_the_list_is_taken_and_told(lists: Registers) -> None:
    parsed = parse("country", "Peru", lists)
    assert parsed == Filled(Country("PE", "Peru", False), "problem.country_unlisted", {"country": "Peru"})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ett kommunalförbund", "kommunalforbund"), ("ideell förening", "civilsamhalle"), ("universitet", "universitet"),
        ("Föreningen Brunn", None), ("Falu kommun", None), ("blåbär", None), ("", None), ("förening " * 6, None),
    ],
)  # fmt: skip
def test_the_kind_in_common_words_is_no_name(lists: Registers, text: str, kind: str | None) -> None:
    assert kind_in_words(text, lists.gazetteer) == kind


def test_an_address_has_another_owner_only_when_both_are_in_the_register(lists: Registers) -> None:
    assert other_owner("anna@vaxjo.se", lists.gazetteer, FALUN) == "Växjö kommun"
    assert other_owner("anna@edu.vaxjo.se", lists.gazetteer, FALUN) == "Växjö kommun"
    assert other_owner("anna@falun.se", lists.gazetteer, FALUN) is None
    assert other_owner("anna@falu.example", lists.gazetteer, FALUN) is None
    assert other_owner("anna@vaxjo.se", lists.gazetteer, Organisation("Sydvatten", None, "kommunalforbund")) is None


def test_every_slot_is_read() -> None:
    assert set(LIMITS) == set(SLOTS) == set(get_args(Slot))
