"""Words nobody writes, put wherever a visitor's words can go, to see afterwards that nothing of them is left."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.conversation.messages import Incoming

if TYPE_CHECKING:
    from collections import Counter

    from bot.app import App

PLACE = "198.51.100.77"
"""Where every message of the audit comes from; set aside for documents (RFC 5737)."""


@dataclass(slots=True)
class Kind:
    """One kind of data, and what became of it."""

    name: str
    """As the report names it, in Swedish."""
    gone: str
    """When it shall be gone."""
    words: tuple[str, ...]
    kept: bool = True
    """Whether it is stored at all: what is masked never is."""
    seen: bool = False
    """It was in the files before its time, so that its absence afterwards means something."""
    left: Counter[str] | None = field(default=None)
    """What was found when it should be gone, by place; None before that."""

    @property
    def clean(self) -> bool:
        """Whether it was there when it should be and gone when it should be gone."""
        return self.left is not None and not self.left and self.seen == self.kept


def word(purpose: str) -> str:
    """A word of letters alone, always the same for one purpose."""
    digest = hashlib.sha256(purpose.encode()).digest()
    return "Kanarie" + "".join(chr(97 + byte % 26) for byte in digest[:10])


class Visitor:
    """Somebody in the chat, each of whose words is a canary."""

    def __init__(self, app: App, purpose: str) -> None:
        self._app, self._purpose, self._count = app, purpose, 0
        self.user = f"web:{word(f'{purpose} user').lower()}"

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that tells who it is."""
        slots = ("name", "role", "email", "topic", "message")
        return (self.user.removeprefix("web:"), *(word(f"{self._purpose} {slot}") for slot in slots))

    async def say(self, *texts: str) -> str:
        """Write something; the last message's number."""
        for text in texts:
            update = await self._do(text, None)
        return update

    async def read_an_answer(self) -> str:
        """Press for the first answer there is; the message's number."""
        entry_id = next(iter(self._app.knowledge.guide.answers.entries["sv"]))
        return await self._do(None, f"topic:{entry_id}")

    async def _do(self, text: str | None, press: str | None) -> str:
        self._count += 1
        update = f"{self._count:016x}-{0:016x}"
        await self._app.runner.handle(Incoming(self.user, text, press, "web", "sv", update, PLACE))
        return update

    async def fill(self, upto: int = 10) -> None:
        """The form, so many answers of it."""
        name, role, email, topic, message = (
            word(f"{self._purpose} {slot}") for slot in ("name", "role", "email", "topic", "message")
        )
        answers = (
            "Falu kommun", f"{name} Ek", role.lower(), f"{email.lower()}@falun.example", "hoppa över",
            f"{topic} och rent vatten", "6", "Kenya", "Vi söker en partner", f"Hälsa {message} från oss.",
        )  # fmt: skip
        await self.say("anmäl intresse", *answers[:upto])

    async def register(self) -> str | None:
        """The whole form, sent. The lead's number."""
        await self.fill()
        await self.say("skicka", "ja")
        leads = await self._app.store.leads(self.user)
        return leads[-1].number if leads else None
