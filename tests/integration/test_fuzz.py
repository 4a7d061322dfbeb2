"""`make fuzz` in short: random messages from many people over a real SQLite file, each taken and answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.messages import Button, Outgoing, Reply
from bot.knowledge import LiveKnowledge
from tests.benchmarks.fuzz import check, crowd_of


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_hundreds_of_random_messages_are_all_answered_with_a_way_on(
    tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    told = crowd_of(tmp_path, live_knowledge, wanted=400, patience=600, slowest=float("inf"))
    assert told.count >= 400
    assert len(told.decisions) > 1


@pytest.mark.parametrize(
    "outgoing",
    [
        Outgoing("u", ()),
        Outgoing("u", (Reply(" "),)),
        Outgoing("u", (Reply("Hej"),)),
        Outgoing("u", (Reply("Hej", (Button("topics", "Ämnen"),)),), saved=False),
        Outgoing("u", (Reply("Hej"),), expects="nothing we know"),
    ],
    ids=["no reply", "no words", "no way on", "not saved", "waits for what is none"],
)
def test_a_dead_end_is_seen(outgoing: Outgoing) -> None:
    with pytest.raises(AssertionError):
        check(outgoing, "hej")
