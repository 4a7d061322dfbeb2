"""Whole dialogues, from the first hello to the mail in the box of a real SMTP server, or to no mail at all: through
every door the same, and the same with processes that crash in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge import LiveKnowledge
from tests.support.doors import DOORS, REFERENCE, Forms, JsonLines
from tests.support.holding import Crash, held_here, held_in_processes
from tests.support.outcomes import Outcome, differences
from tests.support.plans import alone, in_order, in_turn, sampled
from tests.support.transcripts import SAID, Line, read, transcripts

FOLDER = Path(__file__).parent / "transcripts"
DIALOGUES = {path.stem: read(path.read_text("utf-8"), path.name) for path in transcripts(FOLDER)}
EVERY_DIALOGUE = pytest.mark.parametrize("name", DIALOGUES)
EVERY_DOOR = pytest.mark.parametrize("door", DOORS)
CRASHES = [
    (name, list(DOORS)[place % len(DOORS)])
    for number, name in enumerate(DIALOGUES)
    for place in range(number * 2, number * 2 + 2)
]
"""Two doors for each dialogue, in turn. All of them, with a crash at every message, are for `make transcripts`."""
_usual: dict[str, Outcome] = {}


async def usual(name: str, folder: Path, live: LiveKnowledge) -> Outcome:
    """What comes of a dialogue with the conversation itself, without crashes; held once per process."""
    if name not in _usual:
        _usual[name] = await held_here(DIALOGUES[name], REFERENCE(), folder / "usual", live)
    return _usual[name]


@EVERY_DIALOGUE
async def test_a_transcript_is_true_and_ends_in_a_mail_or_in_none(
    name: str, tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    last = DIALOGUES[name][-1]
    assert last.word in {"Mejl", "Inget mejl"}, f"{last.place}: ends neither in a mail nor in none"
    outcome = await usual(name, tmp_path, live_knowledge)
    told = [step.told.lead for step in outcome.steps if step.told and step.told.lead]
    assert len(told) == len(outcome.mails)
    assert all(number in subject for number, (_, _, subject) in zip(told, outcome.mails, strict=True))


@EVERY_DIALOGUE
@EVERY_DOOR
async def test_a_transcript_is_the_same_through_every_door(
    name: str, door: str, tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    wanted = await usual(name, tmp_path, live_knowledge)
    found = await held_here(DIALOGUES[name], DOORS[door](), tmp_path, live_knowledge)
    assert list(differences(wanted, found)) == []
    assert found.duplicates == 0


@pytest.mark.parametrize(("name", "door"), CRASHES)
async def test_crashes_change_neither_what_is_said_nor_what_is_stored_nor_what_is_mailed(
    name: str, door: str, tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    wanted = await usual(name, tmp_path, live_knowledge)
    plan = sampled(wanted, f"{name} {door}")
    if not DOORS[door]().resumes:
        wanted = await held_here(DIALOGUES[name], DOORS[door](), tmp_path / "in order", live_knowledge, in_order(plan))
    found = await held_here(DIALOGUES[name], DOORS[door](), tmp_path, live_knowledge, plan)
    assert list(differences(wanted, found)) == []


# --- processes of the installed command, killed by the operating system

LEAD = [line for line in DIALOGUES["allt-i-ett-meddelande"] if line.word != "Omstart"]


def messages(lines: list[Line]) -> int:
    """How many things are done in it."""
    return sum(line.word in SAID for line in lines)


@pytest.mark.slow
async def test_a_process_killed_at_every_message_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    wanted, found, kills = await held_in_processes(LEAD, JsonLines(), tmp_path, in_turn(Crash.CUT, Crash.UNREAD))
    assert kills == messages(LEAD)
    assert list(differences(wanted, found)) == []
    assert len(found.leads) == 1


@pytest.mark.slow
async def test_a_service_killed_when_a_lead_is_sent_has_it_once(tmp_path: Path) -> None:
    wanted, found, kills = await held_in_processes(LEAD, Forms(), tmp_path, alone(Crash.UNREAD, at=3))
    assert kills == 1
    assert list(differences(wanted, found)) == []
    assert len(found.leads) == 1
