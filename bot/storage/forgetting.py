"""Erasing, on request and by age, so that the text is in no file afterwards.

SQLite overwrites erased rows (`secure_delete`) and the writer empties its log before the call returns. Now and then a
page that was reorganised earlier still holds a stale piece of a row in a corner no statement reaches; only rewriting
the whole file removes it. `forget`, meant for once a day, and `erase_lead`, a person's deliberate act, do that.
`erase_user` does not: anybody in the chat can press "avbryt" as often as they like, and a rewrite holds up everyone.
It counts itself instead, and the next `forget` rewrites.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation.ports import Erased
from bot.storage import digests
from bot.storage.session import Session

MARKS_KEPT = timedelta(days=1)
"""How long it is kept that a registration came, and for what it counts."""
_NOT_GONE_OUT = {"queued", "waiting", "failed"}
"""States of a mail that certainly nobody has received. One that is `sending` may have been accepted this very moment:
the receipt does not claim that it was stopped."""


def erase_user(session: Session, user: str) -> Erased:
    """Conversation, seen updates, leads and their mails of `user`. Numbers given stay given."""
    leads = session.rows("SELECT number FROM leads WHERE user = :user", user=user)
    undelivered = sum(_erase_lead(session, lead["number"]) for lead in leads)
    conversations = session.change("DELETE FROM conversations WHERE user = :user", user=user)
    said = session.change("DELETE FROM updates WHERE user = :user", user=user)
    said += session.change("DELETE FROM reactions WHERE user = :user", user=user)
    _note(session, conversations + len(leads) + said)
    return Erased(conversations, len(leads), undelivered)


def forget_said(session: Session, user: str, form_only: bool) -> int:
    """What `user` said and was told; of an open form, what came after the last message outside one."""
    gone = session.change(
        """DELETE FROM updates WHERE user = :user AND (NOT :form_only OR id >
           coalesce((SELECT max(id) FROM updates WHERE user = :user AND NOT in_form), 0))""",
        user=user,
        form_only=int(form_only),
    )
    _note(session, gone)
    return gone


def erase_lead(session: Session, number: str) -> Erased:
    """One lead and its mail, and the conversation as shown again: it holds what the lead was made from."""
    user = session.value("SELECT user FROM leads WHERE number = :number", number=number)
    if user is None:
        return Erased(0, 0, 0)
    forget_said(session, user, form_only=False)
    undelivered = _erase_lead(session, number)
    _note(session, 1)
    session.compact = True
    return Erased(0, 1, int(undelivered))


def forget(
    session: Session, conversations: datetime, leads: datetime, questions: datetime, marks: datetime | None = None
) -> int:
    """Conversations last touched, leads delivered and questions asked or answers judged before. How many of these; the seen updates
    and mails that go with them are not counted. A lead that was never delivered is never too old: it waits for a
    person, and erasing it would lose it."""
    gone = session.change("DELETE FROM conversations WHERE touched < :before", before=conversations)
    gone += session.change("DELETE FROM leads WHERE delivered < :before", before=leads)
    gone += session.change("DELETE FROM questions WHERE at < :before", before=questions)
    updates = session.change("DELETE FROM updates WHERE at < :before", before=conversations)
    gone += session.change("DELETE FROM reactions WHERE at < :before", before=questions)
    nameless = session.change(
        "UPDATE reactions SET user = NULL WHERE user IS NOT NULL AND at < :before", before=conversations
    )
    digests.forget(session, leads.date())
    counted = session.change("DELETE FROM registered WHERE at < :before", before=marks) if marks else 0
    _note(session, gone + updates + nameless + counted)
    session.compact = session.value("SELECT erasures FROM upkeep") > 0
    return gone


def forget_marks(session: Session, now: datetime) -> int:
    """Counted registrations that are a day old. How many."""
    return session.change("DELETE FROM registered WHERE at < :before", before=now - MARKS_KEPT)


def _erase_lead(session: Session, number: str) -> bool:
    """Erase; whether its mail had not gone out and never will. The mails go with the lead (ON DELETE CASCADE)."""
    mails = session.rows("SELECT state FROM outbox WHERE number = :number", number=number)
    session.change("DELETE FROM leads WHERE number = :number", number=number)
    states = {mail["state"] for mail in mails}
    return bool(states) and states <= _NOT_GONE_OUT


def _note(session: Session, rows: int) -> None:
    if rows:
        session.erased = True
        session.change("UPDATE upkeep SET erasures = erasures + 1")
