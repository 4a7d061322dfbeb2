"""What was typed and what it is read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.reading import MOST_WORDS, Reader
from intents.spelling import Speller, count_words
from intents.text import clean, words

KNOWN = ["hur", "bokar", "vi", "bastun", "på", "bryggan", "avgift", "kommun", "vinterplats", "landström"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Speller(count_words([KNOWN]), "sv"), "sv")


@given(st.lists(st.sampled_from(KNOWN), max_size=12))
def test_known_words_are_read_as_they_stand(typed: list[str]) -> None:
    found = Reader(Speller(count_words([KNOWN]), "sv"), "sv").words(" ".join(typed))
    assert [(word.typed, word.read_as, word.known, word.extra) for word in found] == [(w, w, True, ()) for w in typed]


def test_a_misspelt_word_keeps_what_was_typed_and_tells_what_was_read(reader: Reader) -> None:
    (word,) = reader.words("Brygan!")
    assert (word.typed, word.read_as, word.known) == ("brygan", "bryggan", True)


def test_a_compound_is_read_as_its_parts_and_not_as_itself(reader: Reader) -> None:
    (word,) = reader.words("kommunavgift")
    assert (word.read_as, word.known, word.extra, word.whole) == ("kommunavgift", True, ("kommun", "avgift"), False)


def test_a_compound_written_apart_is_read_as_the_compound_too(reader: Reader) -> None:
    first, second = reader.words("avgift vinter")[1], reader.words("vinter plats")
    assert first.extra == ()
    assert second[0].extra == ("vinterplats",)


def test_an_unknown_word_stays_and_is_told_apart(reader: Reader) -> None:
    (word,) = reader.words("kvantfysik")
    assert (word.typed, word.read_as, word.known, word.extra, word.whole) == (
        "kvantfysik",
        "kvantfysik",
        False,
        (),
        True,
    )


def test_an_everyday_word_is_told_apart(reader: Reader) -> None:
    assert reader.words("och")[0].common
    assert not reader.words("bastun")[0].common


def test_words_come_in_the_order_they_were_typed(reader: Reader) -> None:
    text = "Brygan, kommunavgift; xyzxyz på bastun"
    assert [word.typed for word in reader.words(text)] == words(text)


@pytest.mark.parametrize("typed", ["bastun " * 50_000, "kvantfysik " * 50_000, "a" * 100_000, "ж " * 50_000])
def test_only_so_many_words_are_read_however_much_is_pasted(reader: Reader, typed: str) -> None:
    found = reader.words(typed)
    assert 1 <= len(found) <= MOST_WORDS
    assert found == reader.words(typed[: len(typed) // 2])


def test_the_last_word_read_is_the_last_that_is_allowed(reader: Reader) -> None:
    typed = [f"ord{i}" for i in range(MOST_WORDS + 30)]
    assert [word.typed for word in reader.words(" ".join(typed))] == typed[:MOST_WORDS]


@pytest.mark.parametrize("typed", ["", " \n", "?!…", "\x00\u202e", "🛥️"])
def test_what_has_no_words_is_read_as_none(reader: Reader, typed: str) -> None:
    assert reader.words(typed) == []


@given(st.text(max_size=80))
def test_any_text_can_be_read(typed: str) -> None:
    found = Reader(Speller(count_words([KNOWN]), "sv"), "sv").words(typed)
    assert [word.typed for word in found] == words(clean(typed))[:MOST_WORDS]
