"""What tests of the conversation share: a still clock, settings that read nothing from the machine, a talker."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from bot.clock import STOCKHOLM, FixedClock
from bot.conversation.messages import Incoming
from bot.conversation.ports import Erased, StoredLead
from bot.conversation.state import State
from bot.conversation.step import step
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.conversation.effects import Step
    from bot.conversation.guide import Guide
    from bot.conversation.ports import QuestionRecord, QueuedMail
    from bot.leads.model import Lead

T = TypeVar("T")
MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)


SENSIBLE = {
    "organisation": "Falu kommun", "name": "Anna Ek", "role": "miljöstrateg", "email": "anna.ek@falu.example",
    "phone": "hoppa över", "topic": "Rent vatten", "goals": "6", "country": "Kenya",
    "stage": "Vi söker en partner", "message": "hoppa över", "summary": "skicka", "consent": "ja",
}  # fmt: skip
"""A plain answer to each thing the form waits for."""


def clock() -> FixedClock:
    """The morning of 23 November 2026, standing still."""
    return FixedClock(MOMENT)


def settings_for(folder: Path, **given: Any) -> Settings:
    """Settings with everything under `folder`, whatever the environment says."""
    return Settings(
        **{"_env_file": None, "data_dir": folder, "mail_from": "Guiden <guiden@partnerskap.example>"} | given
    )


@dataclass
class Talk:
    """A conversation held with `step` alone: no storage, no door."""

    guide: Guide
    state: State = field(default_factory=State)
    last: Step | None = None

    def say(self, text: str) -> Step:
        """Write something."""
        return self._take(Incoming("console:test", text=text))

    def press(self, button: str) -> Step:
        """Press a button."""
        return self._take(Incoming("console:test", press=button))

    def _take(self, incoming: Incoming) -> Step:
        self.last = step(self.guide, self.state, incoming, MOMENT)
        self.state = State.load(self.last.state.dump())
        return self.last

    @property
    def text(self) -> str:
        """All that was just said."""
        assert self.last is not None
        return "\n".join(reply.text for reply in self.last.replies)

    @property
    def buttons(self) -> list[str]:
        """Ids of the buttons just shown."""
        assert self.last is not None
        return [button.id for reply in self.last.replies for button in reply.buttons]

    def fill(self, until: str) -> Talk:
        """Fill the form with plain answers until `until` is asked for."""
        self.press("lead")
        for _ in range(len(SENSIBLE)):
            if self.state.expects == until:
                break
            self.say(SENSIBLE[self.state.expects or ""])
        assert self.state.expects == until, f"stuck at {self.state.expects}: {self.text}"
        return self


class MemoryStore:
    """A store that forgets when the process ends. What one transaction did is kept whole, or not at all."""

    def __init__(self) -> None:
        self.data = Kept()
        self.breaks_next: Exception | None = None

    async def transact(self, work: Callable[[MemoryTurn], T]) -> T:
        """Run `work` on a copy, and keep the copy when it succeeds. `breaks_next` is raised after the work, once."""
        copy = deepcopy(self.data)
        result = work(MemoryTurn(copy))
        if self.breaks_next:
            error, self.breaks_next = self.breaks_next, None
            raise error
        self.data = copy
        return result


@dataclass
class Kept:
    """All that a `MemoryStore` holds."""

    conversations: dict[str, str] = field(default_factory=dict)
    updates: dict[tuple[str, str], str] = field(default_factory=dict)
    last_number: int = 0
    leads: list[tuple[str, Lead, dict[str, object]]] = field(default_factory=list)
    mails: list[QueuedMail] = field(default_factory=list)
    questions: list[QuestionRecord] = field(default_factory=list)
    marks: list[tuple[str, str, datetime]] = field(default_factory=list)
    consents: dict[str, str] = field(default_factory=dict)


@dataclass
class MemoryTurn:
    """One transaction."""

    data: Kept

    def conversation(self, user: str) -> str | None:
        """As last saved."""
        return self.data.conversations.get(user)

    def save_conversation(self, user: str, state: str, now: datetime) -> None:
        """Keep it."""
        self.data.conversations[user] = state

    def seen(self, user: str, update_id: str) -> str | None:
        """What was replied."""
        return self.data.updates.get((user, update_id))

    def remember_update(
        self, user: str, update_id: str, replies: str, now: datetime, said: str | None = None, in_form: bool = False
    ) -> None:
        """Keep what was replied."""
        self.data.updates.setdefault((user, update_id), replies)

    def forget_said(self, user: str, form_only: bool) -> int:
        """Nothing that was said is kept here."""
        return 0

    def take_number(self, year: int) -> str:
        """The next."""
        self.data.last_number += 1
        return f"KP-{year}-{self.data.last_number:04}"

    def add_lead(self, user: str, lead: Lead, document: dict[str, object]) -> None:
        """Keep it."""
        self.data.leads.append((user, lead, document))

    def add_mail(self, mail: QueuedMail, now: datetime) -> None:
        """Keep it."""
        self.data.mails.append(mail)

    def leads_from(self, email: str, since: datetime) -> list[StoredLead]:
        """Those with the address."""
        return [
            StoredLead(lead.number or "", lead.received, user, document, None)
            for user, lead, document in self.data.leads
            if lead.contact.email.lower() == email.lower() and lead.received >= since
        ]

    def registered(self, kind: str, key: str, since: datetime) -> int:
        """How many."""
        return sum(mark[:2] == (kind, key) and mark[2] >= since for mark in self.data.marks)

    def mark_registered(self, kind: str, key: str, now: datetime) -> None:
        """Count it."""
        self.data.marks.append((kind, key, now))

    def keep_consent(self, version: str, language: str, text: str, now: datetime) -> None:
        """Keep the text."""
        self.data.consents[version] = text

    def log_question(self, record: QuestionRecord) -> None:
        """Keep it."""
        self.data.questions.append(record)

    def erase_user(self, user: str) -> Erased:
        """Forget the user; every mail of theirs is still waiting here."""
        mine = [kept for kept in self.data.leads if kept[0] == user]
        self.data.leads = [kept for kept in self.data.leads if kept[0] != user]
        numbers = {lead.number for _, lead, _ in mine}
        waiting = [mail for mail in self.data.mails if mail.subject_number in numbers]
        self.data.mails = [mail for mail in self.data.mails if mail not in waiting]
        conversations = 1 if self.data.conversations.pop(user, None) else 0
        return Erased(conversations, len(mine), len(waiting))
