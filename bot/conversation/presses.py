"""Buttons: a new one, an old one, or one that never was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import form, orders, questions, replies
from bot.conversation.effects import Step
from bot.conversation.form import tongue
from bot.conversation.replies import line
from bot.leads.model import SLOTS

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.commands import Command
    from bot.conversation.guide import Guide
    from bot.conversation.messages import Incoming
    from bot.conversation.state import State

ORDERS: frozenset[Command] = frozenset({
    "lead", "human", "topics", "skip", "unsure", "yes", "no", "send", "cancel", "resume", "restart", "keep", "back",
    "swedish", "english",
})  # fmt: skip
"""Buttons that do what a word does."""


def press(guide: Guide, state: State, incoming: Incoming, pressed: str, now: datetime) -> Step:
    """What the button `pressed` leads to."""
    if state.pending and (settled := form.settle(guide, state, pressed)):
        return settled
    kind, _, value = pressed.partition(":")
    if kind == "topic":
        return questions.topic(guide, state, value)
    if kind == "theme" and (menu := replies.theme(guide, value, tongue(state))):
        return form.again(guide, state, menu)
    if pressed == "none" and any(shown.id == "none" for shown in state.shown):
        return questions.none_of_these(guide, state)
    if kind == "edit" and value in SLOTS and state.draft is not None:
        return form.edit(guide, state, value)
    if kind == "list" and state.expects == value:
        return orders.listed(guide, state, value)
    if kind == "stage" and state.expects == "stage":
        return form.stage_pressed(guide, state, value)
    order = next((known for known in ORDERS if known == pressed), None)
    if order:
        return orders.carry_out(guide, state, replace(incoming, text=None), order, now)
    return stale(guide, state)


def stale(guide: Guide, state: State) -> Step:
    """A button from before, or from nowhere."""
    if state.expects:
        return form.again(guide, state, line(tongue(state), "form.stale"))
    return Step(state, (line(tongue(state), "social.stale", *replies.offers(tongue(state))),))
