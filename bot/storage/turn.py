"""One message's changes, as SQL. The transaction around it belongs to the writer."""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.conversation.ports import Erased, QuestionRecord, QueuedMail, ReactionRecord, StoredLead
from bot.storage import forgetting
from bot.storage.moments import from_text, from_text_or_none
from bot.storage.session import Session

if TYPE_CHECKING:
    from bot.leads.model import Lead


def read_leads(rows: list[dict[str, Any]]) -> list[StoredLead]:
    """The rows as leads."""
    return [
        StoredLead(
            number=row["number"],
            received=from_text(row["received"]),
            user=row["user"],
            document=json.loads(row["document"]),
            delivered=from_text_or_none(row["delivered"]),
        )
        for row in rows
    ]


class SqliteTurn:
    """Implements `bot.conversation.ports.Turn`, whose docstrings say what each method promises."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def conversation(self, user: str) -> str | None:
        """The user's conversation as last saved."""
        state: str | None = self._session.value("SELECT state FROM conversations WHERE user = :user", user=user)
        return state

    def save_conversation(self, user: str, state: str, now: datetime) -> None:
        """Keep the conversation in place of the one before."""
        self._session.change(
            """INSERT INTO conversations (user, state, touched) VALUES (:user, :state, :now)
               ON CONFLICT (user) DO UPDATE SET state = excluded.state, touched = excluded.touched""",
            user=user,
            state=state,
            now=now,
        )

    def seen(self, user: str, update_id: str) -> str | None:
        """The replies given when this update came before."""
        replies: str | None = self._session.value(
            "SELECT replies FROM updates WHERE user = :user AND update_id = :update_id", user=user, update_id=update_id
        )
        return replies

    def remember_update(
        self, user: str, update_id: str, replies: str, now: datetime, said: str | None = None, in_form: bool = False
    ) -> None:
        """Keep what was replied. What was replied first stands: it is what the user has read."""
        self._session.change(
            """INSERT INTO updates (user, update_id, replies, at, said, in_form)
               VALUES (:user, :update_id, :replies, :now, :said, :in_form) ON CONFLICT DO NOTHING""",
            user=user,
            update_id=update_id,
            replies=replies,
            now=now,
            said=said,
            in_form=int(in_form),
        )

    def forget_said(self, user: str, form_only: bool) -> int:
        """Forget what was said; of the open form, everything since the last message outside one."""
        return forgetting.forget_said(self._session, user, form_only)

    def keep_reaction(self, user: str, update_id: str, record: ReactionRecord) -> None:
        """Keep a reaction in place of the one before."""
        self._session.change(
            """INSERT INTO reactions (user, update_id, at, entry_id, reaction, word, knowledge_version, asked)
               VALUES (:user, :update_id, :at, :entry_id, :reaction, :word, :knowledge_version, :asked)
               ON CONFLICT (user, update_id) DO UPDATE SET at = excluded.at, reaction = excluded.reaction,
               word = coalesce(excluded.word, word)""",
            user=user,
            update_id=update_id,
            at=record.at,
            entry_id=record.entry_id,
            reaction=record.reaction,
            word=record.word,
            knowledge_version=record.knowledge_version,
            asked=record.asked,
        )

    def take_number(self, year: int) -> str:
        """The next number of the year; the counter rolls back with the transaction."""
        last = self._session.value(
            """INSERT INTO numbers (year, last) VALUES (:year, 1)
               ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last""",
            year=year,
        )
        return f"KP-{year:04d}-{last:04d}"

    def add_lead(self, user: str, lead: Lead, document: dict[str, object]) -> None:
        """Keep a numbered lead."""
        if lead.number is None:
            raise ValueError("a lead is numbered before it is kept")
        self._session.change(
            """INSERT INTO leads (number, user, received, document) VALUES (:number, :user, :received, :document)""",
            number=lead.number,
            user=user,
            received=lead.received,
            document=json.dumps(document, ensure_ascii=False),
        )

    def add_mail(self, mail: QueuedMail, now: datetime) -> None:
        """Put the mail in the outbox. Its lead has been added before: a mail that no erasure finds is refused."""
        self._session.change(
            """INSERT INTO outbox (number, message_id, sender, recipient, content, state, created, due)
               VALUES (:number, :message_id, :sender, :recipient, :content, 'queued', :now, :now)""",
            number=mail.subject_number,
            message_id=mail.message_id,
            sender=mail.sender,
            recipient=mail.recipient,
            content=mail.content,
            now=now,
        )

    def leads_from(self, email: str, since: datetime) -> list[StoredLead]:
        """Leads with that address."""
        return read_leads(
            self._session.rows(
                """SELECT * FROM leads WHERE lower(json_extract(document, '$.contact.email')) = lower(:email)
                   AND received >= :since ORDER BY received, id""",
                email=email,
                since=since,
            )
        )

    def registered(self, kind: str, key: str, since: datetime) -> int:
        """How many there were."""
        return int(
            self._session.value(
                "SELECT count(*) FROM registered WHERE kind = :kind AND key = :key AND at >= :since",
                kind=kind,
                key=self._hashed(kind, key),
                since=since,
            )
        )

    def mark_registered(self, kind: str, key: str, now: datetime) -> None:
        """Count one more, and leave out what is a day old."""
        forgetting.forget_marks(self._session, now)
        self._session.change(
            "INSERT INTO registered (kind, key, at) VALUES (:kind, :key, :now)",
            kind=kind,
            key=self._hashed(kind, key),
            now=now,
        )

    def _hashed(self, kind: str, key: str) -> str:
        secret: bytes = self._session.value("SELECT secret FROM pepper")
        return hmac.new(secret, f"{kind}:{key}".encode("utf-8", "replace"), "sha256").hexdigest()[:32]

    def keep_consent(self, version: str, language: str, text: str, now: datetime) -> None:
        """Keep the text. The same version is the same text."""
        self._session.change(
            """INSERT INTO consents (version, language, text, first_used) VALUES (:version, :language, :text, :now)
               ON CONFLICT DO NOTHING""",
            version=version,
            language=language,
            text=text,
            now=now,
        )

    def log_question(self, record: QuestionRecord) -> None:
        """Keep a question."""
        self._session.change(
            """INSERT INTO questions (at, language, text, decision, entry_id, confidence, knowledge_version, options)
               VALUES (:at, :language, :text, :decision, :entry_id, :confidence, :knowledge_version, :options)""",
            at=record.at,
            language=record.language,
            text=record.text,
            decision=record.decision,
            entry_id=record.entry_id,
            confidence=record.confidence,
            knowledge_version=record.knowledge_version,
            options=" ".join(record.options),
        )

    def erase_user(self, user: str) -> Erased:
        """Forget everything kept about `user`."""
        return forgetting.erase_user(self._session, user)
