"""What was typed and what it is read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.features import runs, stem
from intents.reading import MOST_WORDS, Reader
from intents.space import read, trusted
from intents.spelling import Speller, count_words
from intents.text import words

KNOWN = ["hur", "bokar", "vi", "bastun", "på", "bryggan", "avgift", "kommun", "vinterplats", "landström"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Speller(count_words([KNOWN]), "sv"), "sv")


@given(st.lists(st.sampled_from(KNOWN), max_size=12))
def test_known_words_are_read_as_the_base_reads_its_own(typed: list[str]) -> None:
    reader = Reader(Speller(count_words([KNOWN]), "sv"), "sv")
    found = reader.words(" ".join(typed))
    assert [(word.typed, word.read_as, word.known, word.extra) for word in found] == [(w, w, True, ()) for w in typed]
    assert reader.reading(found) == trusted(read(typed, "sv"))


def test_a_misspelt_word_keeps_what_was_typed_and_tells_what_was_read(reader: Reader) -> None:
    (word,) = reader.words("Brygan!")
    assert (word.typed, word.read_as, word.known) == ("brygan", "bryggan", True)


def test_a_corrected_word_is_trusted_but_less_than_a_known_one(reader: Reader) -> None:
    word_view, _, run_view = reader.reading(reader.words("vi brygan")).views
    assert word_view[stem("vi", "sv")] == 1
    assert 0 < word_view[stem("bryggan", "sv")] < 1
    assert stem("brygan", "sv") not in word_view
    only_typed = set(runs("brygan")) - set(runs("bryggan"))
    assert only_typed
    meant = set(runs("bryggan"))
    assert max(run_view[run] for run in only_typed) < min(run_view[run] for run in meant) < 1


def test_a_word_standing_both_right_and_wrong_is_fully_trusted(reader: Reader) -> None:
    word_view, _, _ = reader.reading(reader.words("bryggan brygan")).views
    assert word_view[stem("bryggan", "sv")] == 1
    assert reader.reading(reader.words("brygan bryggan")).views[0] == word_view


def test_a_compound_is_read_as_its_parts(reader: Reader) -> None:
    (word,) = reader.words("kommunavgift")
    assert (word.read_as, word.known, word.extra) == ("kommunavgift", True, ("kommun", "avgift"))
    word_view, _, _ = reader.reading([word]).views
    assert 0 < word_view[stem("kommun", "sv")] < 1
    assert 0 < word_view[stem("avgift", "sv")] < 1
    assert stem("kommunavgift", "sv") not in word_view


def test_a_compound_written_apart_is_read_as_the_compound_too(reader: Reader) -> None:
    found = reader.words("vinter plats")
    assert found[0].extra == ("vinterplats",)
    word_view, _, _ = reader.reading(found).views
    assert 0 < word_view[stem("vinterplats", "sv")] < 1


def test_an_unknown_word_stays_and_is_told_apart(reader: Reader) -> None:
    (word,) = reader.words("kvantfysik")
    assert (word.typed, word.read_as, word.known, word.extra) == ("kvantfysik", "kvantfysik", False, ())
    assert reader.reading([word]) == trusted(read(["kvantfysik"], "sv"))


def test_words_come_in_the_order_they_were_typed(reader: Reader) -> None:
    text = "Brygan, kommunavgift; xyzxyz på bastun"
    assert [word.typed for word in reader.words(text)] == words(text)


@pytest.mark.parametrize("typed", ["bastun " * 50_000, "kvantfysik " * 50_000, "a" * 100_000, "ж " * 50_000])
def test_only_so_many_words_are_read_however_much_is_pasted(reader: Reader, typed: str) -> None:
    found = reader.words(typed)
    assert 1 <= len(found) <= MOST_WORDS
    assert reader.reading(found) == reader.reading(reader.words(typed[: len(typed) // 2]))


def test_the_last_word_read_is_the_last_that_is_allowed(reader: Reader) -> None:
    typed = [f"ord{i}" for i in range(MOST_WORDS + 30)]
    assert [word.typed for word in reader.words(" ".join(typed))] == typed[:MOST_WORDS]


@pytest.mark.parametrize("typed", ["", " \n", "?!…", "\x00\u202e", "🛥️"])
def test_what_has_no_words_has_no_features(reader: Reader, typed: str) -> None:
    assert reader.words(typed) == []
    assert all(not view for view in reader.reading([]).views)


@given(st.text(max_size=80))
def test_any_text_can_be_read(typed: str) -> None:
    reader = Reader(Speller(count_words([KNOWN]), "sv"), "sv")
    found = reader.words(typed)
    assert all(0 < trust <= 1 for view in reader.reading(found).views for trust in view.values())
