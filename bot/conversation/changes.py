"""Corrections in words: of one slot or several, with or without the new value, or a slot emptied."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import ask, form
from bot.conversation.form import tongue
from bot.conversation.replies import line, reviewed
from bot.conversation.state import Draft
from bot.leads.extract import extract
from bot.leads.fill import Doubt, Problem
from bot.leads.model import OPTIONAL
from bot.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.effects import Step
    from bot.conversation.guide import Guide
    from bot.conversation.messages import Reply
    from bot.conversation.state import State
    from bot.leads.corrections import Change
    from bot.leads.model import Slot

_NEGATED = re.compile(r"\b(?:inte|ej|not)\s+[\w.@-]+(?:\s+(?:utan|but)\b)?", re.IGNORECASE)


def change(guide: Guide, state: State, wanted: Sequence[Change]) -> Step:
    """Do what `wanted` says; stop at the first that must be asked about."""
    language, draft = tongue(state), state.draft or Draft()
    done: list[Slot] = []
    notes: list[Reply] = []
    for one in wanted:
        if one.remove:
            if one.slot not in OPTIONAL:
                return _asking(guide, replace(state, draft=draft), one.slot, done, line(language, "form.needed"))
            draft = form.empty(draft, one.slot)
            notes.append(line(language, "form.emptied", items=say(language, f"slot.{one.slot}")))
            continue
        if not one.value:
            return _asking(guide, replace(state, draft=draft), one.slot, done)
        parsed, _ = form.read(guide, one.slot, one.value, language)
        if isinstance(parsed, Problem):
            told = line(language, parsed.line, **parsed.values)
            return _asking(guide, replace(state, draft=draft), one.slot, done, told)
        if isinstance(parsed, Doubt):
            waiting = replace(state, draft=draft, expects=one.slot, editing=True, pending=form.doubted(parsed))
            return form.again(guide, waiting, *_told(guide, waiting, done))
        draft = form.put(draft, one.slot, parsed.value)
        done.append(one.slot)
        notes += [line(language, parsed.note, **parsed.values)] if parsed.note else []
        notes += reviewed(draft.organisation, language) if one.slot == "organisation" else []
    changed = replace(state, draft=draft)
    return form.proceed(guide, changed, *_told(guide, changed, done), *notes)


def _asking(guide: Guide, state: State, slot: Slot, done: Sequence[Slot], *told: Reply) -> Step:
    """Ask for the slot's new value, having said what is changed already."""
    asked = form.edit(guide, state, slot)
    return replace(asked, replies=(*_told(guide, state, done), *told, *asked.replies))


def _told(guide: Guide, state: State, done: Sequence[Slot]) -> list[Reply]:
    if not done or state.draft is None:
        return []
    items = ask.items(guide, state.draft, tuple(done), tongue(state))
    return [line(tongue(state), "form.changed", items=items)]


def restate(guide: Guide, state: State, text: str) -> Step | None:
    """Take new values told in passing on the summary: "nej, jag heter Bo". None when there are none."""
    draft = state.draft or Draft()
    found = extract(_NEGATED.sub(" ", text), form.registers(guide))
    changed = {name: value for name, value in found.items() if getattr(draft, name) != value}
    if not changed:
        return None
    draft, noted = form.take(guide, draft, changed, tongue(state), "form.changed")
    return form.proceed(guide, replace(state, draft=draft), *noted)
