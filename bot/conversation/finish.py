"""The end of the form: consent, the complete lead, or everything erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import ask, form
from bot.conversation.effects import RegisterLead, Step
from bot.conversation.form import tongue
from bot.leads.fill import STAGES
from bot.leads.model import Consent, Contact, Interest, Lead
from bot.leads.qualify import qualify
from bot.leads.suspicion import Traces
from bot.locale import say

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.guide import Guide
    from bot.conversation.state import State
    from bot.leads.model import Channel


def to_consent(guide: Guide, state: State) -> Step:
    """From the summary to the question whether it may be sent."""
    if state.draft is None or state.draft.missing():
        return form.proceed(guide, state)
    return form.again(guide, replace(state, expects="consent"))


def submit(guide: Guide, state: State, channel: Channel, now: datetime) -> Step:
    """A yes: the lead is complete. Its number is given when it is stored."""
    draft = state.draft
    if draft is None or draft.missing() or draft.organisation is None:
        return form.proceed(guide, state)
    language = tongue(state)
    text, version = ask.consent_text(guide, language)
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
        consent=Consent(now, version),
        questions=state.questions,
        adds_to=draft.adds_to,
    )
    return Step(clear(state), (), (RegisterLead(lead, state, text, _traces(state, channel, now)),))


def _traces(state: State, channel: Channel, now: datetime) -> Traces:
    """How the form was filled in. Only on the web does haste say anything: elsewhere text is pasted and forwarded."""
    timed = state.form_begun is not None and channel == "web"
    return Traces(state.trapped, (now - state.form_begun).total_seconds() if timed and state.form_begun else None)


def clear(state: State) -> State:
    """The state without a form."""
    return replace(
        state, draft=None, expects=None, pending=None, editing=False, questions=(), form_begun=None, trapped=False
    )


def _stage_words(stage: str | None) -> str:
    """The stage in Swedish, as the receiver reads it."""
    return say("sv", f"stage.{stage}") if stage in STAGES else stage or ""
