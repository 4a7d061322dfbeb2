"""The proof itself: a short version of it holds, and its verdict sees each promise that is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from tests.proofs.verdict import Evidence, faults, gathered
from tests.support.commands import ROOT

FIRST, SECOND = "KP-2026-0001", "KP-2026-0002"
MAILS = [("<kp-2026-0001.abc@b.example>", "x"), ("<kp-2026-0002.def@b.example>", "y")]
GOOD = Evidence([SECOND, FIRST], [FIRST, SECOND], received=MAILS)


def test_a_short_proof_breaks_no_promise() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.proofs.delivery", "--kills", "18", "--seconds", "90", "--json"],
        check=False, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        timeout=180,
    )  # fmt: skip
    assert ended.stderr == ""
    said = json.loads(ended.stdout)
    assert (ended.returncode, said["faults"]) == (0, [])
    assert said["told"] == said["kept"] == said["distinct"] > 0
    assert said["killed"]["worker, by stage of the mail"] == 6
    assert said["kills"] == sum(said["killed"].values()) >= 18


@pytest.mark.parametrize(
    ("evidence", "fault"),
    [
        (replace(GOOD, received=MAILS[:1]), f"{SECOND} was told but never mailed"),
        (replace(GOOD, told=[FIRST]), f"{SECOND} is kept but nobody was told"),
        (replace(GOOD, kept=[FIRST]), f"{SECOND} was told but is not kept"),
        (replace(GOOD, told=[FIRST, SECOND, FIRST]), f"{FIRST} was told to 2 people"),
        (replace(GOOD, unsent=[FIRST]), f"{FIRST} is called unsent"),
        (replace(GOOD, received=[*MAILS, MAILS[0]]), f"{MAILS[0][0]} came 2 times, with 0 windows for a duplicate"),
        (
            replace(GOOD, received=[*MAILS, ("<kp-2026-0001.new@b.example>", "x")]),
            f"{FIRST} came with 2 different Message-IDs or contents",
        ),
        (
            replace(GOOD, received=[*MAILS, (MAILS[0][0], "z")], windows=Counter({MAILS[0][0]: 1})),
            f"{FIRST} came with 2 different Message-IDs or contents",
        ),
        (
            replace(GOOD, received=[*MAILS, ("<kp-2026-0003.x@b.example>", "z")]),
            "KP-2026-0003 was mailed but never told",
        ),
        (replace(GOOD, unfinished=1), "1 people got no number"),
        (Evidence(), "nothing happened"),
        (
            Evidence([FIRST, "KP-2026-0003"], [FIRST, "KP-2026-0003"]),
            "the numbers have gaps: ['KP-2026-0002', 'KP-2026-0003']",
        ),
    ],
)
def test_each_broken_promise_is_seen(evidence: Evidence, fault: str) -> None:
    assert fault in faults(evidence)


def test_a_copy_within_a_window_is_no_fault() -> None:
    assert faults(GOOD) == []
    assert faults(replace(GOOD, received=[*MAILS, MAILS[0]], windows=Counter({MAILS[0][0]: 1}))) == []


def test_a_window_is_an_uncertain_end_or_the_last_attempt_of_who_was_killed() -> None:
    mails = [mail for mail, _ in MAILS]
    journal = [
        {"what": "told", "visitor": 1, "lead": None}, {"what": "told", "visitor": 1, "lead": FIRST},
        {"what": "began", "life": 1, "mail": mails[0]}, {"what": "received", "mail": mails[0], "sum": "x"},
        {"what": "ended", "life": 1, "mail": mails[0], "outcome": "Accepted"},
        {"what": "began", "life": 1, "mail": mails[1]}, {"what": "began", "life": 2, "mail": mails[0]},
        {"what": "ended", "life": 2, "mail": mails[0], "outcome": "Uncertain"}, {"what": "open", "life": 3},
        {"what": "told", "visitor": 2, "lead": None},
    ]  # fmt: skip
    found = gathered(journal, {1}, [FIRST], [])
    assert found == Evidence([FIRST], [FIRST], 1, [], [(mails[0], "x")], Counter({mails[1]: 1, mails[0]: 1}))
