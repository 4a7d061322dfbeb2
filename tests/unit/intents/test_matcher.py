"""Verdicts on what is asked, as stored or in other words; their ranking."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents import Candidate, Matcher, TwinPhrasingError
from intents.slips import SURE_FROM
from intents.text import key
from tests.support.knowledge import ENGLISH, FOREIGN, FOREIGN_ENGLISH, SWEDISH, english, swedish
from tests.support.verdicts import PHRASINGS, STRANGE, TEXTS, check, verdicts


def fold(text: str) -> str:
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.upper,
        str.lower,
        str.title,
        fold,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: fold(text).upper(),
        lambda text: f"  »{text.strip('?')} …!? ",
        lambda text: text.replace(" ", "  \n\u00a0"),
        lambda text: text.replace(" ", ", ").rstrip("?"),
        lambda text: "\u202e" + text[:3] + "\u200b" + text[3:] + "\x00",
    ],
    ids=["plain", "upper", "lower", "title", "no-dots", "nfd", "upper-no-dots", "quotes", "spaces", "commas", "unseen"],
)
def test_a_phrasing_always_gets_its_own_answer(change: Callable[[str], str]) -> None:
    for entry, phrasing in PHRASINGS:
        asked = change(phrasing)
        verdict = swedish().match(asked)
        assert (verdict.decision, verdict.id, verdict.confidence) == ("answer", entry, 1.0), asked
        assert verdict.candidates == (Candidate(entry, 1.0),)
        assert verdict.explanation.rule == "exact"
        check(verdict, asked)


def test_an_english_phrasing_gets_its_own_answer() -> None:
    for entry, given_texts in ENGLISH.items():
        for phrasing in given_texts:
            assert english().match(phrasing.upper()).id == entry


@pytest.mark.parametrize("twin", ["Får vi bada här?", "FÅR VI BADA HÄR", "far vi bada, har", "Få\u200br vi bada här!"])
def test_twin_phrasings_are_refused_and_both_owners_named(twin: str) -> None:
    with pytest.raises(TwinPhrasingError) as caught:
        Matcher.from_phrases({"bad": ["badplats", "Får vi bada här?"], "el": ["ström"], "simskola": ["simning", twin]})
    assert isinstance(caught.value, ValueError)
    assert (caught.value.phrasing, caught.value.first, caught.value.second) == (twin, "bad", "simskola")
    assert all(part in str(caught.value) for part in ("bad", "simskola", repr(twin)))


def test_a_phrasing_given_twice_under_one_id_is_no_twin() -> None:
    matcher = Matcher.from_phrases({"bad": ["Får vi bada här?", "far vi bada har"], "el": ["ström"]})
    assert matcher.match("får vi bada här").id == "bad"


def test_a_phrasing_that_is_also_given_as_foreign_is_answered() -> None:
    matcher = Matcher.from_phrases(SWEDISH, [*FOREIGN, "hur bokar vi bastun"])
    assert matcher.match("Hur bokar vi bastun?").id == "bastu"


def test_the_texts_tried_below_bring_out_all_three_decisions() -> None:
    assert len(set(TEXTS)) == 200
    assert {verdict.decision for verdict in verdicts()} == {"answer", "clarify", "refuse"}
    assert sum(verdict.explanation.rule == "model" for verdict in verdicts()) > 100


@pytest.mark.parametrize("text", [*TEXTS, *STRANGE], ids=lambda text: ascii(text)[:40])
def test_every_verdict_keeps_its_promises(text: str) -> None:
    check(swedish().match(text), text)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_gets_a_verdict_that_keeps_its_promises(text: str) -> None:
    check(swedish().match(text), text)


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("hur bokar vi bastn", "bastu"),  # a slip
        ("hej! vi skulle vilja boka bastun i kväll, hur gör vi?", "bastu"),
        ("bastun", "bastu"),
        ("vinter förvaring", "vinterforvaring"),  # a compound written apart
        ("var slänger man sopor", "avfall"),
        ("tvattstugan", "tvattstuga"),
        ("sugtömningen", "latrintomning"),
        ("TELEFONNUMRET TILL HAMNKONTORET", "hamnvard"),
    ],
)
def test_what_is_asked_in_other_words_ranks_its_entry_first(asked: str, entry: str) -> None:
    assert key(asked) not in {key(phrasing) for _, phrasing in PHRASINGS}
    assert swedish().rank(asked)[0].id == entry
    assert swedish().match(asked).decision != "refuse"


def test_a_phrasing_with_one_slip_gets_its_own_answer() -> None:
    for entry, phrasing in PHRASINGS:
        for place in range(0, len(phrasing), 3):
            slipped = phrasing[:place] + phrasing[place + 1 :]
            if len(key(slipped).replace(" ", "")) >= SURE_FROM:
                assert swedish().match(slipped).id == entry, slipped


def test_a_slip_between_two_entries_is_asked_about() -> None:
    matcher = Matcher.from_phrases({"bad": ["Får vi bada på bryggan?"], "baka": ["Får vi baka på bryggan?"]})
    verdict = matcher.match("får vi bala på bryggan")
    assert (verdict.decision, verdict.id, verdict.explanation.rule) == ("clarify", None, "slip")
    assert [candidate.id for candidate in verdict.candidates] == ["bad", "baka"]
    assert matcher.match("får vi bada på brygan").id == "bad"


def test_a_question_stored_as_foreign_is_refused_as_such() -> None:
    verdict = swedish().match(FOREIGN[0].upper())
    assert (verdict.decision, verdict.explanation.rule) == ("refuse", "foreign")


@pytest.mark.parametrize("question", FOREIGN)
def test_a_question_given_as_foreign_is_not_answered(question: str) -> None:
    assert swedish().match(question).decision != "answer"
    assert swedish().match(fold(question).upper()).decision != "answer"


@pytest.mark.parametrize("question", FOREIGN_ENGLISH)
def test_an_english_question_given_as_foreign_is_not_answered(question: str) -> None:
    assert english().match(question).decision != "answer"


@pytest.mark.parametrize("text", ["och att det som", "är det en", "hur", "vad", "kan vi", "i på till av", "jag vill"])
def test_words_that_say_nothing_are_not_answered(text: str) -> None:
    assert swedish().match(text).decision != "answer"


def test_a_single_word_that_may_mean_several_is_asked_about_with_all_it_may_mean() -> None:
    for word in ("hamnen", "båten", "natt"):
        verdict = swedish().match(word)
        assert (verdict.decision, verdict.explanation.rule) == ("clarify", "little"), word
        assert len(verdict.candidates) == 3


@pytest.mark.parametrize(
    "text", ["Как забронировать сауну?", "申请桑拿", "كيف نحجز", "quantum entanglement", "xyzzy", "4711"]
)
def test_what_shares_nothing_with_the_base_is_not_answered(text: str) -> None:
    assert swedish().match(text).decision != "answer"


@pytest.mark.parametrize("text", ["", "  ", "?!…", "\x00", "\u200b\u202e", "🛥️", "___"])
def test_a_text_without_words_is_refused_without_candidates(text: str) -> None:
    verdict = swedish().match(text)
    assert (verdict.decision, verdict.id, verdict.confidence, verdict.candidates) == ("refuse", None, 0.0, ())
    assert verdict.explanation.rule == "empty"
    assert swedish().rank(text) == []


def test_the_ranking_is_that_of_the_verdict() -> None:
    for verdict in verdicts()[:60]:
        ranked = swedish().rank(verdict.text)
        assert ranked[: len(verdict.candidates)] == list(verdict.candidates)[: len(ranked)]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 5, 100])
def test_a_ranking_is_no_longer_than_asked_for(limit: int) -> None:
    for text in ("hur bokar vi bastn", "bastu"):
        ranked = swedish().rank(text, limit)
        assert len(ranked) <= limit
        assert ranked == swedish().rank(text, 100)[:limit]
    assert len(swedish().rank("hur bokar vi bastn", limit)) >= min(limit, 3)


def test_a_likelier_question_has_a_higher_confidence_than_a_vaguer_one() -> None:
    clear, vague = swedish().match("hur bokar man bastun"), swedish().match("hur bokar man")
    assert clear.confidence > vague.confidence
