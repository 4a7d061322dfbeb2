"""One road for text: what the same words look like, however they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.text import MAX_LENGTH, are_twins, clean, fold, key, sentences, words

SWEDISH_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@given(st.text(st.characters(exclude_categories=["Cf", "Cs"])))
def test_cleaned_text_is_clean_already(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(st.text(), st.integers(0, 50))
def test_cleaned_text_is_at_most_as_long_as_asked_for(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert [c for c in clean(f"\x00{text}\x1b[31m\x9f") if unicodedata.category(c) in {"Cc", "Cs"}] == []


@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_direction_character_is_left(sign: str) -> None:
    assert clean(f"{sign}hur bokar{sign} vi bas{sign}tun?{sign}") == "hur bokar vi bastun?"


@pytest.mark.parametrize("lone", ["\ud800", "\udfff"])
def test_half_a_surrogate_pair_parts_words_and_is_gone(lone: str) -> None:
    assert clean(f"hur{lone}bokar") == "hur bokar"


def test_white_space_is_one_blank_and_none_at_the_ends() -> None:
    assert clean("\n\t Hur  bokar\r\nvi\u00a0bastun?\u2028 ") == "Hur bokar vi bastun?"


def test_characters_nobody_sees_do_not_part_a_word() -> None:
    assert clean("ba\u200bs\u00adtu\ufeff") == "bastu"


def test_a_letter_and_its_ring_become_one_letter() -> None:
    assert clean(unicodedata.normalize("NFD", "båtår")) == "båtår"


def test_a_ring_is_joined_to_its_letter_over_a_character_nobody_sees() -> None:
    assert clean("ba\u200b\u030at") == "båt"


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    start = "ord " * (MAX_LENGTH // 4)
    assert clean(start + "slut " * 100_000) == start.strip()


def test_a_decomposed_text_is_read_as_far_as_a_composed_one() -> None:
    text = "å" * (MAX_LENGTH - 1)
    assert clean(unicodedata.normalize("NFD", text)) == text


def test_words_are_lower_case_letters_and_digits() -> None:
    assert words("Får vi, EU-länder & 21 regioner, söka_nu?!") == [
        "får",
        "vi",
        "eu",
        "länder",
        "21",
        "regioner",
        "söka",
        "nu",
    ]


@given(st.text())
def test_words_hold_nothing_but_letters_and_digits(text: str) -> None:
    assert all(word and all(c.isalnum() for c in word) for word in words(text))


def test_folding_takes_the_dots_and_nothing_else() -> None:
    assert fold("räksmörgås") == "raksmorgas"
    assert fold("café") == "cafe"
    assert fold("bastu 21 ж") == "bastu 21 ж"


@given(st.text(alphabet=SWEDISH_LETTERS + SWEDISH_LETTERS.upper() + " .,?!-\n\t", max_size=60))
def test_the_key_knows_no_case_dots_punctuation_or_composition(text: str) -> None:
    expected = key(text)
    assert key(text.upper()) == expected
    assert key(text.lower().translate(str.maketrans("åäö", "aao"))) == expected
    assert key(unicodedata.normalize("NFD", text)) == expected
    assert key(f"  »{text}…?! ") == expected
    assert key(text.replace(" ", " , \u00a0")) == expected


def test_the_key_tells_different_words_apart() -> None:
    different = ["hur bokar vi", "hur bokar ni", "hurbokar vi", "bokar vi hur", "hur bokar vi 2", "hur bokar"]
    assert len({key(text) for text in different}) == len(different)


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("råd", "råd", True),
        ("vi ger råd", "vi ger rad", True),
        ("vi ger rad", "vi ger råd", True),
        ("råd", "rad", False),
        ("lån", "län", False),
        ("ta lån", "ta län", False),
        ("tå län", "ta lån", False),
    ],
)
def test_lost_dots_leave_a_twin_and_other_dots_make_another_word(one: str, other: str, twins: bool) -> None:
    assert key(one) == key(other)
    assert are_twins(one, other) is twins


@pytest.mark.parametrize("text", ["", " ", "?!", "\u200b", "🛥️", "\x00", "___"])
def test_what_has_no_letters_has_no_key(text: str) -> None:
    assert key(text) == ""


def test_sentences_end_at_marks_and_line_breaks() -> None:
    assert sentences("Hej! Vi undrar. Hur gör vi?\n- ja\n\n...\nTack") == [
        "Hej!",
        "Vi undrar.",
        "Hur gör vi?",
        "- ja",
        "Tack",
    ]


def test_a_point_inside_a_number_or_address_ends_no_sentence() -> None:
    assert sentences("Avgiften är 2.500 kr på vindo.example i år.") == ["Avgiften är 2.500 kr på vindo.example i år."]
