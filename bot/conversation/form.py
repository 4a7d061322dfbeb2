"""The form: asks slot by slot, takes several answers at once, settles doubts, goes back.

Pure: a state and a text give a step, or None when the text was no answer and should be read as a question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from bot.conversation import ask, replies
from bot.conversation.effects import Step
from bot.conversation.messages import Reply
from bot.conversation.replies import line
from bot.conversation.state import Draft, Pending, State
from bot.leads.extract import beside, extract, rest
from bot.leads.fill import STAGES, Doubt, Filled, Parsed, Problem, Registers, kind_told, parse
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, Country, Organisation, Slot
from bot.leads.qualify import qualify
from bot.locale import say
from intents import text_key

if TYPE_CHECKING:
    from bot.conversation.guide import Guide

FREE: frozenset[Slot] = frozenset({"topic", "message"})
"""Slots where almost any text is an answer."""
_ECHOED: frozenset[Slot] = frozenset({"organisation", "goals", "country"})
"""Slots where what was understood is told when it is not what was typed."""
_STRICT: frozenset[Slot] = frozenset({"email", "phone"})
"""Slots whose answers look like nothing else, so that what is said too early is heard."""
_RESTATED: frozenset[Slot] = frozenset({"name", "email", "phone"})
"""Slots so well marked in a message that a new value in passing counts."""


_AFTER_A_NO = {
    "organisation": "problem.organisation",
    "spelling": "problem.email_whole",
    "email": "problem.email_again",
    "country": "problem.country_again",
}
"""What is said to a no on a question within a slot."""


def registers(guide: Guide) -> Registers:
    """The lists the form's answers are held against."""
    return Registers(guide.gazetteer, guide.countries, guide.goals)


def tongue(state: State) -> str:
    """The language the conversation is held in."""
    return state.language or "sv"


def blocked(state: State) -> bool:
    """Whether the organisation is one whose registration is not forwarded."""
    organisation = state.draft.organisation if state.draft else None
    return organisation is not None and qualify(organisation, "sv").result == "not-eligible"


def begin(guide: Guide, state: State, text: str = "") -> Step:
    """Open the form, with what `text` already says filled in; or go on with one that waits."""
    language = tongue(state)
    draft = state.draft or Draft()
    found = extract(text, registers(guide)) if text else {}
    draft, noted = take(guide, draft, {name: found[name] for name in found if not draft.has(name)}, language)
    opened = replace(state, draft=draft)
    if state.draft is None:
        return proceed(guide, opened, line(language, "form.intro"), *noted)
    if blocked(opened):
        return edit(guide, opened, "organisation")
    return resume(guide, opened, *noted)


def resume(guide: Guide, state: State, *before: Reply) -> Step:
    """Go on where the form was left."""
    told = (line(tongue(state), "form.resumed"), *before)
    if state.pending:
        return again(guide, replace(state, expects=state.pending.slot), *told)
    return again(guide, state, *told) if state.expects else proceed(guide, state, *told)


def proceed(guide: Guide, state: State, *before: Reply) -> Step:
    """Ask for what is missing next; show the summary when nothing is; stop when the rules say no."""
    language, draft = tongue(state), state.draft or Draft()
    state = replace(state, draft=draft, pending=None, editing=False)
    if draft.organisation and blocked(state):
        told = replies.not_eligible(guide, draft.organisation, language)
        return Step(replace(state, expects=None), (*before, told))
    if draft.email and _belongs_elsewhere(guide, draft):
        return again(guide, replace(state, expects="email", pending=Pending("email", draft.email)), *before)
    return again(guide, replace(state, expects=draft.missing() or "summary"), *before)


def _belongs_elsewhere(guide: Guide, draft: Draft) -> bool:
    """Whether the address seems to be another municipality's than the one named, and nobody has confirmed for it."""
    if not draft.email or not draft.organisation or not draft.organisation.code or draft.confirmed == draft.email:
        return False
    owner = ask.owner_of(guide, draft.email)
    return owner is not None and owner.code != draft.organisation.code


def again(guide: Guide, state: State, *before: Reply) -> Step:
    """Ask what the form waits for, perhaps once more after something else was said."""
    language = tongue(state)
    if state.expects == "summary":
        return Step(state, (*before, ask.summary(guide, state, language)))
    if state.expects == "consent":
        return Step(state, (*before, ask.consent(guide, state, language)))
    if state.expects in SLOTS:
        if state.pending:
            return Step(state, (*before, ask.pending_question(guide, state, state.pending, language)))
        return Step(state, (*before, ask.question(guide, state.draft or Draft(), state.expects, language)))
    return Step(state, before)


def take_text(guide: Guide, state: State, text: str) -> Step | None:
    """Read `text` as the answer to the slot asked for. None when it cannot be one."""
    slot, draft = cast("Slot", state.expects), state.draft or Draft()
    if state.pending and state.pending.kind == "type" and (kind := kind_told(text, guide.gazetteer)):
        return settle(guide, state, f"type:{kind}")
    parsed, found = read(guide, slot, text, tongue(state))
    if isinstance(parsed, Problem):
        found = (beside(text, registers(guide)) if slot in _STRICT else {}) | found
        others = {name: value for name, value in found.items() if _may_take(state, name, value)}
        if not others or parsed.line == "problem.too_long":
            return None
        draft, noted = take(guide, draft, others, tongue(state))
        go_on = proceed if draft.has(slot) and state.pending else again
        return go_on(guide, replace(state, draft=draft), *noted)
    others = {name: value for name, value in found.items() if not draft.has(name)}
    if isinstance(parsed, Doubt):
        draft, noted = take(guide, draft, others, tongue(state))
        return again(guide, replace(state, draft=draft, pending=doubted(parsed)), *noted)
    return keep(guide, state, slot, parsed, others, text)


def _may_take(state: State, slot: Slot, value: object) -> bool:
    """Whether a value that is not the answer asked for is noted all the same: where nothing stands yet, where it is
    surely meant as a correction, or where it settles what is asked: the address is right, the organisation was not."""
    draft = state.draft or Draft()
    settles = slot == "organisation" and state.pending is not None and state.pending.kind == "email"
    return not draft.has(slot) or ((settles or slot in _RESTATED) and value != getattr(draft, slot))


def read(guide: Guide, slot: Slot, text: str, language: str) -> tuple[Parsed, dict[Slot, Any]]:
    """What `text` says as the answer to `slot`, and what it says about other slots."""
    found: dict[Slot, Any] = {} if slot == "message" else extract(text, registers(guide))
    own = found.pop(slot, None)
    if own is not None and slot in {"organisation", "name", "role", "phone", "goals"}:
        return Filled(own), found
    answer = rest(text, found) if slot == "organisation" else text
    parsed = parse(slot, answer, registers(guide), language)
    if slot == "name" and "country" in found and len(text.split()) == 1:
        return Problem("problem.name"), found  # Kenya is where, not who
    if isinstance(parsed, Filled) and slot in {"name", "role"} and text_key(str(parsed.value)) == text_key(text):
        found = {}  # Maria Kenya Svensson is no country
    about = parsed.value if isinstance(parsed, Filled) else None
    if isinstance(about, Organisation) and about.type == "utlandsk-kommun":
        found.pop("country", None)  # where it lies, not where it looks for a partner
    return parsed, found


def doubted(doubt: Doubt) -> Pending:
    """The question that `doubt` leads to."""
    return Pending(doubt.kind, doubt.value, doubt.options)


def problem(guide: Guide, state: State, text: str) -> Step:
    """Say in a friendly way why `text` cannot be the answer, and how it may look instead."""
    language, slot = tongue(state), cast("Slot", state.expects)
    if state.pending:
        return again(guide, state)
    parsed = parse(slot, text, registers(guide), language)
    wrong = (
        parsed if isinstance(parsed, Problem) else Problem(f"problem.{slot if slot != 'country' else 'country_again'}")
    )
    filled = state.draft is not None and getattr(state.draft, slot) is not None
    told = line(language, wrong.line, *ask.slot_buttons(slot, language, filled), **wrong.values)
    return Step(state, (replace(told, kind="ask"),))


def settle(guide: Guide, state: State, choice: str) -> Step | None:
    """A button, or the same in words, on a question within a slot. None when `choice` does not belong to it."""
    waiting, draft = state.pending, state.draft or Draft()
    if waiting is None:
        return None
    slot = waiting.slot
    if choice in {"no", "none"} and waiting.kind != "type":
        name = _AFTER_A_NO[waiting.kind]
        draft = replace(draft, email=None) if waiting.kind == "email" else draft
        state = replace(state, expects=slot, draft=draft, pending=None)
        told = line(tongue(state), name, *ask.slot_buttons(slot, tongue(state)))
        return Step(state, (replace(told, kind="ask"),))
    if waiting.kind == "email" and choice == "yes":
        return proceed(guide, replace(state, draft=replace(draft, confirmed=waiting.value)))
    value = _chosen(waiting, choice)
    return keep(guide, replace(state, expects=slot), slot, Filled(value), {}) if value is not None else None


def _chosen(waiting: Pending, choice: str) -> object | None:
    """What `choice` makes of a doubt."""
    kind, _, value = choice.partition(":")
    if waiting.kind == "organisation":
        place = 0 if choice == "yes" and len(waiting.options) == 1 else -1
        if kind == "org" and value.isdecimal() and len(value) < 3:
            place = int(value)
        return waiting.options[place] if 0 <= place < len(waiting.options) else None
    if waiting.kind == "type":
        chosen = next((known for known in ask.TYPES if kind == "type" and known == value), None)
        return Organisation(waiting.value, None, chosen) if chosen else None
    if choice != "yes":
        return None
    return waiting.value if waiting.kind == "spelling" else Country(None, waiting.value, False)


def skip(guide: Guide, state: State) -> Step:
    """Leave the slot empty, where that is allowed."""
    slot, language = cast("Slot", state.expects), tongue(state)
    if slot not in OPTIONAL:
        return again(guide, state, line(language, "form.needed"))
    return _pass(guide, state, slot)


def unsure(guide: Guide, state: State) -> Step:
    """ "Vet inte": an answer where it can be one."""
    slot, language = cast("Slot", state.expects), tongue(state)
    if slot not in UNSURE:
        name = "form.may_skip" if slot in OPTIONAL else "form.needed"
        return again(guide, state, line(language, name))
    if slot == "stage":
        return keep(guide, state, slot, Filled("vet-inte"), {})
    if slot == "topic":
        return keep(guide, state, slot, Filled(say(language, "button.unsure")), {})
    return _pass(guide, state, slot)


def edit(guide: Guide, state: State, slot: Slot) -> Step:
    """Ask for `slot` anew."""
    draft = state.draft or Draft()
    if slot == "organisation" and blocked(state):
        draft = replace(draft, organisation=None)
    return again(guide, replace(state, draft=draft, expects=slot, editing=True, pending=None))


def leave(guide: Guide, state: State) -> Step:
    """Let what stands in the slot asked for stay."""
    if state.draft and state.expects in SLOTS and state.draft.has(state.expects):
        return proceed(guide, state)
    return again(guide, state)


def back(guide: Guide, state: State) -> Step:
    """To what was asked before: out of a correction, else to the slot before."""
    if state.pending:
        return again(guide, replace(state, pending=None))
    if state.editing and state.draft and not state.draft.missing():
        return proceed(guide, state)
    order = SLOTS.index(state.expects) if state.expects in SLOTS else len(SLOTS)
    if order == 0:
        return again(guide, state, line(tongue(state), "form.first"))
    return edit(guide, state, SLOTS[order - 1])


def keep(guide: Guide, state: State, slot: Slot, filled: Filled, others: dict[Slot, Any], text: str = "") -> Step:
    """Note the slot's value, given by `text`, and anything else the message gave; then go on."""
    language = tongue(state)
    draft = put(state.draft or Draft(), slot, filled.value)
    also = () if state.editing or slot in FREE else (slot,)
    draft, noted = take(guide, draft, others, language, also=also)
    notes = [line(language, filled.note, **filled.values)] if filled.note else []
    shown = ask.shown_value(guide, draft, slot, language)
    if state.editing:
        notes.append(line(language, "form.changed", items=ask.items(guide, draft, (slot,), language)))
    elif text and not others and slot in _ECHOED and text_key(shown) not in text_key(text) and not filled.note:
        notes.append(line(language, "form.noted", items=ask.items(guide, draft, (slot,), language)))
    if slot == "organisation":
        notes += replies.reviewed(draft.organisation, language)
    return proceed(guide, replace(state, draft=draft), *notes, *noted)


def take(
    guide: Guide,
    draft: Draft,
    found: dict[Slot, Any],
    language: str,
    name: str = "form.noted",
    also: tuple[Slot, ...] = (),
) -> tuple[Draft, list[Reply]]:
    """The draft with everything in `found`, and a line that says what was noted; `also`: slots of the same message
    that are in the draft already."""
    for slot, value in found.items():
        draft = put(draft, slot, value)
    if not found:
        return draft, []
    return draft, [line(language, name, items=ask.items(guide, draft, (*found, *also), language))]


def put(draft: Draft, slot: Slot, value: object) -> Draft:
    """The draft with `value` in `slot`; None empties it."""
    changes: dict[str, Any] = {slot: value, "passed": tuple(other for other in draft.passed if other != slot)}
    changes["adds_to"] = None  # another interest, perhaps
    if slot in {"organisation", "email"}:
        changes["confirmed"] = None
    return replace(draft, **changes)


def empty(draft: Draft, slot: Slot) -> Draft:
    """The draft with `slot` left empty on purpose."""
    emptied = put(draft, slot, None)
    return replace(emptied, passed=(*emptied.passed, slot))


def _pass(guide: Guide, state: State, slot: Slot) -> Step:
    return proceed(guide, replace(state, draft=empty(state.draft or Draft(), slot)))


def stage_pressed(guide: Guide, state: State, value: str) -> Step:
    """A stage chosen by button."""
    if value not in STAGES:
        return again(guide, state)
    return keep(guide, state, "stage", Filled(value), {})
