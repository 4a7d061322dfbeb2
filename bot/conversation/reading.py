"""Free text: an answer to the form, a correction, a wish to register, or a question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.conversation import ask, changes, form
from bot.conversation.commands import looks_like_question, wants_lead
from bot.conversation.effects import Step
from bot.conversation.form import FREE, tongue
from bot.conversation.questions import leaning_verdict_on, question, verdict_on
from bot.conversation.replies import button, line
from bot.conversation.state import Draft
from bot.leads.corrections import Change, corrections, slot_named, wants_change
from bot.leads.fill import Filled, known
from bot.leads.model import SLOTS

if TYPE_CHECKING:
    from bot.conversation.guide import Guide
    from bot.conversation.state import State
    from bot.leads.model import Slot
    from intents import Verdict

_MARKUP = re.compile(r"[<>{}\[\]|=]")
"""Signs no question has: `<b>Anna</b>` is a name that must be written anew."""
_WORDS_OF_A_QUESTION = 3
"""Words from which a text that is a stored phrasing is a question rather than an organisation, a role or a stage."""


def text(guide: Guide, state: State, raw: str, flat: str) -> Step:
    """Read `raw`; `flat` is the same on one line, as far as a question is read."""
    if state.expects in SLOTS:
        return _answer(guide, state, raw, flat)
    if state.draft is not None and state.expects in {"summary", "consent"}:
        return _review(guide, state, raw, flat)
    if state.draft is not None:
        if wanted := corrections(flat):
            return changes.change(guide, state, wanted)
        if form.blocked(state) and not looks_like_question(flat) and (other := _other_organisation(guide, state, flat)):
            return other
    if wants_lead(flat):
        return form.begin(guide, state, raw)
    return question(guide, state, flat)


def _other_organisation(guide: Guide, state: State, flat: str) -> Step | None:
    """Another organisation than the one that was turned down, when `flat` surely names one of the register."""
    found = guide.gazetteer.recognise(flat).organisation
    if found is None or found.code is None:
        return None
    editing = replace(state, expects="organisation", editing=True)
    return form.keep(guide, editing, "organisation", Filled(known(found)), {})


def _answer(guide: Guide, state: State, raw: str, flat: str) -> Step:
    """Text while a slot waits: a correction of an earlier one, a question in between, or the answer."""
    slot, asks = cast("Slot", state.expects), looks_like_question(flat)
    wanted = corrections(flat)
    if wanted and _corrects(state, slot, wanted, asks):
        return changes.change(guide, state, wanted)
    verdict = leaning_verdict_on(guide, state, flat) if asks else None
    if verdict is None and slot not in FREE:
        verdict = verdict_on(guide, state, flat)
    if verdict and _asked(slot, flat, verdict, asks):
        return question(guide, state, flat, verdict)
    taken = form.take_text(guide, state, raw)
    if taken:
        return taken
    if verdict and verdict.decision == "answer" and (asks or not _MARKUP.search(flat)):
        return question(guide, state, flat, verdict)
    return form.problem(guide, state, raw)


def _corrects(state: State, slot: Slot, wanted: tuple[Change, ...], asks: bool) -> bool:
    """Whether a wish to change something is meant so here: in free text it may be what it is about."""
    first = wanted[0]
    known_already = (state.draft or Draft()).has(first.slot)
    if slot in FREE:
        return known_already and first.explicit
    return known_already or first.slot == slot or (bool(first.value) and not asks)


def _asked(slot: Slot, flat: str, verdict: Verdict, asks: bool) -> bool:
    """Whether the text is a question rather than the slot's answer."""
    if asks:
        return verdict.decision == "answer" or slot not in FREE
    if verdict.explanation.rule != "exact":
        return False
    return slot == "name" or (slot in {"organisation", "role", "stage"} and len(flat.split()) >= _WORDS_OF_A_QUESTION)


def _review(guide: Guide, state: State, raw: str, flat: str) -> Step:
    """Text on the summary or on the question whether it may be sent."""
    if wanted := corrections(flat):
        return changes.change(guide, state, wanted)
    if slot := slot_named(flat):
        return form.edit(guide, state, slot)
    if wants_change(flat):
        return what_to_change(state)
    asks = looks_like_question(flat)
    if not asks and (restated := changes.restate(guide, state, raw)):
        return restated
    verdict = leaning_verdict_on(guide, state, flat) if asks else verdict_on(guide, state, flat)
    if asks or verdict.decision == "answer":
        return question(guide, state, flat, verdict)
    return form.again(guide, state, line(tongue(state), f"{state.expects}.unclear"))


def what_to_change(state: State) -> Step:
    """Ask which answer is wrong."""
    language = tongue(state)
    buttons = (*ask.edit_buttons(language), button(language, "keep"), button(language, "cancel"))
    asked = replace(line(language, "summary.what", *buttons), kind="ask")
    return Step(replace(state, expects="summary"), (asked,))
