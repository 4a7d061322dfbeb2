"""Questions for the knowledge base within the conversation: answered, asked back about, or said not to be known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import form, replies
from bot.conversation.effects import LogQuestion, Step
from bot.conversation.follow_up import MORE, in_light_of
from bot.conversation.form import tongue
from bot.conversation.messages import Reply
from bot.conversation.replies import button, line
from bot.conversation.state import MOST_QUESTIONS, State
from bot.leads.model import AskedQuestion
from intents import LANGUAGES, Candidate, Verdict, clean, guess

if TYPE_CHECKING:
    from bot.conversation.guide import Guide


def heard(text: str) -> str | None:
    """The language `text` is certainly written in, when it is one of ours."""
    found = guess(text)
    return found.language if found.sure and found.language in LANGUAGES else None


def verdict_on(guide: Guide, state: State, text: str) -> Verdict:
    """What the matcher says about `text`, read in its own language, by itself."""
    return guide.answers.match(text, heard(text) or tongue(state))


def leaning_verdict_on(guide: Guide, state: State, text: str) -> Verdict:
    """The same, read in the light of the answer before."""
    language = heard(text) or tongue(state)
    return in_light_of(guide.answers, guide.answers.match(text, language), state.last_answer, language)


def question(guide: Guide, state: State, text: str, verdict: Verdict | None = None) -> Step:
    """Answer, ask back, or say that it is not known; then ask again what the form waits for."""
    language = heard(text) or tongue(state)
    verdict = verdict or leaning_verdict_on(guide, state, text)
    log = LogQuestion(text, language, verdict)
    in_form = state.expects is not None
    entry = guide.answers.entry(verdict.id, language) if verdict.decision == "answer" and verdict.id else None
    if entry:
        state = replace(remember(state, entry.id, text), last_text="")
        told = then_back(state, replies.answer(guide, entry, language, in_form))
    elif verdict.decision == "clarify" and (options := _options(guide, verdict, tongue(state))):
        state, told = replace(state, last_text=text), (options,)
    else:
        state = replace(state, last_answer=None)
        told = then_back(state, _unknown(guide, state, text, in_form))
    outcome = form.again(guide, state, *told)
    return replace(outcome, effects=(log,), decision=verdict.decision, entry_id=entry.id if entry else None)


def _options(guide: Guide, verdict: Verdict, language: str) -> Reply | None:
    above = "answer.follow" if verdict.explanation.rule == MORE else ""
    return replies.clarify(guide, verdict.candidates, language, above)


def _unknown(guide: Guide, state: State, text: str, in_form: bool) -> Reply:
    """What to say without an answer; in another language than ours that it is not spoken here."""
    found = guess(text)
    if found.sure and found.language not in LANGUAGES and not in_form:
        language = tongue(state)
        switch = button(language, "english" if language == "sv" else "swedish")
        return line(language, "refuse.language", switch, *replies.offers(language))
    return replies.refuse(guide, tongue(state), in_form=in_form)


def topic(guide: Guide, state: State, entry_id: str) -> Step:
    """The answer of one entry, by button or link."""
    language = tongue(state)
    entry = guide.answers.entry(entry_id, language)
    if entry is None:
        gone = line(language, "answer.unavailable", button(language, "topics"), **guide.policy.words())
        return form.again(guide, state, gone)
    asked = state.last_text if any(shown.id == f"topic:{entry_id}" for shown in state.shown) else ""
    state = replace(remember(state, entry_id, asked or entry.question), last_text="")
    told = replies.answer(guide, entry, language, in_form=state.expects is not None)
    return replace(form.again(guide, state, *then_back(state, told)), decision="answer", entry_id=entry_id)


def none_of_these(guide: Guide, state: State) -> Step:
    """None of the options was meant."""
    told = replies.refuse(guide, tongue(state), "none", in_form=state.expects is not None)
    left = replace(state, last_text="", last_answer=None)
    outcome = replace(form.again(guide, left, *then_back(state, told)), decision="refuse")
    return replace(outcome, effects=(_turned_down(state),)) if state.last_text else outcome


def _turned_down(state: State) -> LogQuestion:
    """That the options shown last were not what the question before them was about."""
    options = (shown.id.removeprefix("topic:") for shown in state.shown if shown.id.startswith("topic:"))
    seen = Verdict(state.last_text, "clarify", None, 0.0, tuple(Candidate(option, 0.0) for option in options))
    return LogQuestion(state.last_text, heard(state.last_text) or tongue(state), seen, turned_down=True)


def then_back(state: State, *told: Reply) -> tuple[Reply, ...]:
    """`told`, and within the form a line that leads back to it."""
    return (*told, line(tongue(state), "form.back_to")) if state.expects else told


def remember(state: State, entry_id: str, asked: str) -> State:
    """The state with the question among those that would go with a lead."""
    kept = tuple(known for known in state.questions if known.id != entry_id)
    asking = AskedQuestion(entry_id, clean(asked, 300))
    return replace(state, last_answer=entry_id, questions=(*kept, asking)[-MOST_QUESTIONS:])
