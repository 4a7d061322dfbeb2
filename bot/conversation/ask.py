"""The form's questions: what each slot asks, which buttons it has, the summary and the consent."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.messages import Button, Reply, Row
from bot.conversation.replies import CANCEL, button, line
from bot.leads.contact import domain_of
from bot.leads.fill import STAGES, country_name
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, Slot
from bot.locale import say

if TYPE_CHECKING:
    from bot.conversation.guide import Guide
    from bot.conversation.state import Draft, Pending, State
    from intents import Organisation, OrganisationType

TYPES: tuple[OrganisationType, ...] = (
    "kommunalforbund", "kommunalt-bolag", "civilsamhalle", "universitet", "privat", "utlandsk-kommun", "annan",
)  # fmt: skip
"""Kinds of organisation to choose from; a kommun or region is found in the register instead."""
LISTED: frozenset[Slot] = frozenset({"goals", "country"})
"""Slots whose usual answers can be shown as a list."""


def question(guide: Guide, draft: Draft, slot: Slot, language: str) -> Reply:
    """The question for one slot, with how far the form has come, or with what stands there now."""
    now = shown_value(guide, draft, slot, language)
    after = (
        say(language, "ask.now", value=now)
        if now
        else say(language, "ask.progress", step=SLOTS.index(slot) + 1, steps=len(SLOTS))
    )
    return Reply(
        f"{say(language, f'ask.{slot}')} {after}", slot_buttons(slot, language, filled=bool(now)), "ask", language
    )


def slot_buttons(slot: Slot, language: str, filled: bool = False) -> tuple[Button, ...]:
    """What may be pressed instead of writing an answer. `filled`: whether there is an answer already."""
    buttons = []
    if slot == "stage":
        buttons = [Button(f"stage:{stage}", say(language, f"stage.{stage}")) for stage in STAGES]
    elif slot in UNSURE:
        buttons.append(button(language, "unsure"))
    if slot in LISTED:
        buttons.append(Button(f"list:{slot}", say(language, f"button.list_{slot}")))
    if slot in OPTIONAL:
        buttons.append(Button("skip", say(language, "button.empty" if filled else "button.skip")))
    if filled:
        buttons.append(button(language, "keep"))
    return (*buttons, button(language, CANCEL))


def listing(guide: Guide, slot: str, language: str) -> Reply:
    """The usual answers to a slot of `LISTED`."""
    if slot == "goals":
        names = [f"{goal.number} {goal.name_en if language == 'en' else goal.name_sv}" for goal in guide.goals.all()]
    else:
        names = sorted(country_name(country, language) for country in guide.countries.listed())
    return line(language, f"ask.list_{slot}", names="\n".join(f"– {name}" for name in names))


def pending_question(guide: Guide, state: State, pending: Pending, language: str) -> Reply:
    """The question within a slot: which one, or is it really so?"""
    if pending.kind == "organisation":
        buttons = [Button(f"org:{i}", option.name) for i, option in enumerate(pending.options)]
        buttons.append(Button("none", say(language, "problem.organisation_none")))
        one = len(pending.options) == 1
        return _asking(language, f"problem.organisation_{'meant' if one else 'options'}", buttons)
    if pending.kind == "type":
        buttons = [Button(f"type:{kind}", say(language, f"type.{kind}")) for kind in TYPES]
        return _asking(language, "problem.organisation_type", buttons, name=pending.value)
    values = {"value": pending.value}
    if pending.kind == "email" and state.draft and state.draft.organisation:
        owner = owner_of(guide, pending.value)
        values |= {"owner": owner.name if owner else "–", "organisation": state.draft.organisation.name}
    name = {"spelling": "email_suggest", "email": "email_other", "country": "country"}[pending.kind]
    return _asking(language, f"problem.{name}", [button(language, "yes"), button(language, "no")], **values)


def _asking(language: str, name: str, buttons: list[Button], /, **values: str) -> Reply:
    reply = line(language, name, *buttons, button(language, CANCEL), **values)
    return replace(reply, kind="ask")


def owner_of(guide: Guide, email: str) -> Organisation | None:
    """The municipality or region whose domain the address has."""
    return guide.gazetteer.by_domain(domain_of(email))


def shown_value(guide: Guide, draft: Draft, slot: Slot, language: str) -> str:
    """A slot's value as a person reads it; empty when there is none."""
    value = getattr(draft, slot)
    if value is None:
        return ""
    if slot == "organisation" and draft.organisation:
        return draft.organisation.name
    if slot == "country" and draft.country:
        known = guide.countries.by_iso(draft.country.code) if draft.country.code else None
        return country_name(known, language) if known else draft.country.name
    if slot == "goals" and draft.goals:
        named = [guide.goals.by_number(number) for number in draft.goals]
        return ", ".join(f"{goal.number} {goal.name_sv if language == 'sv' else goal.name_en}" for goal in named)
    if slot == "stage" and value in STAGES:
        return say(language, f"stage.{value}")
    return str(value)


def items(guide: Guide, draft: Draft, slots: tuple[Slot, ...], language: str) -> str:
    """What stands in `slots`, to follow a colon: one on the same line, several as a list."""
    shown = [
        (say(language, f"slot.{slot}"), shown_value(guide, draft, slot, language)) for slot in SLOTS if slot in slots
    ]
    if len(shown) == 1:
        return f" {shown[0][0]} {shown[0][1]}"
    return "".join(f"\n– {label.capitalize()}: {value}" for label, value in shown)


def rows(guide: Guide, state: State, language: str, whole: bool = True) -> tuple[Row, ...]:
    """Everything noted so far, one row per slot, and the questions that go with the lead. `whole`: with empty slots."""
    draft = state.draft
    if draft is None:
        return ()
    empty = say(language, "slot.empty")
    found = [
        Row(slot, say(language, f"slot.{slot}").capitalize(), shown_value(guide, draft, slot, language) or empty)
        for slot in SLOTS
        if whole or getattr(draft, slot) is not None
    ]
    if state.questions:
        asked = "; ".join(question.asked for question in state.questions)
        found.append(Row("questions", say(language, "slot.questions").capitalize(), asked))
    return tuple(found)


def edit_buttons(language: str) -> tuple[Button, ...]:
    """One button per slot, to change what stands in it."""
    return tuple(
        Button(f"edit:{slot}", say(language, "button.edit", slot=say(language, f"slot.{slot}"))) for slot in SLOTS
    )


def summary(guide: Guide, state: State, language: str) -> Reply:
    """Everything noted, to be checked before anything is sent."""
    table = rows(guide, state, language)
    text = f"{say(language, 'summary.text')}\n\n{_listed(table)}\n\n{say(language, 'summary.question')}"
    buttons = (button(language, "send"), *edit_buttons(language), button(language, CANCEL))
    return Reply(text, buttons, "summary", language, rows=table)


def consent(guide: Guide, state: State, language: str) -> Reply:
    """What is sent to whom and how long it is kept; nothing goes without a yes."""
    table = rows(guide, state, language, whole=False)
    buttons = (button(language, "yes"), button(language, "no"), button(language, CANCEL))
    draft = state.draft
    if draft and draft.adds_to:
        asked = line(
            language, "consent.addition", *buttons, number=draft.adds_to, day=draft.adds_to_day, rows=_listed(table)
        )
    else:
        asked = line(language, "consent.text", *buttons, rows=_listed(table), **guide.policy.words())
    return replace(asked, kind="consent", rows=table)


def consent_text(guide: Guide, language: str) -> tuple[str, str]:
    """What is agreed to, with `{rows}` for the person's own answers, and its version: another text, or another number
    of days or receiver in it, has another one."""
    text = say(language, "consent.text", rows="{rows}", **guide.policy.words())
    return text, f"{language}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def _listed(table: tuple[Row, ...]) -> str:
    return "\n".join(f"{row.label}: {row.value}" for row in table)
