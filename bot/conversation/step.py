"""One message in, the next state and the replies out. Pure: no clock, no storage, no door.

Order of reading: danger to life · buttons · commands · the form's answers · a question for the knowledge base.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.conversation import form, replies
from bot.conversation.commands import Command, command, looks_like_question, wants_lead
from bot.conversation.effects import EraseUser, LogQuestion, Step
from bot.conversation.follow_up import MORE, in_light_of
from bot.conversation.form import tongue
from bot.conversation.messages import Button, Incoming, Reply
from bot.conversation.replies import button, line
from bot.conversation.state import MOST_QUESTIONS, Draft, Pending, State
from bot.leads.extract import correction
from bot.leads.model import SLOTS, AskedQuestion, Slot
from bot.locale import say
from intents import clean, guess, signals_danger, text_key

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.guide import Guide

LONG = 4_000
"""Characters from which a message is said to be long; only so much is read."""


def step(guide: Guide, state: State, incoming: Incoming, now: datetime) -> Step:
    """What `incoming` leads to. Never raises for anything a person can send."""
    text = clean(incoming.text or "", LONG)
    fresh = not state.greeted
    state = replace(state, language=_language(state, incoming, text), greeted=True)
    if incoming.press is not None:
        outcome = _press(guide, state, incoming, incoming.press, now)
    elif not text:
        outcome = form.again(guide, state, line(tongue(state), "social.empty"))
    elif signals_danger(text):
        outcome = Step(replace(state, expects=None, pending=None), (line(tongue(state), "danger.text"),), (), "refuse")
        fresh = False
    elif pressed := _typed_button(state, text):
        outcome = _press(guide, state, incoming, pressed, now)
    elif order := command(incoming.text or ""):
        outcome = _command(guide, state, incoming, order, now)
    else:
        outcome = _text(guide, state, incoming.text or "", text)
    if fresh and incoming.press is None and command(incoming.text or "") == "hello":
        outcome = replace(outcome, replies=(replies.greeting(guide, tongue(outcome.state), short=False),))
    elif fresh and not _greets(outcome):
        hello = replies.greeting(guide, tongue(outcome.state), short=True)
        outcome = replace(outcome, replies=(hello, *outcome.replies))
    if not signals_danger(text):
        outcome = _with_way_on(outcome)
    shown = tuple(button for reply in outcome.replies for button in reply.buttons)
    return replace(outcome, state=replace(outcome.state, shown=shown))


def _with_way_on(outcome: Step) -> Step:
    """`outcome` with the menu under the last line, where neither buttons nor a question show how to go on."""
    if not outcome.replies or outcome.state.expects or any(reply.buttons for reply in outcome.replies):
        return outcome
    *before, last = outcome.replies
    language = tongue(outcome.state)
    offers = (button(language, "topics"), button(language, "lead"))
    return replace(outcome, replies=(*before, replace(last, buttons=offers)))


def _greets(outcome: Step) -> bool:
    return any("Partnerskapsguiden" in reply.text for reply in outcome.replies[:1])


def _language(state: State, incoming: Incoming, text: str) -> str:
    """What the person writes in; what they wrote in before; what their program speaks; Swedish."""
    if text and state.draft is None:
        heard = guess(text)
        if heard.sure and heard.language in {"sv", "en"}:
            return heard.language
    if state.language:
        return state.language
    hint = (incoming.language_hint or "").lower()
    return "en" if hint and not hint.startswith(("sv", "nb", "nn", "da", "no")) else "sv"


def _typed_button(state: State, text: str) -> str | None:
    """The id of a button whose label, or number among the options, was written instead of pressed."""
    wanted = text_key(text)
    alike = [shown for shown in state.shown if text_key(shown.label) == wanted]
    exact = [shown for shown in alike if shown.label.casefold() == text.casefold()]
    if len(alike) == 1 or exact:  # Habo and Håbo look alike without their dots
        return (exact or alike)[0].id
    choosing = state.pending is not None or (state.expects is None and any(b.id == "none" for b in state.shown))
    if (choosing or state.expects == "stage") and wanted.isdecimal():
        options = [
            shown for shown in state.shown if shown.id.split(":")[0] in {"topic", "org", "type", "none", "stage"}
        ]
        if 0 < int(wanted[:4]) <= len(options):
            return options[int(wanted[:4]) - 1].id
    return None


def _press(guide: Guide, state: State, incoming: Incoming, pressed: str, now: datetime) -> Step:
    """A button, perhaps an old one, perhaps one that never was."""
    kind, _, value = pressed.partition(":")
    language = tongue(state)
    if state.pending and state.pending.kind == "erase":
        return _erase(guide, state, pressed)
    if state.pending and (settled := form.settle(guide, state, pressed)):
        return settled
    if kind == "topic":
        return _topic(guide, state, value)
    if kind == "theme" and (menu := replies.theme(guide, value, language)):
        return form.again(guide, state, menu) if state.expects else Step(state, (menu,))
    if kind == "none" and state.expects is None:
        return Step(replace(state, last_answer=None), (replies.refuse(language, "refuse.none"),), (), "refuse")
    if kind == "edit" and value in SLOTS and state.draft is not None:
        return form.edit(guide, state, value)
    if kind == "stage" and state.expects == "stage":
        return form.take_text(guide, state, pressed_stage(state, pressed)) or form.again(guide, state)
    orders: dict[str, Command] = {
        "lead": "lead", "human": "human", "topics": "topics", "skip": "skip", "unsure": "unsure", "yes": "yes", "no": "no",
        "send": "send", "cancel": "cancel", "resume": "resume", "restart": "restart",
    }  # fmt: skip
    if pressed in orders:
        return _command(guide, state, incoming, orders[pressed], now)
    return _stale(guide, state)


def pressed_stage(state: State, pressed: str) -> str:
    """The label of a stage button, which reads as the stage itself."""
    return next((shown.label for shown in state.shown if shown.id == pressed), pressed.partition(":")[2])


def _stale(guide: Guide, state: State) -> Step:
    name = "form.stale" if state.expects else "social.stale"
    return form.again(guide, state, line(tongue(state), name))


def _command(guide: Guide, state: State, incoming: Incoming, order: Command, now: datetime) -> Step:
    """A word that steers the conversation. What the form can use as an answer goes to the form."""
    language = tongue(state)
    if state.pending and state.pending.kind == "erase":
        return _erase(guide, state, order)
    if state.expects and (answered := _form_command(guide, state, incoming, order, now)):
        return answered
    if order == "start":
        return _start(guide, state, incoming)
    if order == "restart":
        return Step(replace(form.clear(state), last_answer=None), (_with_menu(language, "social.restarted"),))
    if order in {"swedish", "english", "language"}:
        wanted = {"swedish": "sv", "english": "en"}.get(order) or ("en" if language == "sv" else "sv")
        state = replace(state, language=wanted)
        return form.again(guide, state, line(wanted, "social.language"))
    if order == "erase":
        confirm = line(
            language, "erase.confirm", Button("yes", say(language, "button.erase_yes")), button(language, "no")
        )
        return Step(replace(state, pending=Pending("erase")), (confirm,))
    if order in {"lead", "resume"}:
        return form.begin(guide, state)
    if order in {"cancel"}:
        if state.draft is None:
            return Step(state, (line(language, "social.nothing_to_cancel"),))
        return Step(form.clear(state), (_with_menu(language, "form.cancelled"),))
    shown = _information(guide, state, order)
    if shown:
        return form.again(guide, replace(state, last_answer=None), shown)
    if order in {"yes", "send"} and state.last_lead:
        return Step(state, (line(language, "social.already_sent", number=state.last_lead),))
    if order in {"yes", "no", "send", "skip", "unsure", "back"}:
        return form.again(guide, state, line(language, "social.nothing_to_confirm", button(language, "topics")))
    return Step(state, (_with_menu(language, f"social.{order}"),))


def _information(guide: Guide, state: State, order: Command) -> Reply | None:
    """What can be shown without changing anything."""
    language = tongue(state)
    if order == "topics":
        return replies.themes(guide, language)
    if order == "help":
        return line(language, "social.help", button(language, "topics"))
    if order == "privacy":
        return line(language, "privacy.text", **guide.policy.words())
    if order == "human":
        offer = () if state.expects else (button(language, "lead"), button(language, "topics"))
        return line(language, "human.text", *offer, **guide.policy.words())
    return None


def _with_menu(language: str, name: str) -> Reply:
    return line(language, name, button(language, "topics"), button(language, "lead"))


def _start(guide: Guide, state: State, incoming: Incoming) -> Step:
    """A first hello, perhaps with where to begin: `/start ansok`, `/start bidragets-storlek`."""
    parts = (incoming.text or "").split(maxsplit=1)
    target = parts[1].strip() if len(parts) > 1 else ""
    if target in {"ansok", "anmal", "lead"}:
        return form.begin(guide, state)
    if target and guide.answers.entry(target, tongue(state)):
        return _topic(guide, state, target)
    return form.again(guide, state, replies.greeting(guide, tongue(state), short=False))


def _form_command(guide: Guide, state: State, incoming: Incoming, order: Command, now: datetime) -> Step | None:
    """Words that mean something of their own while the form waits."""
    if state.expects == "consent":
        if order == "yes":
            return form.submit(guide, state, incoming.channel, now)
        if order in {"no", "back"}:
            return form.again(guide, replace(state, expects="summary"), line(tongue(state), "consent.declined"))
        if order in {"send", "skip", "unsure"}:
            return form.again(guide, state, line(tongue(state), "form.consent_first"))
    if state.expects == "summary":
        if order in {"yes", "send"}:
            return form.to_consent(guide, state)
        if order in {"no", "skip", "unsure"}:
            return form.again(guide, state, line(tongue(state), "form.to_change"))
    if order == "back":
        return form.back(guide, state)
    if state.expects in SLOTS:
        if state.pending and order in {"yes", "no"} and (settled := form.settle(guide, state, order)):
            return settled
        if order == "skip" or (order == "no" and state.expects in {"phone", "message", "goals", "country"}):
            return form.skip(guide, state)
        if order == "unsure":
            return form.unsure(guide, state)
        if order in {"yes", "no", "send"}:
            return form.again(guide, state, line(tongue(state), "form.choose" if state.pending else "form.nothing_yet"))
    if order in {"hello", "thanks", "bye"}:
        return form.again(guide, state, line(tongue(state), f"form.{order}", **guide.policy.words()))
    return None


def _erase(guide: Guide, state: State, choice: str) -> Step:
    """The answer to "shall I remove everything?"."""
    if choice == "yes":
        return Step(State(language=state.language, greeted=True), (), (EraseUser(),))
    kept = line(tongue(state), "erase.kept")
    return form.again(guide, replace(state, pending=None), kept)


def _topic(guide: Guide, state: State, entry_id: str) -> Step:
    """The answer of one entry, by button or link."""
    language = tongue(state)
    entry = guide.answers.entry(entry_id, language)
    if entry is None:
        return form.again(guide, state, line(language, "answer.unavailable", button(language, "topics")))
    asked = state.last_text if any(shown.id == f"topic:{entry_id}" for shown in state.shown) and state.last_text else ""
    state = _remember(state, entry_id, asked or entry.question)
    told = replies.answer(guide, entry, language, in_form=state.expects is not None)
    outcome = form.again(guide, replace(state, last_text=""), *_then_back(state, told))
    return replace(outcome, decision="answer", entry_id=entry_id)


def _then_back(state: State, *told: Reply) -> tuple[Reply, ...]:
    return (*told, line(tongue(state), "form.back_to")) if state.expects else told


def _remember(state: State, entry_id: str, asked: str) -> State:
    question = AskedQuestion(entry_id, clean(asked, 300))
    kept = tuple(known for known in state.questions if known.id != entry_id)
    return replace(state, last_answer=entry_id, questions=(*kept, question)[-MOST_QUESTIONS:])


def _text(guide: Guide, state: State, raw: str, text: str) -> Step:
    """Free text: an answer to the form, a wish to register, or a question."""
    if state.pending and state.pending.kind == "erase":
        return _erase(guide, state, text)
    if state.expects in SLOTS:
        return _form_text(guide, state, raw, text)
    if state.draft is not None and (change := correction(text)):
        return form.edit(guide, state, *change)
    if state.expects == "summary":
        if not looks_like_question(text) and (restated := form.restate(guide, state, raw)):
            return restated
        return _question(guide, state, text)
    if state.expects is None and wants_lead(text):
        return form.begin(guide, state, raw)
    return _question(guide, state, text)


def _form_text(guide: Guide, state: State, raw: str, text: str) -> Step:
    """Free text while a slot waits: a correction of an earlier one, a question in between, or the answer."""
    slot = cast("Slot", state.expects)
    draft = state.draft or Draft()
    change = correction(text)
    if change and (draft.has(change[0]) or change[1]) and not looks_like_question(text):
        return form.edit(guide, state, *change)
    asks = looks_like_question(text)
    verdict = guide.answers.match(text, tongue(state)) if asks or len(text.split()) > 2 else None
    exact = verdict is not None and verdict.explanation.rule == "exact"
    if verdict and (exact or (asks and (verdict.decision == "answer" or slot not in form.FREE))):
        return _question(guide, state, text)
    taken = form.take_text(guide, state, raw)
    if taken:
        return taken
    verdict = verdict or guide.answers.match(text, tongue(state))
    if verdict.decision == "answer":
        return _question(guide, state, text)
    return form.problem(guide, state, raw)


def _question(guide: Guide, state: State, text: str) -> Step:
    """A question for the knowledge base: answer, ask back, or say that it is not known."""
    language = tongue(state)
    verdict = in_light_of(guide.answers, guide.answers.match(text, language), state.last_answer, language)
    log = LogQuestion(text, language, verdict)
    in_form = state.expects is not None
    if verdict.decision == "answer" and verdict.id and (entry := guide.answers.entry(verdict.id, language)):
        state = replace(_remember(state, entry.id, text), last_text="")
        told = (replies.answer(guide, entry, language, in_form),)
    elif verdict.decision == "clarify":
        state = replace(state, last_text=text)
        onward = verdict.explanation.rule == MORE
        told = (replies.clarify(guide, verdict.candidates, language, "answer.follow" if onward else "clarify.text"),)
    else:
        state = replace(state, last_answer=None)
        told = (replies.refuse(language, in_form=in_form),)
    outcome = form.again(guide, state, *(_then_back(state, *told) if verdict.decision != "clarify" else told))
    decision = verdict.decision
    return replace(outcome, effects=(log,), decision=decision, entry_id=verdict.id if decision == "answer" else None)
