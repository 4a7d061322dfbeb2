"""The form's questions: what each slot asks, which buttons it has, and the summary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.messages import Button, Reply, Row
from bot.conversation.replies import CANCEL, button, line
from bot.leads.fill import STAGES
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, Slot
from bot.locale import say

if TYPE_CHECKING:
    from bot.conversation.guide import Guide
    from bot.conversation.state import Draft, Pending, State
    from intents import OrganisationType

TYPES: tuple[OrganisationType, ...] = (
    "kommunalforbund", "kommunalt-bolag", "civilsamhalle", "universitet", "privat", "utlandsk-kommun", "annan",
)  # fmt: skip
"""Kinds of organisation to choose from; a kommun or region is found in the register instead."""


def question(slot: Slot, language: str) -> Reply:
    """The question for one slot, with how far the form has come."""
    progress = say(language, "ask.progress", step=SLOTS.index(slot) + 1, steps=len(SLOTS))
    return Reply(f"{say(language, f'ask.{slot}')} {progress}", slot_buttons(slot, language), "ask", language)


def slot_buttons(slot: Slot, language: str) -> tuple[Button, ...]:
    """What may be pressed instead of writing an answer."""
    buttons = []
    if slot == "stage":
        buttons = [Button(f"stage:{stage}", say(language, f"stage.{stage}")) for stage in STAGES]
    elif slot in UNSURE:
        buttons.append(button(language, "unsure"))
    if slot in OPTIONAL:
        buttons.append(button(language, "skip"))
    return (*buttons, button(language, CANCEL))


def pending_question(pending: Pending, language: str, values: dict[str, str]) -> Reply:
    """The question within a slot: which one, or is it really so?"""
    if pending.kind == "organisation":
        buttons = [Button(f"org:{i}", option.name) for i, option in enumerate(pending.options)]
        buttons.append(Button("none", say(language, "problem.organisation_none")))
        return _asking(language, "problem.organisation_options", buttons, {})
    if pending.kind == "type":
        buttons = [Button(f"type:{kind}", say(language, f"type.{kind}")) for kind in TYPES]
        return _asking(language, "problem.organisation_type", buttons, values)
    name = "problem.email_other" if pending.kind == "email" else "problem.country"
    return _asking(language, name, [button(language, "yes"), button(language, "no")], values)


def _asking(language: str, name: str, buttons: list[Button], values: dict[str, str]) -> Reply:
    reply = line(language, name, *buttons, button(language, CANCEL), **values)
    return replace(reply, kind="ask")


def shown_value(guide: Guide, draft: Draft, slot: Slot, language: str) -> str:
    """A slot's value as a person reads it; empty when there is none."""
    value = getattr(draft, slot)
    if value is None:
        return ""
    if slot == "organisation" and draft.organisation:
        return draft.organisation.name
    if slot == "country" and draft.country:
        known = guide.countries.by_iso(draft.country.code or "")
        return known.name_en if known and language == "en" else draft.country.name
    if slot == "goals" and draft.goals:
        named = [guide.goals.by_number(number) for number in draft.goals]
        return ", ".join(f"{goal.number} {goal.name_sv if language == 'sv' else goal.name_en}" for goal in named)
    if slot == "stage" and value in STAGES:
        return say(language, f"stage.{value}")
    return str(value)


def rows(guide: Guide, state: State, language: str) -> tuple[Row, ...]:
    """Everything noted so far, one row per slot, and the questions that go with the lead."""
    draft = state.draft
    if draft is None:
        return ()
    empty = say(language, "slot.empty")
    found = [
        Row(slot, say(language, f"slot.{slot}").capitalize(), shown_value(guide, draft, slot, language) or empty)
        for slot in SLOTS
    ]
    if state.questions:
        asked = "; ".join(question.asked for question in state.questions)
        found.append(Row("questions", say(language, "slot.questions").capitalize(), asked))
    return tuple(found)


def summary(guide: Guide, state: State, language: str) -> Reply:
    """Everything noted, to be checked before anything is sent."""
    table = rows(guide, state, language)
    listed = "\n".join(f"{row.label}: {row.value}" for row in table)
    text = f"{say(language, 'summary.text')}\n\n{listed}\n\n{say(language, 'summary.question')}"
    edits = [Button(f"edit:{slot}", say(language, "button.edit", slot=say(language, f"slot.{slot}"))) for slot in SLOTS]
    buttons = (button(language, "send"), *edits, button(language, CANCEL))
    return Reply(text, buttons, "summary", language, rows=table)


def consent(guide: Guide, language: str) -> Reply:
    """What is sent to whom and how long it is kept; nothing goes without a yes."""
    buttons = (button(language, "yes"), button(language, "no"), button(language, CANCEL))
    return replace(line(language, "consent.text", *buttons, **guide.policy.words()), kind="consent")
