"""Runs conversations: one message at a time per person, everything a message changes in one transaction.

Stored before said: the replies leave `handle` only after state, lead, mail and question log are committed.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.conversation.effects import Effect, EraseUser, LogQuestion, RegisterLead, Step
from bot.conversation.form import tongue
from bot.conversation.limits import Limits
from bot.conversation.messages import Button, Incoming, Outgoing, Reply, Row
from bot.conversation.ports import QuestionRecord, ReactionRecord, Store, Turn
from bot.conversation.registering import held_back, take
from bot.conversation.replies import button, line
from bot.conversation.state import State
from bot.conversation.step import LONG, step
from bot.errors import StorageError
from bot.leads.mask import mask
from bot.leads.qualify import qualify
from intents import clean

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.clock import Clock
    from bot.conversation.guide import Guide
    from bot.conversation.ports import Erased, QueuedMail, Reaction
    from bot.leads.model import Lead

LONGEST_WORD = 500
"""Characters kept of what is written beside a thumb."""
_log = logging.getLogger("partnerskap.conversation")


@dataclass(slots=True)
class _Told:
    """What carrying out the effects adds to the replies."""

    replies: list[Reply]
    lead: str | None = None
    erased: bool = False
    back: State | None = None
    """Where the conversation goes instead, when a registration is not taken now."""


class Runner:
    """Takes messages from any door and gives the replies, in order per person."""

    def __init__(
        self,
        guide: Callable[[], Guide],
        store: Store,
        clock: Clock,
        compose: Callable[[Lead], QueuedMail],
        limits: Limits | None = None,
        erased: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """`guide` gives what is known at this moment; `compose` makes a numbered lead's mail; `limits`: how many
        registrations are taken in an hour; `erased` is called after an erasure that is committed, to remove copies
        outside storage; it must not raise."""
        self._guide, self._store, self._clock, self._compose = guide, store, clock, compose
        self._limits, self._erased = limits or Limits(), erased
        self._turns: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self.mail_queued = asyncio.Event()
        """Set whenever a lead's mail has been committed; the outbox worker waits for it."""
        self.watchers: list[Callable[[Incoming, Outgoing], None]] = []
        """Told of every message that is saved, once; for counting."""
        self.unsaved = 0
        """Messages so far that storage could not take."""

    async def handle(self, incoming: Incoming) -> Outgoing:
        """The replies to one message. Never raises for what a person can send or a disk can do."""
        user = incoming.user
        self._waiting[user] = self._waiting.get(user, 0) + 1
        lock = self._turns.setdefault(user, asyncio.Lock())
        try:
            async with lock:
                return await self._handle(incoming)
        finally:
            self._waiting[user] -= 1
            if not self._waiting[user]:
                del self._waiting[user], self._turns[user]

    async def _handle(self, incoming: Incoming) -> Outgoing:
        guide, now = self._guide(), self._clock.now()
        try:
            outgoing, new, erased = await self._store.transact(lambda turn: self._work(turn, guide, incoming, now))
        except StorageError as error:
            self.unsaved += 1
            _log.error("Ett meddelande kunde inte tas emot. %s", error)
            language = "en" if (incoming.language_hint or "").startswith("en") else "sv"
            told = line(language, "problem.storage", lead_to=guide.policy.lead_to)
            return Outgoing(incoming.user, (told,), language=language, saved=False)
        if outgoing.lead:
            self.mail_queued.set()
        if erased and self._erased:
            await self._erased()
        for watcher in self.watchers if new else ():
            watcher(incoming, outgoing)
        return outgoing

    async def react(self, user: str, update_id: str, reaction: Reaction, word: str | None) -> bool:
        """Keep what `user` thinks of the answer given to `update_id`. False when there is no such answer of theirs.
        Raises `StorageError`."""
        now, version = self._clock.now(), self._guide().answers.knowledge.version
        written = mask(clean(word or "", LONGEST_WORD)) or None

        def work(turn: Turn) -> bool:
            told = turn.seen(user, update_id)
            judged = load_outgoing(told) if told else None
            if judged is None or judged.id is None:
                return False
            record = ReactionRecord(now, judged.id, reaction, written, version, judged.asked)
            turn.keep_reaction(user, update_id, record)
            return True

        return await self._store.transact(work)

    def _work(self, turn: Turn, guide: Guide, incoming: Incoming, now: datetime) -> tuple[Outgoing, bool, bool]:
        """Everything one message does, inside the transaction; whether it is new, not one that came again; and whether
        it erased."""
        if incoming.update_id is not None and (before := turn.seen(incoming.user, incoming.update_id)):
            return load_outgoing(before), False, False
        state = State.load(turn.conversation(incoming.user))
        outcome = step(guide, state, incoming, now)
        told = _Told([])
        for effect in outcome.effects:
            self._carry_out(turn, guide, incoming, outcome, effect, now, told)
        following = told.back or outcome.state
        following = following if told.lead is None else replace(following, last_lead=told.lead)
        outgoing = Outgoing(
            incoming.user,
            (*outcome.replies, *told.replies),
            following.expects,
            outcome.decision,
            outcome.entry_id,
            told.lead,
            tongue(following),
            asked=_asked(outcome),
        )
        if state.draft is not None and following.draft is None and told.lead is None:
            turn.forget_said(incoming.user, form_only=True)  # cancelled: what was typed in the form is taken back
        if not told.erased:
            shown = tuple(button for reply in outgoing.replies for button in reply.buttons)
            turn.save_conversation(incoming.user, replace(following, shown=shown).dump(), now)
        if incoming.update_id is not None:
            turn.remember_update(
                incoming.user, incoming.update_id, dump_outgoing(outgoing), now,
                _said(state, incoming), following.draft is not None,
            )  # fmt: skip
        return outgoing, True, told.erased

    def _carry_out(
        self, turn: Turn, guide: Guide, incoming: Incoming, outcome: Step, effect: Effect, now: datetime, told: _Told
    ) -> None:
        language = tongue(outcome.state)
        if isinstance(effect, LogQuestion):
            turn.log_question(_record(effect, guide.answers.knowledge.version, now))
        elif isinstance(effect, RegisterLead):
            if held := held_back(turn, guide, incoming, effect, self._limits, now):
                told.back = held.state
                told.replies += held.replies
                return
            lead = take(turn, incoming, effect, self._compose, now)
            told.lead = lead.number
            told.replies.append(_receipt(guide, lead, language))
        elif isinstance(effect, EraseUser):
            gone = turn.erase_user(incoming.user)
            told.erased = True
            told.replies.append(_removed(guide, gone, language))


def _record(asked: LogQuestion, version: str, now: datetime) -> QuestionRecord:
    """A question as it is kept: masked."""
    verdict = asked.verdict
    decision = "none-of-these" if asked.turned_down else verdict.decision
    options = tuple(shown.id for shown in verdict.candidates) if verdict.decision == "clarify" else ()
    return QuestionRecord(
        now, asked.language, mask(asked.text), decision, verdict.id, verdict.confidence, version, options
    )


def _asked(outcome: Step) -> str | None:
    """The question that the answer shown was given to, masked."""
    last = outcome.state.questions[-1] if outcome.state.questions else None
    return mask(last.asked) if last and last.id == outcome.entry_id else None


def _said(state: State, incoming: Incoming) -> str | None:
    """What is shown as the visitor's own words, where a door shows the conversation again: the web. None for the
    greeting that opens it."""
    if incoming.channel != "web":
        return None
    if incoming.press is not None:
        return next((shown.label for shown in state.shown if shown.id == incoming.press), "…")
    return None if (incoming.text or "").startswith("/start") else words(incoming.text or "")


def words(text: str) -> str:
    """What was written, as it is shown again."""
    return clean(text, LONG)


def _receipt(guide: Guide, lead: Lead, language: str) -> Reply:
    """The number, once it is safe to tell."""
    text = line(language, "receipt.text", number=lead.number, lead_to=guide.policy.lead_to)
    extra = (
        f"\n\n{line(language, 'receipt.review').text}" if qualify(lead.organisation, "sv").result == "review" else ""
    )
    return Reply(text.text + extra, (button(language, "topics"),), "receipt", language)


def _removed(guide: Guide, gone: Erased, language: str) -> Reply:
    """What an erasure took away, and what is left with the receiver."""
    if not gone.leads:
        name = "done"
    elif not gone.undelivered:
        name = "done_leads"
    else:
        name = "done_undelivered" if gone.undelivered == gone.leads else "done_some"
    values = {"leads": gone.leads, "undelivered": gone.undelivered, **guide.policy.words()}
    return line(language, f"erase.{name}", button(language, "topics"), **values)


def dump_outgoing(outgoing: Outgoing) -> str:
    """The replies as JSON, kept so that the same message coming again gets the same replies."""
    # Field by field: `asdict` copies everything deeply first, which costs more than all of storage.
    replies = [
        _plain(reply)
        | {
            "buttons": [_plain(shown) for shown in reply.buttons],
            "rows": [_plain(row) for row in reply.rows],
        }
        for reply in outgoing.replies
    ]
    return json.dumps(_plain(outgoing) | {"replies": replies}, ensure_ascii=False)


def _plain(message: Outgoing | Reply | Button | Row) -> dict[str, Any]:
    """The fields by name, as they are."""
    return {name: getattr(message, name) for name in message.__slots__}


def load_outgoing(text: str) -> Outgoing:
    """The replies from JSON."""
    data: dict[str, Any] = json.loads(text)
    replies = tuple(
        Reply(**{
            **reply,
            "buttons": tuple(Button(**button) for button in reply["buttons"]),
            "rows": tuple(Row(**row) for row in reply["rows"]),
        })
        for reply in data.pop("replies")
    )  # fmt: skip
    return Outgoing(replies=replies, **data)
