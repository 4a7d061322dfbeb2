"""The conversation over JSON lines: one object in, one out, for scripts and tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.conversation.messages import Incoming, Outgoing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.conversation.runner import Runner


class LineError(ValueError):
    """A line that is no message; its text says what is missing."""


def incoming(line: str) -> Incoming:
    """A line as a message. Raises `LineError` when it is none."""
    try:
        data: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise LineError("raden är inte JSON") from error
    if not isinstance(data, dict):
        raise LineError('raden ska vara ett objekt som {"from": "u1", "text": "..."}')
    user, text, press = data.get("from"), data.get("text"), data.get("press")
    if not isinstance(user, str) or not user:
        raise LineError('"from" saknas eller är inte text')
    if not isinstance(text if press is None else press, str):
        raise LineError('raden ska ha "text" eller "press"')
    update = data.get("update")
    return Incoming(
        f"console:{user}",
        text=text if press is None else None,
        press=press,
        channel="console",
        update_id=str(update) if update is not None else None,
        language_hint=data.get("lang") if isinstance(data.get("lang"), str) else None,
    )


def outgoing(said: Outgoing) -> str:
    """The replies as one line."""
    return json.dumps(
        {
            "to": said.user.removeprefix("console:"),
            "replies": [
                {"text": reply.text, "buttons": [{"id": b.id, "label": b.label} for b in reply.buttons]}
                for reply in said.replies
            ],
            "expects": said.expects,
            "decision": said.decision,
            "id": said.id,
            "lead": said.lead,
        },
        ensure_ascii=False,
    )


async def converse(runner: Runner, lines: AsyncIterator[str], write: Callable[[str], None]) -> int:
    """Answer each line with one line, in order. How many lines were no messages."""
    faults = 0
    async for line in lines:
        if not line.strip():
            continue
        try:
            message = incoming(line)
        except LineError as error:
            faults += 1
            write(json.dumps({"to": None, "error": str(error)}, ensure_ascii=False))
            continue
        write(outgoing(await runner.handle(message)))
    return faults
