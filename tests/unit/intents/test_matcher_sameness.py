"""Same text, same answer; and the reasons for it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import intents
from intents import Matcher
from tests.support.knowledge import FOREIGN, SWEDISH, swedish
from tests.support.verdicts import TEXTS, verdicts

ROOT = Path(intents.__file__).parent.parent


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
