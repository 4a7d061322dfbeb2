"""Dialogues as text: what is said, what must be answered, and the mail that must arrive.

A transcript is Markdown. Lines that begin with one of these words count, all others are explanation:

    Du: text            somebody writes
    Knapp: id           somebody presses a button
    Guiden: fragment    the replies to the line above contain this; `…` stands for anything in between
    Inte: fragment      … and do not contain this
    Väntar på: slot     what the bot waits for now (`inget` for nothing)
    Beslut: answer id   the verdict and the answer shown
    Nummer: KP-…        the number given
    Mejl: fragment      the mail that arrived contains this, in a header or a part
    Inget mejl          none has arrived
    Omstart             the process ends, and another takes over the same data
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.messages import Incoming, Outgoing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

WORDS = ("Du", "Knapp", "Guiden", "Inte", "Väntar på", "Beslut", "Nummer", "Mejl", "Inget mejl", "Omstart")
_LINE = re.compile(rf"^\s*(?:\*\*)?({'|'.join(WORDS)})(?:\*\*)?(?::(?:\*\*)?\s*(.*?))?\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that counts, and where it stands."""

    place: str
    word: str
    text: str


def read(text: str, name: str) -> list[Line]:
    """The lines of a transcript that count."""
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        if match := _LINE.match(raw):
            found.append(Line(f"{name}:{number}", match[1], match[2] or ""))
    return found


def transcripts(folder: Path) -> list[Path]:
    """Every transcript in `folder`. None at all is a fault of the tests."""
    found = sorted(folder.glob("*.md"))
    assert found, f"no transcripts in {folder}"
    return found


def contains(fragment: str, text: str) -> bool:
    """Whether `text` has the pieces of `fragment` between `…` in order, however it is wrapped."""
    flat = " ".join(text.split())
    at = 0
    for piece in fragment.split("…"):
        wanted = " ".join(piece.split())
        at = flat.find(wanted, at)
        if at < 0:
            return False
        at += len(wanted)
    return True


def mail_text(content: bytes) -> str:
    """Headers and every text part of a mail, decoded."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        if part.get_content_maintype() != "multipart":
            body = part.get_content()
            parts.append(body if isinstance(body, str) else body.decode("utf-8"))
    return "\n".join(parts)


async def play(
    lines: list[Line],
    handle: Callable[[Incoming], Awaitable[Outgoing]],
    mails: Callable[[], Awaitable[list[bytes]]],
    user: str = "console:transcript",
    restart: Callable[[], Awaitable[None]] | None = None,
) -> int:
    """Hold the dialogue and check it. How many lines were checked."""
    said = Outgoing(user, ())
    checked = 0
    for line in lines:
        if line.word in {"Du", "Knapp"}:
            wanted = {"text": line.text} if line.word == "Du" else {"press": line.text}
            said = await handle(Incoming(user, **wanted))
            continue
        if line.word == "Omstart":
            assert restart, f"{line.place}: this dialogue cannot be restarted here"
            await restart()
            continue
        checked += 1
        text = "\n".join(reply.text + "\n" + "\n".join(b.label for b in reply.buttons) for reply in said.replies)
        if line.word == "Guiden":
            assert contains(line.text, text), f"{line.place}: not in the reply: {line.text}\n---\n{text}"
        elif line.word == "Inte":
            assert not contains(line.text, text), f"{line.place}: must not be in the reply: {line.text}\n---\n{text}"
        elif line.word == "Väntar på":
            assert (said.expects or "inget") == line.text, f"{line.place}: waits for {said.expects}\n---\n{text}"
        elif line.word == "Beslut":
            assert f"{said.decision} {said.id or ''}".strip() == line.text, f"{line.place}: {said.decision} {said.id}"
        elif line.word == "Nummer":
            assert said.lead == line.text, f"{line.place}: the number is {said.lead}"
        elif line.word == "Mejl":
            arrived = [mail_text(content) for content in await mails()]
            assert arrived, f"{line.place}: no mail has arrived"
            assert any(contains(line.text, mail) for mail in arrived), f"{line.place}: not in the mail\n{arrived[-1]}"
        elif line.word == "Inget mejl":
            assert not await mails(), f"{line.place}: a mail has arrived"
    return checked
