"""Small and odd knowledge bases, and very long texts."""

from __future__ import annotations

import pytest

from intents import Matcher
from intents.reading import MOST_WORDS
from intents.text import MAX_LENGTH
from tests.support.knowledge import FOREIGN, SWEDISH, swedish
from tests.support.verdicts import PHRASINGS, STRANGE, TEXTS, check


@pytest.mark.parametrize("phrases", [{}, {"bastu": []}, {"bastu": ["", "?!", " "]}], ids=["none", "empty", "wordless"])
@pytest.mark.parametrize("refuse", [[], FOREIGN], ids=["alone", "with-foreign"])
def test_without_entries_everything_is_refused(phrases: dict[str, list[str]], refuse: list[str]) -> None:
    matcher = Matcher.from_phrases(phrases, refuse)
    assert matcher.ids == ()
    for text in ("bastu", "Hur blir vädret i morgon?", "", "?"):
        verdict = matcher.match(text)
        assert (verdict.decision, verdict.candidates) == ("refuse", ())
        assert matcher.rank(text) == []
        assert matcher.explain(text).rule == "empty"


def test_an_entry_without_phrasings_never_matches() -> None:
    matcher = Matcher.from_phrases({"tom": [], **SWEDISH}, FOREIGN, texts={"tom": "Bastun bokas hos värden."})
    assert matcher.ids == tuple(SWEDISH)
    for text in TEXTS[:40]:
        assert "tom" not in {candidate.id for candidate in matcher.match(text).candidates}


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("refuse", [(), FOREIGN[:1], FOREIGN], ids=["alone", "one-foreign", "foreign"])
def test_a_small_base_answers_its_phrasings_and_keeps_its_promises(size: int, refuse: tuple[str, ...]) -> None:
    phrases = {entry: SWEDISH[entry] for entry in list(SWEDISH)[:size]}
    matcher = Matcher.from_phrases(phrases, refuse)
    for entry, given_texts in phrases.items():
        assert {matcher.match(text).id for text in given_texts} == {entry}
    for text in (*TEXTS[:40], *STRANGE):
        check(matcher.match(text), text)
    for question in refuse:
        assert matcher.match(question).decision != "answer"


def test_one_phrasing_is_a_knowledge_base_too() -> None:
    matcher = Matcher.from_phrases({"bastu": ["bastu"]})
    assert matcher.match("BASTU!").id == "bastu"
    check(matcher.match("bastuavgift"), "bastuavgift")


def test_answer_texts_are_known_words_but_no_phrasings() -> None:
    bodies = {"bastu": "Aggregatet värms med björkved av eldaren.", "avfall": "Kärlen töms av renhållningen."}
    matcher = Matcher.from_phrases(SWEDISH, FOREIGN, texts=bodies)
    (word,) = matcher.explain("björkveden").words
    assert word.known
    assert not swedish().explain("björkveden").words[0].known
    assert matcher.match(bodies["bastu"]).explanation.rule != "exact"
    for entry, phrasing in PHRASINGS:
        assert matcher.match(phrasing).id == entry


@pytest.mark.parametrize("tail", ["kvantfysik ", "bastu ", "ж", "x"])
def test_of_a_very_long_text_only_the_beginning_counts(tail: str) -> None:
    beginning = ("Hur bokar vi bastun i kväll " * MAX_LENGTH)[:MAX_LENGTH]
    long = beginning + tail * (100_000 // len(tail))
    verdict, short = swedish().match(long), swedish().match(beginning)
    assert verdict.text == long
    assert (verdict.decision, verdict.id, verdict.candidates) == (short.decision, short.id, short.candidates)
    assert verdict.explanation == short.explanation


def test_words_after_the_last_that_is_read_change_nothing() -> None:
    asked = [["hur", "bokar", "vi", "bastun", "i", "kväll"][i % 6] for i in range(MOST_WORDS)]
    long = " ".join([*asked, *["diesel"] * 100])
    assert len(long) < MAX_LENGTH
    assert swedish().match(long).candidates == swedish().match(" ".join(asked)).candidates


def test_the_last_word_that_is_read_still_counts() -> None:
    filler = ["och"] * (MOST_WORDS - 1)
    assert swedish().rank(" ".join([*filler, "diesel"])) != swedish().rank(" ".join([*filler, "och"]))
