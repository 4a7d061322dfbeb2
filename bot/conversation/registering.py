"""Takes a complete registration in, within the transaction of its message: asks about a twin, holds back what comes too
often, marks what looks odd, numbers and keeps the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import STOCKHOLM
from bot.conversation import form
from bot.conversation.effects import Step
from bot.conversation.form import tongue
from bot.conversation.limits import WINDOW, marks
from bot.conversation.replies import line
from bot.leads.document import document
from bot.leads.resemblance import DAYS, same_interest
from bot.leads.suspicion import judged

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.effects import RegisterLead
    from bot.conversation.guide import Guide
    from bot.conversation.limits import Limits
    from bot.conversation.messages import Incoming
    from bot.conversation.ports import QueuedMail, StoredLead, Turn
    from bot.leads.model import Lead


def held_back(
    turn: Turn, guide: Guide, incoming: Incoming, effect: RegisterLead, limits: Limits, now: datetime
) -> Step | None:
    """What to say instead of taking the registration: nothing typed is lost. None when it can be taken."""
    twin = _twin(turn, effect.lead, now)
    if twin and twin.user == incoming.user and effect.lead.adds_to is None and effect.kept.draft:
        # Only who sent the first one is told about it: to others it is none of their business.
        draft = replace(effect.kept.draft, adds_to=twin.number, adds_to_day=_day(twin))
        return form.again(guide, replace(effect.kept, draft=draft, expects="consent"))
    if kind := _too_many(turn, marks(incoming, effect.lead), limits, now):
        language = tongue(effect.kept)
        told = line(language, f"limit.{kind}", limit=getattr(limits, kind), **guide.policy.words())
        return form.again(guide, replace(effect.kept, expects="summary"), told)
    return None


def take(
    turn: Turn, incoming: Incoming, effect: RegisterLead, compose: Callable[[Lead], QueuedMail], now: datetime
) -> Lead:
    """The lead, marked, numbered and kept with its mail."""
    lead = judged(replace(effect.lead, notes=_about_earlier(_twin(turn, effect.lead, now), effect.lead)), effect.traces)
    lead = replace(lead, number=turn.take_number(now.year))
    for kind, key in marks(incoming, lead).items():
        turn.mark_registered(kind, key, now)
    turn.keep_consent(lead.consent.text_version, lead.language, effect.consent_text, now)
    turn.add_lead(incoming.user, lead, document(lead))
    turn.add_mail(compose(lead), now)
    return lead


def _twin(turn: Turn, lead: Lead, now: datetime) -> StoredLead | None:
    """The latest registration of the same interest."""
    recent = turn.leads_from(lead.contact.email, now - timedelta(days=DAYS))
    return next((kept for kept in reversed(recent) if same_interest(kept.document, lead)), None)


def _about_earlier(twin: StoredLead | None, lead: Lead) -> tuple[str, ...]:
    if lead.adds_to:
        return (f"Tillägg till {lead.adds_to}, enligt avsändaren.",)
    if twin:
        return (f"Liknar {twin.number}: samma organisation och e-postadress, och samma land eller ämne.",)
    return ()


def _too_many(turn: Turn, counted: dict[str, str], limits: Limits, now: datetime) -> str | None:
    """The kind of limit that is reached."""
    for kind, limit in limits.over():
        if kind in counted and turn.registered(kind, counted[kind], now - WINDOW) >= limit:
            return kind
    return None


def _day(lead: StoredLead) -> str:
    return f"{lead.received.astimezone(STOCKHOLM):%Y-%m-%d}"
