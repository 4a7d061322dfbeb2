"""Finding Agenda 2030 goals by number, name and subject."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.countries import cells, rows
from intents.goals import Goals

REGISTERS = Path(__file__).parents[3] / "faq" / "registers"
GOALS = Goals.load(REGISTERS)
ROWS = rows(REGISTERS / "goals.csv")
ALL = tuple(range(1, 18))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("6 och 11", (6, 11)), ("11, 6", (6, 11)), ("6,6", (6,)), ("mål 13", (13,)), ("Mål13", (13,)),
        ("1,3 och 5", (1, 3, 5)),
        ("mål 6-8", (6, 7, 8)), ("6–8", (6, 7, 8)), ("mål 6 till 8", (6, 7, 8)), ("1-17", ALL), ("SDG 4", (4,)),
        ("sdg4 and sdg 5", (4, 5)), ("goal 5: gender equality", (5,)), ("#6", (6,)), ("6/11", (6, 11)),
        ("6 11 13", (6, 11, 13)), ("6 & 11", (6, 11)), ("mål nummer 6", (6,)), ("mål 6.1", (6,)),
        ("11.2 och 16.7", (11, 16)),
        ("mål 5. och 6.", (5, 6)), ("sex och elva", (6, 11)), ("mål ett", (1,)), ("6 och sju", (6, 7)), ("17", (17,)),
        ("vi är 3 kommuner som vill jobba med mål 6", (6,)), ("mål 3 och 4 i kommunen", (3, 4)),
        ("med 2 kollegor, mål 6", (6,)), ("6 rent vatten", (6,)), ("5 (jämställdhet)", (5,)), ("14 och 15, kanske 6", (6, 14, 15)),
    ],
)  # fmt: skip
def test_goals_are_found_by_number(text: str, numbers: tuple[int, ...]) -> None:
    assert GOALS.find(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "18", "100", "2030", "Agenda 2030", "3 kommuner", "3 svenska kommuner", "vi är 3 kommuner",
        "3-5 år", "10 %",
        "kl 10", "10:30", "steg 2", "070-123 45 67", "+46 70 12 34 56", "2026-11-05", "de 17 målen", "17 mål",
        "inte alla",
        "alla kommuner", "vet inte", "partnerskap", "vårt arbete", "vi kan va med", "vi vill va med", "vi pratar business hela dagen", "what is it", "mats",
        "sex personer",
        "https://example.org/6", "13@example.org",
    ],
)  # fmt: skip
def test_other_numbers_and_words_are_no_goals(text: str) -> None:
    assert GOALS.find(text) == ()


def test_numbers_outside_are_left_out() -> None:
    assert GOALS.find("18 och 6") == (6,)
    assert GOALS.find("Agenda 2030, mål 6") == (6,)


@pytest.mark.parametrize(
    "text", ["alla", "Alla 17", "alla mål", "alla de globala målen", "samtliga", "all of them", "all goals"]
)
def test_all_means_all(text: str) -> None:
    assert GOALS.find(text) == ALL


def test_all_but_some() -> None:
    assert GOALS.find("alla utom 14") == tuple(number for number in ALL if number != 14)
    assert GOALS.find("all goals except climate and 14") == tuple(number for number in ALL if number not in {13, 14})


@pytest.mark.parametrize("row", ROWS, ids=[row["number"] for row in ROWS])
def test_each_goal_is_found_by_name_and_by_every_subject(row: dict[str, str]) -> None:
    texts = [row["name_sv"], row["name_en"], *cells(row["words_sv"]), *cells(row["words_en"])]
    assert {text: GOALS.find(text) for text in texts} == dict.fromkeys(texts, (int(row["number"]),))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ingen fattigdom", (1,)), ("hållbara städer", (11,)), ("HÅLLBARA STÄDER", (11,)), ("hallbara stader", (11,)),
        ("rent vatten", (6,)), ("vattnet", (6,)), ("jämställdhet", (5,)), ("jämnställdhet", (5,)),
        ("jämställdheten", (5,)),
        ("klimatet", (13,)), ("klimat och jämställdhet", (5, 13)), ("skolan", (4,)), ("skolor", (4,)),
        ("skola för alla", (4,)),
        ("God utbildning för alla", (4,)), ("vattenfrågor", (6,)), ("skolfrågor", (4,)), ("klimatarbete", (13,)),
        ("demokratin", (16,)), ("biologiska mångfalden", (15,)), ("VA och avfall", (6, 12)),
        ("vatten och avfall", (6, 12)),
        ("klimatet är viktigast men även 6", (6, 13)), ("samarbete om vatten", (6,)), ("it is climate", (13,)),
        ("waste and schools", (4, 12)), ("alla barn i skolan", (4,)), ("anständiga arbetsvillkor", (8,)),
    ],
)  # fmt: skip
def test_goals_are_found_by_name_and_subject(text: str, numbers: tuple[int, ...]) -> None:
    assert GOALS.find(text) == numbers


def test_in_a_long_text_with_numbers_the_subjects_are_explanation() -> None:
    text = "Vi vill arbeta med mål 6, för vi har länge velat bygga ett reningsverk nära skolan och havet"
    assert GOALS.find(text) == (6,)
    assert GOALS.find(text.replace("mål 6, för", "")) == (4, 6, 14)


def test_goals_have_numbers_and_names() -> None:
    assert [goal.number for goal in GOALS.all()] == list(ALL)
    assert (GOALS.by_number(13).name_sv, GOALS.by_number(13).name_en) == (
        "Bekämpa klimatförändringarna",
        "Climate Action",
    )
    with pytest.raises(KeyError):
        GOALS.by_number(18)


ANSWERS = (Path(__file__).parents[2] / "content" / "goals" / "answers.txt").read_text(encoding="utf-8").splitlines()
TOLD = [line.rpartition(" | ") for line in ANSWERS if line and not line.startswith("#")]


def test_the_table_of_answers_is_filled() -> None:
    assert len(TOLD) > 250


@pytest.mark.parametrize(("text", "expected"), [(text, expected) for text, _, expected in TOLD])
def test_an_answer_names_goals_or_none(text: str, expected: str) -> None:
    assert (" ".join(map(str, GOALS.find(text))) or "-") == expected


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                ["mål", "6", "-", "till", "11", "alla", "utom", "va", "klimat", ".", "2030", "år", ",", "SDG"]
            )
        ).map(" ".join),
    )
)
def test_any_text_gives_sorted_goals(text: str) -> None:
    found = GOALS.find(text)
    assert found == tuple(sorted(set(found)))
    assert set(found) <= set(ALL)


@given(st.sets(st.sampled_from(ALL), min_size=1).map(sorted))
def test_listed_numbers_come_back(numbers: list[int]) -> None:
    assert GOALS.find("mål " + ", ".join(map(str, numbers))) == tuple(numbers)
    assert GOALS.find(" och ".join(map(str, numbers))) == tuple(numbers)
    assert GOALS.find(", ".join(GOALS.by_number(number).name_sv for number in numbers)) == tuple(numbers)


def test_the_longest_text_takes_a_bounded_time() -> None:
    start = process_time()
    GOALS.find("vi vill jobba med rent vatten och jämstäldhet i förskolan, mål 6 " * 1_000)
    assert (
        process_time() - start < 10
    )  # seconds of work: a guard against time that grows with the square, not a measure
