"""The answer to one question: a value, a doubt, or what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads import fill
from bot.leads.fill import LIMITS, STAGES, Doubt, Filled, Problem, Registers, kind_told, parse
from bot.leads.model import SLOTS, Country, Organisation, Slot
from bot.locale import LANGUAGES, lines, say
from tests.support.guide import small_guide
from tests.support.hostile import HOSTILE, ORDINARY


def value(slot: Slot, text: str, registers: Registers) -> object:
    found = parse(slot, text, registers)
    assert isinstance(found, Filled), found
    return found.value


def problem(slot: Slot, text: str, registers: Registers) -> str:
    found = parse(slot, text, registers)
    assert isinstance(found, Problem), found
    return found.line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Falu kommun", "2080"), ("falun", "2080"), ("göteborgs stad", "1480"), ("VGR", "14"), ("Upplands väsby", "0114"),
        ("vi är från Lunds kommun", "1281"), ("Region Skåne", "12"), ("Falu komun", "2080"), ("Falu kommun, falun@falu.example", "2080"),
    ],
)  # fmt: skip
def test_an_organisation_of_the_register(registers: Registers, text: str, code: str) -> None:
    found = value("organisation", text, registers)
    assert isinstance(found, Organisation) and found.code == code


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Vi är Röda Korset", "Röda Korset", "civilsamhalle"),
        ("Lunds universitet", "Lunds universitet", "universitet"),
        ("privatperson", "privatperson", "privat"),
        ("jag jobbar på Falubostäder AB.", "Falubostäder AB", "kommunalt-bolag"),
        ("Bo Ek, vd, Falubostäder AB", "Falubostäder AB", "kommunalt-bolag"),
        ("Nairobi City County, Kenya", "Nairobi City County", "utlandsk-kommun"),
        ("Sydvatten kommunalförbund", "Sydvatten kommunalförbund", "kommunalforbund"),
    ],
)
def test_an_organisation_of_another_kind_by_its_name(registers: Registers, text: str, name: str, kind: str) -> None:
    assert value("organisation", text, registers) == Organisation(name, None, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "codes"), [("habo", {"0643", "0305"}), ("stockholm", {"0180", "01"})])
def test_an_unclear_organisation_is_in_doubt(registers: Registers, text: str, codes: set[str]) -> None:
    found = parse("organisation", text, registers)
    assert isinstance(found, Doubt) and found.kind == "organisation"
    assert {option.code for option in found.options} == codes


@pytest.mark.parametrize("text", ["Blåbärslunden", "Blåkulla kommun", "ABC"])
def test_an_unknown_organisation_keeps_its_name_while_its_kind_is_asked(registers: Registers, text: str) -> None:
    assert parse("organisation", text, registers) == Doubt("type", text)


@pytest.mark.parametrize(
    ("text", "line"),
    [("", "organisation"), ("?!", "organisation"), ("x", "organisation"), ("anna@falu.example", "organisation"), ("kommunen", "organisation_which"), ("vi är en liten kommun", "organisation_which"),
     ("en region i Sverige", "organisation_which")],
)  # fmt: skip
def test_what_names_no_organisation(registers: Registers, text: str, line: str) -> None:
    assert problem("organisation", text, registers) == f"problem.{line}"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("vi är en förening", "civilsamhalle"), ("kommunalt bolag", "kommunalt-bolag"), ("privatperson", "privat"), ("Röda Korset", None), ("Falun", None), ("hej", None)],
)  # fmt: skip
def test_a_kind_told_without_a_name(registers: Registers, text: str, kind: str | None) -> None:
    assert kind_told(text, registers.gazetteer) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Ek", "Anna Ek"), ("anna ek", "Anna Ek"), ("jag heter Anna Ek.", "Anna Ek"), ("anna-karin af ek", "Anna-Karin af Ek"),
        ("ANNA EK", "ANNA EK"), ("Bo O’Hara", "Bo O’Hara"), ("Hej, jag heter Bo", "Bo"), ("Łukasz Żółć", "Łukasz Żółć"), ("李小龍", "李小龍"), ("أحمد", "أحمد"), ("Namn: O'Brien-Åkesson, Karin", "O'Brien-Åkesson, Karin"),
        ("Maria del Carmen García López", "Maria del Carmen García López"),
    ],
)  # fmt: skip
def test_a_name(registers: Registers, text: str, name: str) -> None:
    assert value("name", text, registers) == name


@pytest.mark.parametrize(
    "text", ["", "A", "a@b.se", "0701740605", "vem undrar?", "det vill jag inte säga", "jag vill vara anonym", "😀", "http://x.example", "<script>alert(1)</script>", "{lead_to}",
             "en två tre fyra fem sex sju åtta"],
)  # fmt: skip
def test_what_is_no_name(registers: Registers, text: str) -> None:
    assert problem("name", text, registers) == "problem.name"


@pytest.mark.parametrize(
    ("text", "role"), [("miljöstrateg", "miljöstrateg"), ("Jag är kommunalråd.", "kommunalråd"), ("jag jobbar som vd", "vd"), ("IT", "IT"), ("I am a planner", "planner")]
)  # fmt: skip
def test_a_role(registers: Registers, text: str, role: str) -> None:
    assert value("role", text, registers) == role


@pytest.mark.parametrize("text", ["", "x", "a@b.se", "vill inte säga", "!"])
def test_what_is_no_role(registers: Registers, text: str) -> None:
    assert problem("role", text, registers) == "problem.role"


def test_an_address_and_its_slips(registers: Registers) -> None:
    assert value("email", "min mejl är Anna@Falun.SE", registers) == "Anna@falun.se"
    assert parse("email", "anna@falun", registers) == Doubt("spelling", "anna@falun.se")
    assert problem("email", "anna", registers) == "problem.email"


def test_a_phone_number(registers: Registers) -> None:
    assert value("phone", "ring 070-174 06 05 på dagtid", registers) == "+46 70 174 06 05"
    assert problem("phone", "ingen aning", registers) == "problem.phone"


@pytest.mark.parametrize(
    ("text", "country", "note"),
    [
        ("Kenya", Country("KE", "Kenya", True), None),
        ("south africa", Country("ZA", "Sydafrika", True), None),
        ("Peru", Country("PE", "Peru", False), "problem.country_unlisted"),
        ("Kenya eller Uganda", Country("KE", "Kenya", True), "problem.country_one"),
        ("Bosnien och Hercegovina", Country("BA", "Bosnien och Hercegovina", False), "problem.country_unlisted"),
    ],
)
def test_a_country(registers: Registers, text: str, country: Country, note: str | None) -> None:
    found = parse("country", text, registers)
    assert isinstance(found, Filled)
    assert found.value == country
    if country.code != "BA":
        assert found.note == note


def test_countries_are_told_in_the_language_of_the_conversation(registers: Registers) -> None:
    found = parse("country", "Sydafrika, Georgien", registers, "en")
    assert isinstance(found, Filled) and found.values == {"country": "South Africa", "others": "Georgia"}


def test_what_is_no_country(registers: Registers) -> None:
    assert parse("country", "Atlantis.", registers) == Doubt("country", "Atlantis")
    assert problem("country", "Sverige", registers) == "problem.country_sweden"
    assert problem("country", "?", registers) == "problem.country_again"
    assert (
        problem(
            "country",
            "vi har pratat om det länge men vet inte riktigt vart vi vill åka egentligen så vi får se",
            registers,
        )
        == "problem.country_again"
    )


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("vi söker partner", "soker-partner"), ("letar efter en partner", "soker-partner"), ("har en partner", "har-partner"),
        ("redan ett partnerskap", "pagar"), ("pågående projekt", "pagar"), ("en idé", "ide"), ("vi funderar", "ide"), ("vet inte", "vet-inte"),
        ("we are looking for a partner", "soker-partner"), ("nämnden har sagt ja", "nämnden har sagt ja"),
        ("vi har en idé om vatten som vi har pratat om länge", "vi har en idé om vatten som vi har pratat om länge"),
    ],
)  # fmt: skip
def test_a_stage(registers: Registers, text: str, stage: str) -> None:
    assert value("stage", text, registers) == stage


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_is_known_by_its_button(registers: Registers, language: str) -> None:
    assert [value("stage", say(language, f"stage.{stage}"), registers) for stage in STAGES] == list(STAGES)


@pytest.mark.parametrize("slot", ["topic", "stage", "message"])
def test_own_words_lose_only_personal_numbers(registers: Registers, slot: Slot) -> None:
    found = parse(slot, "Vi och 850101-1234 vill mycket mer än så här", registers)
    assert found == Filled("Vi och [personnummer] vill mycket mer än så här", "problem.personal_number")
    assert problem(slot, "!", registers) == f"problem.{slot}"


def test_a_mobile_number_in_own_words_is_no_personal_number(registers: Registers) -> None:
    assert value("message", "Ring 0701740605", registers) == "Ring 0701740605"


def test_a_message_keeps_its_lines_and_nothing_unseen(registers: Registers) -> None:
    assert value("message", " a b\r\n\r\n\r\n\r\n\u202ec\x00 d\r", registers) == "a b\n\nc d"


@pytest.mark.parametrize("slot", SLOTS)
def test_too_long_is_said_with_the_limit(registers: Registers, slot: Slot) -> None:
    for length in (LIMITS[slot] + 1, 100_000):
        assert parse(slot, "x" * length, registers) == Problem("problem.too_long", {"limit": str(LIMITS[slot])})


def test_every_problem_has_its_line_in_both_languages() -> None:
    names = set(re.findall(r'"(problem\.[a-z_]+)"', Path(fill.__file__).read_text("utf-8")))
    assert len(names) > 10
    assert names <= lines("sv").keys() & lines("en").keys()


@given(st.sampled_from(SLOTS), st.one_of(st.sampled_from(HOSTILE + ORDINARY), st.text(max_size=300)))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_any_text_in_any_slot_is_read_and_what_is_kept_is_fit_to_keep(slot: Slot, text: str) -> None:
    guide = small_guide()
    found = parse(slot, text, Registers(guide.gazetteer, guide.countries, guide.goals))
    if isinstance(found, Filled) and isinstance(found.value, str):
        assert found.value.strip() == found.value != ""
        assert slot == "message" or "\n" not in found.value
        assert not {"\r", "\x00", "\u202e", "\u2028"} & set(found.value)
