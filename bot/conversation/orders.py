"""Carries out the words that steer the conversation, typed or pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.conversation import ask, finish, form, reading, replies
from bot.conversation.effects import EraseUser, Step
from bot.conversation.form import tongue
from bot.conversation.messages import Button, Incoming, Reply
from bot.conversation.questions import topic
from bot.conversation.replies import button, line
from bot.conversation.state import State
from bot.leads.model import OPTIONAL, Slot
from bot.locale import say

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.commands import Command
    from bot.conversation.guide import Guide

_LEAD_TARGETS = frozenset({"ansok", "anmal", "lead"})
"""Where a link such as `/start ansok` leads to the form."""
PRIVACY = "personuppgifter"
"""The answer that is the data-protection text."""
_NOTHING_ASKED: frozenset[Command] = frozenset({"yes", "no", "send", "skip", "unsure", "back", "keep", "list"})
"""Words that answer something; outside the form there is nothing to answer."""


def carry_out(guide: Guide, state: State, incoming: Incoming, order: Command, now: datetime) -> Step:
    """What `order` leads to. What the form can use as an answer goes to the form."""
    if state.expects and (answered := _in_form(guide, state, incoming, order, now)):
        return answered
    language = tongue(state)
    if order == "start":
        return _start(guide, state, incoming)
    if order in {"swedish", "english", "language"}:
        wanted = {"swedish": "sv", "english": "en"}.get(order) or ("en" if language == "sv" else "sv")
        return form.again(guide, replace(state, language=wanted), line(wanted, "social.language"))
    if order == "erase":
        yes = Button("yes", say(language, "button.erase_yes"))
        name = "erase.confirm_group" if incoming.public else "erase.confirm"
        return Step(replace(state, erasing=True), (line(language, name, yes, button(language, "no")),))
    if order == "lead":
        return form.begin(guide, state)
    if order in {"cancel", "restart", "resume"}:
        return _whole_form(guide, state, order)
    if shown := _information(guide, state, order):
        return form.again(guide, replace(state, last_answer=None), shown)
    if order in _NOTHING_ASKED:
        return _nothing_asked(state, order)
    return Step(state, (_social(state, order),))


def _in_form(guide: Guide, state: State, incoming: Incoming, order: Command, now: datetime) -> Step | None:
    """Words that mean something of their own while the form waits."""
    if order in {"hello", "thanks", "bye"}:
        return form.again(guide, state, line(tongue(state), f"form.{order}", **guide.policy.words()))
    if order == "back" and state.expects != "consent":
        return form.back(guide, state)
    if order == "keep":
        return form.leave(guide, state)
    if state.expects == "consent":
        return _on_consent(guide, state, incoming, order, now)
    if state.expects == "summary":
        return _on_summary(guide, state, order)
    return _on_slot(guide, state, incoming, order)


def _on_consent(guide: Guide, state: State, incoming: Incoming, order: Command, now: datetime) -> Step | None:
    if order == "yes":
        return finish.submit(guide, state, incoming.channel, now)
    if order in {"no", "back"}:
        declined = [line(tongue(state), "consent.declined")] if order == "no" else []
        return form.again(guide, replace(state, expects="summary"), *declined)
    if order in {"send", "skip", "unsure"}:
        return form.again(guide, state, line(tongue(state), "consent.unclear"))
    return None


def _on_summary(guide: Guide, state: State, order: Command) -> Step | None:
    if order in {"yes", "send"}:
        return finish.to_consent(guide, state)
    if order == "no":
        return reading.what_to_change(state)
    return form.again(guide, state, line(tongue(state), "summary.unclear")) if order in {"skip", "unsure"} else None


def _on_slot(guide: Guide, state: State, incoming: Incoming, order: Command) -> Step | None:
    slot = cast("Slot", state.expects)
    if state.pending and order in {"yes", "no"} and (settled := form.settle(guide, state, order)):
        return settled
    if order == "skip" or (order == "no" and (slot in OPTIONAL)):
        return form.skip(guide, state)
    if order == "unsure":
        return form.unsure(guide, state)
    if order in {"yes", "send"} or (order == "no" and state.pending):
        return form.again(guide, state, line(tongue(state), "form.choose" if state.pending else "form.nothing_yet"))
    if order == "no":
        return form.problem(guide, state, incoming.text or "")
    if order == "list":
        return listed(guide, state, slot)
    return None


def listed(guide: Guide, state: State, slot: str) -> Step:
    """The usual answers of a slot that has a list; then the form's question again."""
    if slot not in ask.LISTED:
        return form.again(guide, state)
    return form.again(guide, state, ask.listing(guide, slot, tongue(state)))


def _whole_form(guide: Guide, state: State, order: Command) -> Step:
    """Leave the form, or come back to it."""
    language = tongue(state)
    if order == "resume":
        if state.draft is None:
            return Step(state, (_with_menu(language, "social.nothing_to_resume"),))
        return form.begin(guide, state) if form.blocked(state) else form.resume(guide, state)
    if order == "restart":
        name = "restarted" if state.draft is None else "restarted_form"
        return Step(
            replace(finish.clear(state), last_answer=None, last_text=""), (_with_menu(language, f"social.{name}"),)
        )
    if state.draft is not None:
        return Step(finish.clear(state), (_with_menu(language, "form.cancelled"),))
    if state.last_lead:
        offer = button(language, "topics")
        told = line(language, "social.already_gone", offer, number=state.last_lead, **guide.policy.words())
        return Step(state, (told,))
    return Step(state, (_with_menu(language, "social.nothing_to_cancel"),))


def _information(guide: Guide, state: State, order: Command) -> Reply | None:
    """What can be shown without changing anything."""
    language = tongue(state)
    if order == "topics":
        return replies.themes(guide, language)
    if order == "help":
        return line(language, "form.help") if state.expects else _with_menu(language, "social.help")
    if order == "privacy":
        return _privacy(guide, state)
    if order == "human":
        offer = () if state.expects else (button(language, "lead"), button(language, "topics"))
        return line(language, "human.text" if offer else "human.in_form", *offer, **guide.policy.words())
    return None


def _privacy(guide: Guide, state: State) -> Reply:
    """The data-protection text: an answer like the others, so that an editor owns it; a line of our own without it."""
    if entry := guide.answers.entry(PRIVACY, tongue(state)):
        return replies.answer(guide, entry, tongue(state), in_form=state.expects is not None)
    return line(tongue(state), "privacy.text", **guide.policy.words())


def _nothing_asked(state: State, order: Command) -> Step:
    language = tongue(state)
    if order in {"yes", "send"} and state.last_lead and state.draft is None:
        told = line(language, "social.already_sent", button(language, "topics"), number=state.last_lead)
        return Step(state, (told,))
    if order == "yes":
        return Step(state, (_with_menu(language, "social.fine"),))
    return Step(state, (_with_menu(language, "social.nothing_asked"),))


def _social(state: State, order: Command) -> Reply:
    """Thanks, goodbye and hello outside the form; who has registered is not asked to do it once more."""
    language = tongue(state)
    if order == "bye":
        return line(language, "social.bye", button(language, "topics"))
    if state.last_lead and order == "thanks":
        return line(language, "social.thanks_after", button(language, "topics"))
    return _with_menu(language, f"social.{order}")


def _with_menu(language: str, name: str) -> Reply:
    return line(language, name, button(language, "topics"), button(language, "lead"))


def _start(guide: Guide, state: State, incoming: Incoming) -> Step:
    """A first hello, perhaps with where to begin: `/start ansok`, `/start bidragets-storlek`."""
    target = (incoming.text or "").partition(" ")[2].strip()
    if target in _LEAD_TARGETS:
        return form.begin(guide, state)
    if target and guide.answers.entry(target, tongue(state)):
        return topic(guide, state, target)
    return form.again(guide, state, replies.greeting(guide, tongue(state), short=False))


def erase(state: State) -> Step:
    """Everything about the person goes; the language stays, for the receipt."""
    return Step(State(language=state.language, greeted=True), (), (EraseUser(),))


def kept(guide: Guide, state: State) -> Step:
    """Nothing was removed after all."""
    return form.again(guide, state, line(tongue(state), "erase.kept"))
