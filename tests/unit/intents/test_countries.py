"""Finding the country somebody names."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.countries import Countries, cells, rows

REGISTERS = Path(__file__).parents[3] / "faq" / "registers"
COUNTRIES = Countries.load(REGISTERS)
ROWS = rows(REGISTERS / "countries.csv")


def iso(text: str) -> str | None:
    country = COUNTRIES.find(text)
    return country.iso if country else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenya", "KE"), ("kenyas kommuner", "KE"), ("vi vill till Kenya", "KE"), ("Kenya-projekt", "KE"),
        ("i Tanzania", "TZ"), ("DR Kongo", "CD"), ("Sydafrika", "ZA"), ("Syd Afrika", "ZA"), ("South Africa", "ZA"),
        ("SouthAfrica", "ZA"), ("Bosnien och Hercegovina", "BA"), ("Bosnien", "BA"), ("BiH", "BA"),
        ("bosnien och hercegovinas", "BA"), ("Georgien", "GE"), ("Georgia", "GE"), ("Nordmakedonien", "MK"),
        ("Guinea-Bissau", "GW"), ("papua nya guinea", "PG"), ("Guinea", "GN"), ("Niger", "NE"), ("Nigeria", "NG"),
        ("Irland", "IE"), ("Nordirland", "GB"), ("sydsudan", "SS"), ("Sudan", "SD"), ("Côte d'Ivoire", "CI"),
        ("cote d’ivoire", "CI"), ("U.S.A.", "US"), ("Moçambique", "MZ"), ("Mocambique", "MZ"), ("sao tome", "ST"),
        ("Türkiye", "TR"), ("Turkey", "TR"), ("i Island", "IS"), ("Sverige", "SE"), ("österrike", "AT"),
        ("osterrike", "AT"), ("Kosovo's municipalities", "XK"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_its_names(text: str, code: str) -> None:
    assert iso(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ukriana", "UA"), ("vi vill till ukriana", "UA"), ("Tanzanai", "TZ"), ("Tansania", "TZ"), ("Sambia", "ZM"),
        ("zambai", "ZM"), ("Simbabwe", "ZW"), ("Kolombia", "CO"), ("Botsvana", "BW"), ("Keyna", "KE"), ("Kenja", "KE"),
        ("Gatemala", "GT"), ("Rawnda", "RW"), ("sydafirka", "ZA"), ("Sout Africa", "ZA"),
        ("Bosnien-Hercegovnia", "BA"), ("samarbete med Ugnada", "UG"), ("vår partner i serben", "RS"),
    ],
)  # fmt: skip
def test_one_slip_is_read_through(text: str, code: str) -> None:
    assert iso(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "", "ingen aning", "sedan vi började", "i samma stad", "vid sidan om", "på jorden", "ett fin land",
        "det är den mark som", "I ran a project", "no way", "support from ICLD", "i Halland", "inland", "Malå kommun",
        "while we wait", "child care", "sales", "an island in the sea", "the Cayman Islands", "Kenyaprojektet",
        "from", "from us", "vi ses i malma by på torsdag", "Kongo", "Korea", "Nigera", "does German work here", "us", "in", "Man",
    ],
)  # fmt: skip
def test_what_is_no_country_gives_none(text: str) -> None:
    assert iso(text) is None


def test_the_first_of_two_is_taken_and_sweden_only_alone() -> None:
    assert iso("Zambia eller Kenya") == "ZM"
    assert iso("Kenya eller Zambia") == "KE"
    assert iso("en kommun i Sverige och en i Kenya") == "KE"
    assert iso("jobbar med Ukriana och Kenya") == "KE"  # rightly spelled before guessed


@pytest.mark.parametrize("row", ROWS, ids=[row["iso"] for row in ROWS])
def test_each_country_is_found_by_each_name_inflected_too(row: dict[str, str]) -> None:
    names = [row["name_sv"], row["name_en"], *cells(row["aliases"])]
    assert {name: iso(name) for name in names} == dict.fromkeys(names, row["iso"])
    assert iso(f"ett projekt i {row['name_sv']} om vatten") == row["iso"]
    assert iso(f"ett projekt i {row['name_sv'].upper()}") == row["iso"]


def test_swapped_letters_never_lead_to_another_country() -> None:
    tried, right, wrong = 0, 0, []
    for row in ROWS:
        name = row["name_sv"]
        for i in range(1, len(name) - 1 if len(name) >= 5 else 0):
            typed = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
            if " " in name[i : i + 2]:
                continue
            found = iso(f"vi vill arbeta i {typed} med vatten")
            tried, right = tried + 1, right + (found == row["iso"])
            if found not in {None, row["iso"]}:
                wrong.append((typed, found))
    assert tried > 1_000
    assert right > 0.9 * tried
    assert wrong == []


def test_codes_and_the_list_of_partner_countries() -> None:
    kenya = COUNTRIES.by_iso("ke")
    assert kenya is not None
    assert (kenya.name_sv, kenya.name_en, kenya.status) == ("Kenya", "Kenya", "listed")
    assert COUNTRIES.by_iso("ZZ") is None
    assert [country.iso for country in COUNTRIES.listed()] == [row["iso"] for row in ROWS if row["status"] == "listed"]
    assert kenya in COUNTRIES.listed()


def test_is_name_wants_the_whole_text() -> None:
    assert COUNTRIES.is_name("holland")
    assert not COUNTRIES.is_name("i Holland")
    assert not COUNTRIES.is_name("Hollnd")


ANSWERS = (Path(__file__).parents[2] / "content" / "countries" / "answers.txt").read_text(encoding="utf-8").splitlines()
TOLD = [line.rpartition(" | ") for line in ANSWERS if line and not line.startswith("#")]


def test_the_table_of_answers_is_filled() -> None:
    assert len(TOLD) > 200


@pytest.mark.parametrize(("text", "expected"), [(text, expected) for text, _, expected in TOLD])
def test_an_answer_names_a_country_or_none(text: str, expected: str) -> None:
    assert (iso(text) or "-") == expected


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["i", "Kenya", "kenja", "syd", "afrika", "U.S.A.", "'s", ":", "den", "mark"])).map(
            " ".join
        ),
    )
)
def test_any_text_is_answered_the_same_way_twice(text: str) -> None:
    found = COUNTRIES.find(text)
    assert found == COUNTRIES.find(text)
    assert found is None or COUNTRIES.by_iso(found.iso) is found


def test_the_longest_text_takes_a_bounded_time() -> None:
    start = process_time()
    COUNTRIES.find("vi vill gärna samarbeta med en kommun i Tanzanai " * 1_000)
    assert (
        process_time() - start < 10
    )  # seconds of work: a guard against time that grows with the square, not a measure
