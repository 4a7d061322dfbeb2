"""The form: asks slot by slot, takes several answers at once, settles doubts, accepts corrections, ends in consent.

Pure: a state and a text give a step, or None when the text was no answer and should be read as a question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from bot.conversation import ask
from bot.conversation.effects import RegisterLead, Step
from bot.conversation.messages import Button, Reply
from bot.conversation.replies import HUMAN, TOPICS, button, line
from bot.conversation.state import Draft, Pending, State
from bot.leads.extract import beside, extract, rest
from bot.leads.fill import STAGES, Doubt, Filled, Parsed, Problem, Registers, kind_in_words, other_owner, parse
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, Consent, Contact, Country, Interest, Lead, Organisation, Slot
from bot.leads.qualify import qualify
from bot.locale import say

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.guide import Guide
    from bot.leads.model import Channel

FREE: frozenset[Slot] = frozenset({"topic", "message"})
"""Slots where almost any text is an answer."""


def registers(guide: Guide) -> Registers:
    """The lists the form's answers are held against."""
    return Registers(guide.gazetteer, guide.countries, guide.goals)


def tongue(state: State) -> str:
    """The language the conversation is held in."""
    return state.language or "sv"


def begin(guide: Guide, state: State, text: str = "") -> Step:
    """Open the form, with what `text` already says filled in; or go on with one that waits."""
    language = tongue(state)
    if state.draft is not None and state.draft != Draft():
        return proceed(guide, state, line(language, "form.resumed"))
    draft, noted = _take(guide, Draft(), extract(text, registers(guide)) if text else {}, language)
    opening = [line(language, "form.intro"), *noted]
    return proceed(guide, replace(state, draft=draft, pending=None, editing=False), *opening)


def proceed(guide: Guide, state: State, *before: Reply) -> Step:
    """Ask for what is missing next; show the summary when nothing is; stop when the rules say no."""
    language, draft = tongue(state), state.draft or Draft()
    state = replace(state, draft=draft, pending=None, editing=False)
    if draft.organisation:
        ruling = qualify(draft.organisation, language)
        if ruling.result == "not-eligible":
            return _not_eligible(guide, state, " ".join(ruling.reasons), before)
    if _foreign_address(guide, draft):
        doubt = replace(state, expects="email", pending=Pending("email", draft.email or ""))
        return again(guide, doubt, *before)
    slot = draft.missing()
    if slot is None:
        return Step(replace(state, expects="summary"), (*before, ask.summary(guide, state, language)))
    return Step(replace(state, expects=slot), (*before, ask.question(slot, language)))


def again(guide: Guide, state: State, *before: Reply) -> Step:
    """Ask once more what the form waits for, after something else was said."""
    language = tongue(state)
    if state.expects == "summary":
        return Step(state, (*before, ask.summary(guide, state, language)))
    if state.expects == "consent":
        return Step(state, (*before, ask.consent(guide, language)))
    if state.expects in SLOTS:
        waiting = state.pending
        if waiting and waiting.kind != "erase":
            values = _doubt_values(guide, state, waiting)
            return Step(state, (*before, ask.pending_question(waiting, language, values)))
        return Step(state, (*before, ask.question(state.expects, language)))
    return Step(state, before)


def take_text(guide: Guide, state: State, text: str) -> Step | None:
    """Read `text` as the answer to the slot asked for. None when it cannot be one."""
    language, draft = tongue(state), state.draft or Draft()
    slot = cast("Slot", state.expects)
    if state.pending and state.pending.kind == "type" and (kind := kind_in_words(text, guide.gazetteer)):
        return settle(guide, state, f"type:{kind}")
    parsed: Parsed
    found = {} if slot == "message" else extract(text, registers(guide))
    if slot in found and slot not in {"topic", "email", "country"}:
        parsed = Filled(found.pop(slot))
    else:
        found.pop(slot, None)
        parsed = parse(slot, rest(text, found) if slot == "organisation" else text, registers(guide))
    if slot == "name" and "country" in found:
        if len(text.split()) == 1:
            parsed = Problem("problem.name")  # Kenya is where, not who
        elif isinstance(parsed, Filled):
            del found["country"]  # Georgia Ek is who, not where
    if isinstance(parsed, Problem):
        found = beside(text, registers(guide)) | found
        others = {name: value for name, value in found.items() if not draft.has(name) or _settles(state, name)}
        if not others:
            return None
        draft, noted = _take(guide, draft, others, language)
        ask_again = proceed if draft.has(slot) else again
        return ask_again(guide, replace(state, draft=draft), *noted)
    others = {name: value for name, value in found.items() if not draft.has(name) and value != parsed}
    if isinstance(parsed, Doubt):
        draft, noted = _take(guide, draft, others, language)
        waiting = Pending(parsed.kind, parsed.value, parsed.options)
        asked = ask.pending_question(waiting, language, parsed.values)
        return Step(replace(state, draft=draft, pending=waiting), (*noted, asked))
    return _keep(guide, state, slot, parsed, others)


def problem(guide: Guide, state: State, text: str) -> Step:
    """Say in a friendly way why `text` cannot be the answer, and how it may look instead."""
    language, slot = tongue(state), cast("Slot", state.expects)
    parsed = parse(slot, text, registers(guide))
    wrong = parsed if isinstance(parsed, Problem) else Problem(f"problem.{slot}")
    return Step(
        state, (replace(line(language, wrong.line, *ask.slot_buttons(slot, language), **wrong.values), kind="ask"),)
    )


def settle(guide: Guide, state: State, choice: str) -> Step | None:
    """A button, or the same in words, on a question within a slot. None when `choice` does not belong to it."""
    waiting, language = state.pending, tongue(state)
    if waiting is None:
        return None
    slot = cast("Slot", state.expects)
    if waiting.kind == "organisation":
        if choice in {"none", "no"}:
            return Step(
                replace(state, pending=None), (line(language, "problem.organisation", button(language, "cancel")),)
            )
        chosen = "org:0" if choice == "yes" and len(waiting.options) == 1 else choice
        for place, option in enumerate(waiting.options):
            if chosen == f"org:{place}":
                return _keep(guide, state, slot, Filled(option), {})
    if waiting.kind == "type" and choice.startswith("type:"):
        kind = next((known for known in ask.TYPES if choice == f"type:{known}"), None)
        if kind:
            return _keep(guide, state, slot, Filled(Organisation(waiting.value, None, kind)), {})
    if waiting.kind in {"email", "country"} and choice == "no":
        told = line(language, f"problem.{waiting.kind}_again", *ask.slot_buttons(slot, language))
        draft = _with(state.draft or Draft(), slot, None) if waiting.kind == "email" else state.draft
        return Step(replace(state, draft=draft, pending=None), (told,))
    if waiting.kind == "email" and choice == "yes":
        return proceed(guide, replace(state, draft=replace(state.draft or Draft(), confirmed=waiting.value)))
    if waiting.kind == "country" and choice == "yes":
        return _keep(guide, state, slot, Filled(Country(None, waiting.value, False)), {})
    return None


def skip(guide: Guide, state: State) -> Step:
    """Leave the slot empty, where that is allowed."""
    slot, language = cast("Slot", state.expects), tongue(state)
    if slot not in OPTIONAL:
        return again(guide, state, line(language, "form.optional_only"))
    return _pass(guide, state, slot)


def unsure(guide: Guide, state: State) -> Step:
    """ "Vet inte": an answer where it can be one."""
    slot, language = cast("Slot", state.expects), tongue(state)
    if slot not in UNSURE:
        return again(guide, state, line(language, "form.not_unsure"))
    if slot == "stage":
        return _keep(guide, state, slot, Filled("vet-inte"), {})
    if slot == "topic":
        return _keep(guide, state, slot, Filled(say(language, "button.unsure")), {})
    return _pass(guide, state, slot)


def edit(guide: Guide, state: State, slot: Slot, text: str = "") -> Step:
    """Change what was answered for `slot`: at once when the new value is given, else by asking for it."""
    draft = state.draft or Draft()
    asking = replace(state, draft=draft, expects=slot, editing=True, pending=None)
    if text:
        return take_text(guide, asking, text) or problem(guide, asking, text)
    return Step(asking, (ask.question(slot, tongue(state)),))


def back(guide: Guide, state: State) -> Step:
    """To the slot before the one asked for."""
    order = SLOTS.index(state.expects) if state.expects in SLOTS else len(SLOTS)
    if order == 0:
        return again(guide, state, line(tongue(state), "form.first"))
    return edit(guide, state, SLOTS[order - 1])


def restate(guide: Guide, state: State, text: str) -> Step | None:
    """Take corrections given in free words on the summary. None when there are none."""
    language, draft = tongue(state), state.draft or Draft()
    found = {name: value for name, value in extract(text, registers(guide)).items() if getattr(draft, name) != value}
    if not found:
        return None
    draft, noted = _take(guide, draft, found, language, "form.changed")
    return proceed(guide, replace(state, draft=draft), *noted)


def to_consent(guide: Guide, state: State) -> Step:
    """From the summary to the question whether it may be sent."""
    if state.draft is None or state.draft.missing():
        return proceed(guide, state)
    return Step(replace(state, expects="consent"), (ask.consent(guide, tongue(state)),))


def submit(guide: Guide, state: State, channel: Channel, now: datetime) -> Step:
    """A yes: the lead is complete. Its number is given when it is stored."""
    draft, language = state.draft, tongue(state)
    if draft is None or draft.missing() or draft.organisation is None:
        return proceed(guide, state)
    lead = Lead(
        received=now,
        channel=channel,
        language="en" if language == "en" else "sv",
        organisation=draft.organisation,
        contact=Contact(draft.name or "", draft.role or "", draft.email or "", draft.phone),
        interest=Interest(
            draft.topic or "", draft.goals or (), draft.country, _stage_words(draft.stage), draft.message
        ),
        qualification=qualify(draft.organisation, "sv"),
        consent=Consent(now, guide.policy.consent_version),
        questions=state.questions,
    )
    return Step(clear(state), (), (RegisterLead(lead),))


def clear(state: State) -> State:
    """The state without a form."""
    return replace(state, draft=None, expects=None, pending=None, editing=False, questions=())


def _stage_words(stage: str | None) -> str:
    """The stage in Swedish, as the receiver reads it."""
    return say("sv", f"stage.{stage}") if stage in STAGES else stage or ""


def _keep(guide: Guide, state: State, slot: Slot, filled: Filled, others: dict[Slot, Any]) -> Step:
    """Note the slot's value, and anything else the message gave."""
    language = tongue(state)
    draft = _with(state.draft or Draft(), slot, filled.value)
    draft, noted = _take(guide, draft, others, language, also=() if state.editing or slot in FREE else (slot,))
    shown = {slot: ask.shown_value(guide, draft, slot, language)}
    notes = [line(language, filled.note, **filled.values | shown)] if filled.note else []
    if state.editing:
        items = f"{say(language, f'slot.{slot}')} {shown[slot]}"
        notes.append(line(language, "form.changed", items=items))
    if slot == "organisation" and draft.organisation:
        ruling = qualify(draft.organisation, language)
        if ruling.result == "review":
            notes.append(line(language, "eligible.review", reason=" ".join(ruling.reasons)))
    return proceed(guide, replace(state, draft=draft), *notes, *noted)


def _take(
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
        draft = _with(draft, slot, value)
    if not found:
        return draft, []
    items = ", ".join(
        f"{say(language, f'slot.{slot}')} {ask.shown_value(guide, draft, slot, language)}"
        for slot in SLOTS
        if slot in found or slot in also
    )
    return draft, [line(language, name, items=items)]


def _with(draft: Draft, slot: Slot, value: object) -> Draft:
    passed = tuple(other for other in draft.passed if other != slot)
    changes: dict[str, Any] = {slot: value, "passed": passed}
    return replace(draft, **changes)


def _pass(guide: Guide, state: State, slot: Slot) -> Step:
    draft = _with(state.draft or Draft(), slot, None)
    return proceed(guide, replace(state, draft=replace(draft, passed=(*draft.passed, slot))))


def _not_eligible(guide: Guide, state: State, reason: str, before: tuple[Reply, ...]) -> Step:
    """Inform and point elsewhere; what was typed stays, in case the organisation was wrong."""
    language = tongue(state)
    buttons = (
        Button("edit:organisation", say(language, "eligible.wrong")),
        button(language, TOPICS),
        button(language, HUMAN),
    )
    told = line(language, "eligible.no", *buttons, reason=reason, lead_to=guide.policy.lead_to)
    return Step(replace(state, expects=None), (*before, told))


def _foreign_address(guide: Guide, draft: Draft) -> str | None:
    """Whose the address is, when that is another than the organisation named and has not been asked about."""
    if not draft.email or not draft.organisation or draft.email == draft.confirmed:
        return None
    return other_owner(draft.email, guide.gazetteer, draft.organisation)


def _settles(state: State, slot: Slot) -> bool:
    """Whether a new value for `slot` may settle what is asked: the address is right, the organisation was not."""
    return slot == "organisation" and state.pending is not None and state.pending.kind == "email"


def _doubt_values(guide: Guide, state: State, waiting: Pending) -> dict[str, str]:
    draft = state.draft or Draft()
    values = {
        "name": waiting.value,
        "email": waiting.value,
        "organisation": draft.organisation.name if draft.organisation else "",
    }
    if waiting.kind == "email":
        values["owner"] = _foreign_address(guide, draft) or ""
    return values
