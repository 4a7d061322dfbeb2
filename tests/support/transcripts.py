"""Dialogues as text: what is said, what must be answered, and the mail that must arrive.

A transcript is Markdown. Lines that begin with one of these words count, all others are explanation:

    Språk: en           what the visitor's program speaks; first of all, Swedish when left out
    Du: text            somebody writes
    Knapp: id           somebody presses a button
    Tumme: up           somebody judges the answer above, where the door has thumbs (`up`, `down`)
    Hälsning: fragment  the greeting contains this: above the first reply, or before the visitor says anything
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

SAID = {"Du": "text", "Knapp": "press"}
"""What somebody does, and as which part of a message."""
WORDS = (
    *SAID, "Språk", "Tumme", "Hälsning", "Guiden", "Inte", "Väntar på", "Beslut", "Nummer", "Mejl", "Inget mejl", "Omstart",
)  # fmt: skip
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


def text_of(said: Outgoing) -> str:
    """All that is said to one message, buttons included."""
    return "\n".join(reply.text + "\n" + "\n".join(b.label for b in reply.buttons) for reply in said.replies)


def check(line: Line, said: Outgoing, text: str) -> None:
    """Hold a line about the replies against what the conversation said, and the `text` that is read of it."""
    if line.word in {"Guiden", "Hälsning"}:
        assert contains(line.text, text), f"{line.place}: not in the reply: {line.text}\n---\n{text}"
    elif line.word == "Inte":
        assert not contains(line.text, text), f"{line.place}: must not be in the reply: {line.text}\n---\n{text}"
    elif line.word == "Väntar på":
        assert (said.expects or "inget") == line.text, f"{line.place}: waits for {said.expects}\n---\n{text}"
    elif line.word == "Beslut":
        assert f"{said.decision} {said.id or ''}".strip() == line.text, f"{line.place}: {said.decision} {said.id}"
    elif line.word == "Nummer":
        assert said.lead == line.text, f"{line.place}: the number is {said.lead}"


def check_mails(line: Line, arrived: list[bytes]) -> None:
    """Hold a line about mails against those that have arrived."""
    if line.word == "Inget mejl":
        assert not arrived, f"{line.place}: a mail has arrived"
        return
    texts = [mail_text(content) for content in arrived]
    assert texts, f"{line.place}: no mail has arrived"
    assert any(contains(line.text, text) for text in texts), f"{line.place}: not in the mail\n{texts[-1]}"


async def play(
    lines: list[Line],
    handle: Callable[[Incoming], Awaitable[Outgoing]],
    mails: Callable[[], Awaitable[list[bytes]]],
    user: str = "console:transcript",
) -> int:
    """Hold the dialogue with the conversation itself and check it. How many lines were checked."""
    said = Outgoing(user, ())
    checked = 0
    for line in lines:
        if part := SAID.get(line.word):
            said = await handle(Incoming(user, **{part: line.text}))
            continue
        checked += 1
        if line.word in {"Mejl", "Inget mejl"}:
            check_mails(line, await mails())
        else:
            check(line, said, text_of(said))
    return checked
