"""One message in, the next state and the replies out. Pure: no clock, no storage, no door.

Order of reading: danger to life · buttons · commands · the form's answers · a question for the knowledge base.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import finish, form, orders, presses, reading, replies
from bot.conversation.ask import LISTED
from bot.conversation.commands import command, sayable
from bot.conversation.effects import EraseUser, Step
from bot.conversation.form import FREE, tongue
from bot.conversation.questions import heard, verdict_on
from bot.conversation.replies import button, line
from bot.conversation.state import Draft
from intents import clean, signals_danger, text_key

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.commands import Command
    from bot.conversation.guide import Guide
    from bot.conversation.messages import Button, Incoming
    from bot.conversation.state import State

LONG = 4_000
"""Characters from which a message is said to be long; only so much is read as a question."""
_EDITED: frozenset[Command] = frozenset({"privacy", "human", "help"})
"""Commands that only tell something, which an editor may have told better."""
_NOT_A_YES = frozenset({"no", "unsure", "skip", "cancel", "back", "keep"})
"""What means no when it is asked whether everything shall be removed."""
_UNKNOWN = re.compile(r"/[^\W\d]\w*(?:@\w+)?")
"""A command of some other bot, or a misspelt one of ours."""
_OPTIONS = frozenset({"topic", "org", "type", "none", "stage"})
"""Kinds of buttons that may be chosen by their place."""


def step(guide: Guide, state: State, incoming: Incoming, now: datetime) -> Step:
    """What `incoming` leads to. Never raises for anything a person can send."""
    text = clean(incoming.text or "", LONG)
    fresh = not state.greeted
    state = replace(state, language=_language(state, incoming, text), greeted=True)
    if incoming.press is None and signals_danger(text):
        # Whatever was asked waits; nothing typed is lost, and nothing else is said.
        paused = replace(state, expects=None, erasing=False)
        outcome = Step(paused, (line(tongue(state), "danger.text"),), (), "refuse")
    else:
        outcome = _read(guide, state, incoming, text, now)
        outcome = _in_public(outcome) if incoming.public else outcome
        outcome = _ways_on(_greet(guide, outcome, incoming, text) if fresh else outcome)
    shown = tuple(button for reply in outcome.replies for button in reply.buttons)
    return replace(outcome, state=_traced(replace(outcome.state, shown=shown), incoming, now))


def _traced(state: State, incoming: Incoming, now: datetime) -> State:
    """The state with when its form was opened, and whether a trap has been stepped into since."""
    if state.draft is None:
        return state
    return replace(state, form_begun=state.form_begun or now, trapped=state.trapped or incoming.trapped)


def _read(guide: Guide, state: State, incoming: Incoming, text: str, now: datetime) -> Step:
    """The outcome of the message itself."""
    pressed = incoming.press if incoming.press is not None else _typed_button(state, text)
    order = _order(guide, state, incoming, text) if pressed is None else None
    if order and (meant := _option(state, order)):
        pressed, order = meant, None
    if state.erasing:
        return _erase(guide, replace(state, erasing=False), incoming, text, pressed or order, now)
    if pressed is not None:
        return presses.press(guide, state, incoming, pressed, now)
    if not text:
        return _nothing_written(guide, state)
    if order:
        return orders.carry_out(guide, state, incoming, order, now)
    outcome = reading.text(guide, state, incoming.text or "", text)
    if len(incoming.text or "") > LONG and outcome.decision:
        return replace(outcome, replies=(line(tongue(state), "social.too_long"), *outcome.replies))
    return outcome


def _in_public(outcome: Step) -> Step:
    """Where others read along there is no form, whatever opened it: nothing that was said in it stays."""
    if outcome.state.draft is None:
        return outcome
    told = replace(line(tongue(outcome.state), "form.public"), kind="private")
    return replace(outcome, state=finish.clear(outcome.state), replies=(told,))


def _nothing_written(guide: Guide, state: State) -> Step:
    if state.expects:
        return form.again(guide, state, line(tongue(state), "form.empty"))
    return Step(state, (line(tongue(state), "social.empty", *replies.offers(tongue(state))),))


def _order(guide: Guide, state: State, incoming: Incoming, text: str) -> Command | None:
    """The command the text is, unless it means something else just here."""
    order = command(incoming.text or "")
    if order is None and _UNKNOWN.fullmatch(text):
        return "help"  # never an answer in the form
    if order is None or text.startswith("/"):
        return order
    if order == "list" and state.expects not in LISTED:
        return None
    if order == "resume" and state.draft is None and state.last_answer:
        return None  # more about the answer
    if state.expects in FREE and sayable(order, text):
        return None
    if order in _EDITED and state.expects is None and verdict_on(guide, state, text).explanation.rule == "exact":
        return None  # an editor has written what to answer
    return order


def _option(state: State, order: Command) -> str | None:
    """The option just shown that a yes or a no chooses, outside the form."""
    options = [shown.id for shown in state.shown if shown.id.startswith("topic:")]
    if state.expects or state.erasing or not any(shown.id == "none" for shown in state.shown):
        return None
    if order == "yes" and len(options) == 1:
        return options[0]
    return "none" if order in {"no", "skip"} else None


def _erase(guide: Guide, state: State, incoming: Incoming, text: str, choice: str | None, now: datetime) -> Step:
    """The answer to "shall I remove everything?": only a yes is one; what else is said is heard."""
    if choice == "yes":
        return orders.erase(state)
    if choice in _NOT_A_YES or not text:
        return orders.kept(guide, state)
    outcome = _read(guide, state, incoming, text, now)
    return replace(outcome, replies=(line(tongue(state), "erase.kept"), *outcome.replies))


def _greet(guide: Guide, outcome: Step, incoming: Incoming, text: str) -> Step:
    """The greeting before the first reply: whole after a hello, short before anything else."""
    language = tongue(outcome.state)
    whole = replies.greeting(guide, language, short=False)
    if whole in outcome.replies or any(isinstance(effect, EraseUser) for effect in outcome.effects):
        return outcome
    if incoming.press is None and command(text) == "hello":
        return replace(outcome, replies=(whole,))
    return replace(outcome, replies=(replies.greeting(guide, language, short=True), *outcome.replies))


def _ways_on(outcome: Step) -> Step:
    """Outside the form something can always be pressed: the way back to a form that waits, else at least the menu."""
    state, language = outcome.state, tongue(outcome.state)
    if state.expects or state.erasing or not outcome.replies:
        return outcome
    shown = outcome.replies
    added: tuple[Button, ...] = ()
    if state.draft not in {None, Draft()} and not form.blocked(state):
        shown = tuple(
            replace(reply, buttons=tuple(one for one in reply.buttons if one.id not in {"lead", "resume"}))
            for reply in shown
        )
        added = (button(language, "resume"),)
    elif not any(reply.buttons for reply in shown):
        added = (button(language, "topics"), button(language, "lead"))
    *before, last = shown
    return replace(outcome, replies=(*before, replace(last, buttons=(*last.buttons, *added))))


def _language(state: State, incoming: Incoming, text: str) -> str:
    """What the person writes in; what they wrote in before; what their program speaks; Swedish. The form keeps its
    language: names and titles are no choice of one, and neither is `/help`."""
    spoken = heard(text) if text and not text.startswith("/") and state.draft is None else None
    if spoken or state.language:
        return spoken or state.language or "sv"
    hint = (incoming.language_hint or "").lower()
    return "en" if hint and not hint.startswith(("sv", "nb", "nn", "da", "no")) else "sv"


def _typed_button(state: State, text: str) -> str | None:
    """The id of a button whose label, or place among the options, was written instead of pressed."""
    wanted = text_key(text)
    if not wanted:
        return None
    alike = [shown for shown in state.shown if text_key(shown.label) == wanted]
    exact = [shown for shown in alike if shown.label.casefold() == text.casefold()]
    if len({shown.id for shown in alike}) == 1 or exact:  # Habo and Håbo look alike without their dots
        return (exact or alike)[0].id
    options = _options(state)
    if wanted.isdecimal() and 0 < int(wanted[:4]) <= len(options):
        return options[int(wanted[:4]) - 1].id
    return None


def _options(state: State) -> list[Button]:
    """The buttons just shown that a number chooses from. A number is a goal where goals are asked for."""
    offered = any(shown.id == "none" for shown in state.shown) and state.expects not in {"goals", "phone"}
    if not offered and state.pending is None and state.expects != "stage":
        return []
    wanted = _OPTIONS - {"stage"} if offered else _OPTIONS
    return [shown for shown in state.shown if shown.id.partition(":")[0] in wanted]
