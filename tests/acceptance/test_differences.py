"""What holds the transcripts finds what is wrong: with a door, with a restart, with a mail, with a transcript."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.messages import Outgoing
from bot.knowledge import LiveKnowledge
from tests.acceptance.differences import Found, report, through
from tests.support.conversation import clock
from tests.support.doors import REFERENCE, Forms, JsonLines
from tests.support.doors.house import House
from tests.support.holding import Crash, held, held_here
from tests.support.outcomes import Outcome, Step, differences, mails_of
from tests.support.plans import alone, always
from tests.support.smtp import smtp_server
from tests.support.transcripts import read

LINES = read("Du: anmäl intresse\nVäntar på: organisation\nDu: Falu kommun\nVäntar på: name\nInget mejl", "kort.md")


class NumbersAnew(JsonLines):
    """Gives a message that comes again another number."""

    async def again(self) -> str:
        self._last = self._last.replace('"update": ', '"update": 9')
        return await super().again()


class Mishears(JsonLines):
    """Hands over something else than was written."""

    async def say(self, text: str) -> str:
        return await super().say(text.replace("Falu", "Växjö"))


class HidesButtons(Forms):
    """Shows no button of the conversation."""

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        for form in self._page.forms:
            form.buttons = [shown for shown in form.buttons if shown[0] != "press"]
        return await super().press(button, label, old)


class ForgetsTheLast(House):
    """Has not stored the last message when the power goes."""

    def _freeze(self) -> None:
        if not self._image.exists():
            super()._freeze()


async def test_a_message_that_is_numbered_anew_after_a_crash_is_found(
    tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    with pytest.raises(AssertionError, match="taken for a new message"):
        await held_here(LINES, NumbersAnew(), tmp_path, live_knowledge, alone(Crash.UNREAD, 1))


async def test_a_door_that_mishears_is_found(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    usual = await held_here(LINES, REFERENCE(), tmp_path / "usual", live_knowledge)
    found = await held_here(LINES, Mishears(), tmp_path, live_knowledge)
    (lie,) = differences(usual, found)
    assert lie.startswith("kort.md:3: state is ") and "Växjö" in lie


async def test_a_page_without_the_buttons_is_found(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    lines = read("Du: Hur mycket pengar kan vi få?\nKnapp: lead\nVäntar på: organisation", "knapp.md")
    with pytest.raises(AssertionError, match="the page has no button lead"):
        await held_here(lines, HidesButtons(), tmp_path, live_knowledge)


async def test_a_message_lost_in_a_crash_is_found(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    async with smtp_server() as server:
        service = ForgetsTheLast(tmp_path, JsonLines(), live_knowledge, server, clock())
        with pytest.raises(AssertionError, match=r"kort\.md:4: waits for"):
            await held(service, [*LINES[:2], LINES[2], LINES[0], LINES[3]], always(Crash.READ))


async def test_a_transcript_that_lies_is_told_with_its_place(live_knowledge: LiveKnowledge) -> None:
    lies = read("Du: Vem kan söka?\nGuiden: Alla kan söka", "lögn.md")
    with pytest.raises(AssertionError, match=r"lögn\.md:2"):
        await through(lies, "json", live_knowledge)


def test_every_part_of_an_outcome_is_compared() -> None:
    told = Outgoing("u", (), expects="name", decision="answer", id="a", lead="KP-2026-0001")
    wanted = Outcome(
        [Step("x.md:1", told, {"expects": "name"}, True)], [{"number": "KP-2026-0001"}], [("a", "b", "c")], 0,
        [("KP-2026-0001", "sent")], [("sv", "vem?", "answer", "a")],
    )  # fmt: skip
    step = wanted.steps[0]
    wrong = [
        replace(wanted, steps=[replace(step, told=replace(told, **{name: "x"}))])
        for name in ("expects", "decision", "id", "lead", "language")
    ]
    wrong += [replace(wanted, steps=[replace(step, state={"expects": None})])]
    wrong += [replace(wanted, **{name: []}) for name in ("leads", "mails", "outbox", "questions")]
    assert [len(list(differences(wanted, one))) for one in wrong] == [1] * len(wrong)
    assert list(differences(wanted, wanted)) == []


def test_a_duplicate_is_known_by_its_message_id_and_two_leads_are_two_mails() -> None:
    mail = b"Message-ID: <%s@x.example>\r\nTo: a@x.example\r\nReply-To: b@x.example\r\nSubject: KP\r\n\r\nhej"
    assert mails_of([mail % b"1", mail % b"1", mail % b"2"]) == ([("a@x.example", "b@x.example", "KP")] * 2, 1)


def test_any_difference_is_a_fault_and_so_is_having_looked_at_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([Found("dörren", 3, 2)]) == 0
    assert report([Found("dörren", 3, 2), Found("dörren", 3, 2, ["x.md:1: fel"])]) == 1
    assert report([]) == 1
    told = capsys.readouterr().out.splitlines()
    assert "x.md:1: fel" in told
    assert told[1].split() == ["dörren", "3", "2", "0"]
