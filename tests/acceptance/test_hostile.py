"""Every hostile text at every question of the form, through every door, to the lead that is sent: and then a look at all
that goes out. Whatever a visitor writes stays text, in its own place."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web import limits
from bot.knowledge import LiveKnowledge
from tests.support.commands import Commands
from tests.support.doors import DOORS
from tests.support.doors.base import Door
from tests.support.doors.telegram import Telegram
from tests.support.doors.web import Forms
from tests.support.hostile import HOSTILE
from tests.support.hostile_forms import filled_in
from tests.support.outputs import check_mail, check_page, check_table, steering

ALL = "json"
"""The door every text goes through; at each of the others it is every fifth, so that together they take all, too."""
OTHERS = [name for name in DOORS if name != ALL]
TELLING = 10
"""Letters from which a text in a log can be nobody else's."""
QUESTIONS = (
    "=cmd|' /C calc'!A0 \x1b[2Jbastu?",
    "<script>alert(1)</script> och \u202ebastu",
    "\x9b31m+46 bastu\r\nbastu",
)


def texts_at(door: str) -> list[str]:
    """What is tried at a door."""
    return list(HOSTILE) if door == ALL else list(HOSTILE[OTHERS.index(door) :: len(OTHERS)])


def look(door: Door) -> None:
    """What the door shows after a message. The Bot API server of the tests judges what Telegram gets."""
    if isinstance(door, Forms):
        check_page(door._page.html)


@pytest.mark.parametrize("door", DOORS)
def test_whatever_is_written_in_the_form_stays_text_wherever_it_goes(
    door: str, tmp_path: Path, live_knowledge: LiveKnowledge, command: Commands, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name in ("SESSION", "ADDRESS", "NEW"):  # nobody writes as fast as a test
        monkeypatch.setattr(limits, name, limits.Rate(1e9, 1e9))
    caplog.set_level(logging.INFO)
    live_knowledge.guide.answers.warm()
    at = DOORS[door]()
    numbers = asyncio.run(filled_in(at, tmp_path, live_knowledge, texts_at(door), look))
    assert len(numbers) == len(texts_at(door))
    if isinstance(at, Telegram):
        assert at._api and len(at._api.sent) > len(numbers) and at._api.complaints == []
    documents = {document["number"]: document for document in command("leads", "export", "--json").objects[0]}
    assert list(documents) == list(numbers)
    check_mails(tmp_path / "data" / "mail", documents)
    check_commands(command, documents)
    check_logs(caplog.text)


def check_mails(folder: Path, documents: dict[str, dict[str, Any]]) -> None:
    """One mail for each lead, and nothing of it anywhere but in its place."""
    mails = sorted(folder.glob("*.eml"))
    assert len(mails) == len(documents)
    for path in mails:
        content = path.read_bytes()
        (document,) = [one for number, one in documents.items() if f"<{number.lower()}.".encode() in content]
        check_mail(content, document)


def check_commands(command: Commands, documents: dict[str, dict[str, Any]]) -> None:
    """What the operator sees on a terminal, and in a spreadsheet."""
    listed = command("leads", "list")
    assert listed.status == 0 and not steering(listed.out + listed.err)
    assert [line.split()[0] for line in listed.out.splitlines()] == list(documents)
    for number in list(documents)[::8]:
        shown = command("leads", "show", number)
        assert shown.status == 0 and not steering(shown.out + shown.err)
        assert sum(line.startswith("E-post: ") for line in shown.out.split("\n")) == 1
    check_table(command("leads", "export").out, list(documents.values()))
    told = command("outbox", "list")
    assert told.status == 0 and not steering(told.out)
    for arguments in (("leads", "list", "--json"), ("outbox", "list", "--json")):
        text = command(*arguments).out
        assert not steering(text) and len(json.loads(text)) == len(documents)


def check_logs(told: str) -> None:
    """Nothing of what was written."""
    for text in (*HOSTILE, "anna.ek@falu", "miljöstrateg"):
        if len(needle := text.strip()[:60]) >= TELLING:
            assert needle not in told


def test_what_was_asked_steers_no_editors_terminal(command: Commands) -> None:
    lines = [json.dumps({"from": f"u{n}", "text": text}) for n, text in enumerate((*QUESTIONS, *HOSTILE[::4]))]
    assert command("chat", "--json", stdin="\n".join(lines) + "\n").status == 0
    told = command("faq", "gaps", "--top", "100")
    assert told.status == 0 and "bastu" in told.out and not steering(told.out + told.err)


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("words", [("faq", "try"), ("ask", "--explain")], ids=" ".join)
def test_a_question_tried_steers_no_editors_terminal(command: Commands, words: tuple[str, ...], text: str) -> None:
    told = command(*words, text)
    assert told.status == 0 and told.out and not steering(told.out + told.err)
