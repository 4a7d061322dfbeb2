"""Slips are read as the word that was meant, and nothing that was right is touched."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.features import stem
from intents.spelling import SHORTEST, Speller, count_words
from intents.text import fold
from intents.text import words as words_of

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
LONG_WORDS = [
    "hamnen", "bryggan", "kostnad", "landström", "vinterplats", "återvinning", "kommunstyrelse", "gästhamn", "öppettider",
    "sjösättning", "internationell", "partnerskap",
]  # fmt: skip
SHORT_WORDS = ["el", "kod", "båt", "natt", "ås", "vi", "tid"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(count_words([LONG_WORDS, SHORT_WORDS]), "sv")


def slips(word: str) -> Iterator[str]:
    """Every text that is one slip away from `word`: a letter lost, doubled or added, changed, or two swapped."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
        for letter in ALPHABET:
            yield word[:i] + letter + word[i + 1 :]
    for i in range(len(word) + 1):
        for letter in ALPHABET:
            yield word[:i] + letter + word[i:]
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


@pytest.mark.parametrize("word", LONG_WORDS)
def test_every_slip_of_a_long_word_comes_back(speller: Speller, word: str) -> None:
    tried = 0
    for slip in set(slips(word)):
        tried += 1
        if speller.knows(slip):  # the word itself, without its dots, or another form of it
            assert stem(slip, "sv") == stem(word, "sv")
            assert speller.correct(slip) is None
        else:
            assert speller.correct(slip) == fold(word), slip
    assert tried > 55 * len(word)


@given(st.lists(st.text(alphabet=ALPHABET + "0123456789", min_size=1, max_size=14), min_size=1, max_size=30))
def test_a_known_word_is_never_changed(known: list[str]) -> None:
    speller = Speller(count_words([known]), "sv")
    for word in known:
        assert speller.knows(word)
        assert speller.correct(word) is None
        assert speller.split(word) is None


@pytest.mark.parametrize(
    "form", ["gästhamnar", "gästhamnen", "hamnar", "återvinningen", "partnerskapet", "öppettiderna"]
)
def test_another_form_of_a_known_word_is_known(speller: Speller, form: str) -> None:
    assert speller.knows(form)
    assert speller.correct(form) is None


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=SHORTEST - 1))
def test_a_short_word_is_never_corrected(word: str) -> None:
    assert Speller(count_words([LONG_WORDS, SHORT_WORDS]), "sv").correct(word) is None


@pytest.mark.parametrize("number", ["2001", "2010", "20091", "12345678901", "1480", "0709"])
def test_a_number_is_never_read_as_another(number: str) -> None:
    speller = Speller(count_words([["2009", "1234567890", "1488", "0708"]]), "sv")
    assert speller.correct(number) is None
    assert speller.split(number) is None


@pytest.mark.parametrize(
    "word",
    ["quantum", "wetterbericht", "pannkaka", "hockeymatch", "xylofon", "расписание", "申请表格", "förskoleplats"],
)
def test_a_word_far_from_all_stays_as_it_is(speller: Speller, word: str) -> None:
    assert not speller.knows(word)
    assert speller.correct(word) is None


def test_a_long_word_may_hold_two_slips_but_not_four(speller: Speller) -> None:
    assert speller.correct("intrenationel") == "internationell"
    assert speller.correct("innationel") is None


def test_of_two_equally_near_words_the_more_used_is_meant() -> None:
    assert Speller({"hammare": 1, "hamnare": 9}, "sv").correct("hamvare") == "hamnare"
    assert Speller({"hammare": 9, "hamnare": 1}, "sv").correct("hamzare") == "hammare"


def test_a_neighbouring_key_is_the_likelier_slip() -> None:
    speller = Speller({"farbyget": 9, "fartyget": 1}, "sv")
    assert speller.correct("farryget") == "fartyget"


def test_a_first_letter_is_seldom_wrong() -> None:
    assert Speller({"vanten": 9, "kanoen": 1}, "sv").correct("kanten") == "kanoen"


def test_a_word_without_its_dots_is_known_not_corrected(speller: Speller) -> None:
    assert speller.knows("atervinning")
    assert speller.knows("ÅTERVINNING".lower())
    assert speller.correct("landstrom") is None


def test_the_order_words_were_learnt_in_changes_nothing() -> None:
    counts = count_words([LONG_WORDS, SHORT_WORDS])
    forwards, backwards = Speller(counts, "sv"), Speller(dict(reversed(counts.items())), "sv")
    tried = [slip for word in LONG_WORDS[:4] for slip in slips(word)]
    assert [forwards.correct(slip) for slip in tried] == [backwards.correct(slip) for slip in tried]


def test_a_speller_travels_and_says_the_same(speller: Speller) -> None:
    tried = [slip for word in LONG_WORDS[:3] for slip in slips(word)]
    before = [speller.correct(slip) for slip in tried]
    again: Speller = pickle.loads(pickle.dumps(speller))  # noqa: S301 - our own bytes
    assert [again.correct(slip) for slip in tried] == before
    assert again.knows("gästhamnar")
    assert again.split("partnerskapkostnad") == speller.split("partnerskapkostnad") == ("partnerskap", "kostnad")


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("hamnkod", None),  # `hamn` is not known, only `hamnen`
        ("kostnadbryggan", ("kostnad", "bryggan")),
        ("båtkostnad", ("bat", "kostnad")),
        ("batkostnad", ("bat", "kostnad")),
        ("partnerskapskostnad", ("partnerskap", "kostnad")),
        ("partnerskapkostnad", ("partnerskap", "kostnad")),
        ("kodel", None),  # parts of three letters at least
        ("kodkod", None),  # too short to be sure
        ("partnerskap", None),  # known whole
        ("kostnadsxyz", None),
        ("partnerskapsskostnad", None),
    ],
)
def test_a_compound_is_split_into_words_the_base_has(
    speller: Speller, compound: str, parts: tuple[str, str] | None
) -> None:
    assert speller.split(compound) == parts


def test_the_most_balanced_split_is_taken() -> None:
    assert Speller(count_words([["bas", "tuavgift", "bastu", "avgift"]]), "sv").split("bastuavgift") == (
        "bastu",
        "avgift",
    )


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("vinter", "plats", "vinterplats"),
        ("gäst", "hamn", "gasthamn"),
        ("gast", "hamn", "gasthamn"),
        ("vinter", "platser", None),
        ("plats", "vinter", None),
        ("na", "tt", None),  # too short to be a compound written apart
    ],
)
def test_a_compound_written_apart_is_joined_when_the_base_has_it(
    speller: Speller, left: str, right: str, whole: str | None
) -> None:
    assert speller.join(left, right) == whole


def test_words_are_counted_without_their_dots() -> None:
    assert count_words([["båt", "hamn"], ["bat"], []]) == {"bat": 2, "hamn": 1}


def test_nothing_known_corrects_nothing() -> None:
    empty = Speller({}, "sv")
    assert [
        empty.correct(word) or empty.split(word) or empty.join(word, word) for word in words_of("bryggan är öppen")
    ] == [
        None,
        None,
        None,
    ]
