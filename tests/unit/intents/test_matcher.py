"""What the matcher promises, whatever its thresholds and kinds of evidence happen to be."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intents
from intents import Candidate, Matcher, TwinPhrasingError, Verdict
from intents.reading import MOST_WORDS
from intents.slips import SURE_FROM
from intents.text import MAX_LENGTH, key
from tests.support.knowledge import ENGLISH, FOREIGN, FOREIGN_ENGLISH, SWEDISH, english, swedish, texts

ROOT = Path(intents.__file__).parent.parent
TEXTS = texts(200)
PHRASINGS = [(entry, phrasing) for entry, given_texts in SWEDISH.items() for phrasing in given_texts]
STRANGE = [
    "",
    " \n\t ",
    "?!",
    "🛥️🛥️",
    "\x00\x1b[31m",
    "\u202ehur bokar vi bastun\u202c",
    "\ud800",
    "\u200b",
    "ö",
    "1",
    "1234567890",
    "Как забронировать сауну?",
    "申请桑拿",
    "كيف نحجز الساونا",
    "hur 申请 бастун 🛥️ bastu",
    "<script>alert(1)</script>",
    "'; DROP TABLE leads; --",
    "a" * 5_000,
    "bastu " * 5_000,
    "𝖇𝖆𝖘𝖙𝖚",
    "e\u0301" * 500,
]


@lru_cache(maxsize=1)
def verdicts() -> tuple[Verdict, ...]:
    return tuple(swedish().match(text) for text in TEXTS)


def fold(text: str) -> str:
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


def check(verdict: Verdict, text: str) -> None:
    """What holds for every verdict."""
    assert verdict.text == text
    assert verdict.decision in {"answer", "clarify", "refuse"}
    assert (verdict.id is not None) == (verdict.decision == "answer")
    confidences = [candidate.confidence for candidate in verdict.candidates]
    assert all(0 <= confidence <= 1 for confidence in [*confidences, verdict.confidence])
    assert sum(confidences) <= 1 + 1e-5  # each is rounded
    assert confidences == sorted(confidences, reverse=True)
    assert len({candidate.id for candidate in verdict.candidates}) == len(confidences)
    assert {candidate.id for candidate in verdict.candidates} <= set(SWEDISH) | set(ENGLISH)
    if verdict.decision == "answer":
        assert verdict.candidates[0] == Candidate(verdict.id or "", verdict.confidence)
    if verdict.decision == "clarify":
        assert 1 <= len(confidences) <= 3
    if confidences:
        assert verdict.confidence == confidences[0]


# --- what is asked as it stands in the knowledge base


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


# --- what is asked in other words


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


# --- ranking


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


# --- small and odd knowledge bases


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


# --- very long texts


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


# --- same text, same answer


def everything(matcher: Matcher, asked: list[str]) -> list[str]:
    """Verdicts to the last digit."""
    return [repr(matcher.match(text)) for text in asked]


def test_asking_again_changes_nothing() -> None:
    assert [swedish().match(text) for text in reversed(TEXTS)] == list(reversed(verdicts()))


def test_two_matchers_of_one_base_say_the_same() -> None:
    again = Matcher.from_phrases(SWEDISH, FOREIGN, "sv")
    assert again.thresholds == swedish().thresholds
    assert everything(again, TEXTS) == everything(swedish(), TEXTS)


def test_a_matcher_travels_and_says_the_same() -> None:
    again: Matcher = pickle.loads(pickle.dumps(swedish()))  # noqa: S301 - our own bytes
    assert everything(again, TEXTS) == everything(swedish(), TEXTS)
    assert again.explain("hur bokar vi bastn") == swedish().explain("hur bokar vi bastn")
    empty: Matcher = pickle.loads(pickle.dumps(Matcher.from_phrases({})))  # noqa: S301 - our own bytes
    assert empty.match("bastu").decision == "refuse"


def test_eight_threads_say_what_one_says() -> None:
    fresh: Matcher = pickle.loads(pickle.dumps(swedish()))  # noqa: S301 - our own bytes, and caches still cold
    expected = everything(swedish(), TEXTS)

    def ask(first: int) -> list[str]:
        turned = TEXTS[first:] + TEXTS[:first]
        told = everything(fresh, turned)
        return told[len(TEXTS) - first :] + told[: len(TEXTS) - first]

    with ThreadPoolExecutor(8) as pool:
        for told in pool.map(ask, range(0, 200, 25)):
            assert told == expected


SAY_ALL = """
from tests.support.knowledge import swedish, texts
matcher = swedish()
print(repr(matcher.thresholds))
for text in texts(200):
    print(ascii(matcher.match(text)))
"""


def test_another_process_says_the_same_to_the_last_digit() -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SAY_ALL],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2", "3")
    ]
    told = [process.communicate()[0].splitlines() for process in running]
    assert [(process.returncode, len(lines)) for process, lines in zip(running, told, strict=True)] == [(0, 201)] * 3
    assert told[0] == told[1] == told[2]


# --- reasons


def test_every_word_is_explained_in_order() -> None:
    explained = swedish().explain("Hur bokar vi bastn?")
    assert [(word.word, word.read_as) for word in explained.words][-1] == ("bastn", "bastun")
    assert [word.word for word in explained.words] == ["hur", "bokar", "vi", "bastn"]
    assert max(explained.words, key=lambda word: word.weight).word in {"bokar", "bastn"}
    assert all(-1 <= word.weight <= 1 for word in explained.words)
    assert swedish().explain("Hur bokar vi bastu och kajak?").limits == swedish().thresholds


def test_an_unknown_word_is_explained_as_unknown() -> None:
    by_word = {word.word: word for word in swedish().explain("bastun qqxxzz").words}
    assert by_word["bastun"].known
    assert not by_word["qqxxzz"].known
    assert by_word["qqxxzz"].weight == 0


def test_the_decision_follows_from_what_is_explained() -> None:
    for verdict in verdicts():
        why = verdict.explanation
        if why.rule != "model" or why.limits is None:
            continue
        if verdict.decision == "answer":
            assert why.foreign <= why.limits.doubt
            assert why.share >= why.limits.clear
        else:
            assert why.foreign > why.limits.doubt or why.share < why.limits.clear
            assert (verdict.decision == "clarify") == (why.foreign <= why.limits.offer)


def test_explaining_changes_no_verdict() -> None:
    for verdict in verdicts()[:30]:
        explained = swedish().explain(verdict.text)
        assert (explained.rule, explained.foreign, explained.share) == (
            verdict.explanation.rule,
            verdict.explanation.foreign,
            verdict.explanation.share,
        )
