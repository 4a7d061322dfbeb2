"""What came of a dialogue, and where two doors or two runs differ in it."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.messages import Outgoing

_HASTE = re.compile(r"Anmälan fylldes i på \d sekunder\.")


@dataclass(frozen=True, slots=True)
class Step:
    """What came of one message."""

    place: str
    told: Outgoing | None
    """None when the door could not take the message: the terminal knows no buttons but those it shows."""
    state: dict[str, Any]
    """The conversation as stored; empty when it has been erased."""
    alone: bool
    """The door has said nothing of its own: no greeting before this message, or at a new start."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a dialogue."""

    steps: list[Step] = field(default_factory=list)
    leads: list[dict[str, Any]] = field(default_factory=list)
    """The documents, without the door's name and the time of day."""
    mails: list[tuple[str, str, str]] = field(default_factory=list)
    """To whom, reply to whom, and the subject; a duplicate, known by its `Message-ID`, is left out."""
    duplicates: int = 0
    outbox: list[tuple[Any, ...]] = field(default_factory=list)
    """Number and state of each mail."""
    questions: list[tuple[Any, ...]] = field(default_factory=list)
    """What was asked, and what became of it."""


def lead_document(text: str) -> dict[str, Any]:
    """A lead's document as far as it is the same through every door: nobody types as fast as a test, and only the web
    says so."""
    document: dict[str, Any] = json.loads(text)
    del document["channel"], document["received"], document["consent"]["given"]
    reasons = document["qualification"]["reasons"]
    document["qualification"]["reasons"] = [reason for reason in reasons if not _HASTE.fullmatch(reason)]
    return document


def mails_of(contents: list[bytes]) -> tuple[list[tuple[str, str, str]], int]:
    """What arrived, each mail once, and how many came again."""
    seen = {}
    for content in contents:
        message = email.message_from_bytes(content, policy=email.policy.default)
        facts = (str(message["To"]), str(message["Reply-To"]), str(message["Subject"]))
        known = seen.setdefault(str(message["Message-ID"]), facts)
        assert known == facts, f"one Message-ID, two mails: {known}, {facts}"
    return list(seen.values()), len(contents) - len(seen)


def differences(wanted: Outcome, found: Outcome) -> Iterator[str]:
    """What is not the same, a sentence each."""
    skipped = False
    for ours, theirs in zip(wanted.steps, found.steps, strict=True):
        skipped |= theirs.told is None
        if ours.told and theirs.told:
            yield from _told(ours, theirs)
        if theirs.told:
            yield from _unlike(theirs.place, "state", _state(ours, theirs), _state(theirs, ours))
    yield from _unlike("leads", "documents", wanted.leads, found.leads)
    yield from _unlike("mails", "arrived", wanted.mails, found.mails)
    yield from _unlike("outbox", "rows", wanted.outbox, found.outbox)
    if not skipped:
        yield from _unlike("questions", "kept", wanted.questions, found.questions)


def _told(ours: Step, theirs: Step) -> Iterator[str]:
    assert ours.told and theirs.told
    for name in ("decision", "id", "expects", "lead", "language"):
        yield from _unlike(theirs.place, name, getattr(ours.told, name), getattr(theirs.told, name))
    if ours.alone and theirs.alone:
        yield from _unlike(theirs.place, "replies", ours.told.replies, theirs.told.replies)


def _state(step: Step, other: Step) -> dict[str, Any]:
    """Below a greeting other buttons are shown than below a greeting and a reply; and what the clock said is nothing to
    compare."""
    shown = step.state.get("shown") if step.alone and other.alone else None
    return {**step.state, "shown": shown, "form_begun": None}


def _unlike(place: str, what: str, wanted: object, found: object) -> Iterator[str]:
    if wanted != found:
        yield f"{place}: {what} is {_short(found, wanted)}, not {_short(wanted, found)}"


def _short(value: object, other: object) -> object:
    """Of a state only what differs."""
    if isinstance(value, dict) and isinstance(other, dict):
        return {name: told for name, told in value.items() if other.get(name) != told}
    return value
