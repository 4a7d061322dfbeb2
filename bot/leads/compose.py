"""Makes the mail that hands a lead over to ICLD: text, HTML, `lead.json` and `kontakt.vcf`. The same lead gives the
same bytes, so a mail sent twice can be seen to be one. What people typed is data: never a header, never markup."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.clock import STOCKHOLM
from bot.leads.contact import domain_of
from bot.leads.document import lead_json, unlisted, vcard
from bot.leads.headers import LONGEST_NAME, Ready, encoded, mailbox, own
from bot.leads.qualify import qualify
from bot.locale import lines
from intents import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jinja2 import Environment

    from bot.leads.model import Lead

LONGEST_SUBJECT = 160
"""Characters of the subject, before encoding; the mail's body has the whole."""
_VERDICTS = {
    "qualified": ("Hör till dem som kan söka, enligt reglerna", "#2e7d32"),
    "review": ("Behöver granskas: reglerna ger inget säkert svar", "#b26a00"),
    "not-eligible": ("Hör inte till dem som kan söka själva, enligt reglerna", "#b3261e"),
}
_LANGUAGES = {"sv": "svenska", "en": "engelska"}
_NOTHING = "ej angivet"
_DOORS = {"web": "webbchatten", "telegram": "Telegram", "console": "terminalen"}


@dataclass(frozen=True, slots=True)
class ComposedMail:
    """A finished mail, as the outbox keeps it."""

    message_id: str
    """With its angle brackets; fixed per lead."""
    sender: str
    """Envelope sender, a bare address."""
    recipient: str
    content: bytes
    """The whole message, CRLF line ends, no line over 998 octets."""
    subject_number: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    label: str
    texts: tuple[str, ...]
    href: str | None = None


def compose(lead: Lead, recipient: str, sender: str, domain_token: str, goal_names: Mapping[int, str]) -> ComposedMail:
    """The mail of a numbered lead, the same bytes each time.

    `sender` may be `Name <address>`; `domain_token` sets this installation's Message-IDs apart from others';
    `goal_names` are the global goals in Swedish. Raises `ValueError` for a lead without number, a time without offset,
    or a sender or recipient that is no address."""
    if lead.number is None:
        raise ValueError("a lead is mailed once it has its number")
    sender_name, from_address = own(sender)
    _, to_address = own(recipient)
    token = re.sub(r"[^A-Za-z0-9_-]+", "-", domain_token).strip("-") or "x"
    message_id = f"<{lead.number.lower()}.{token}@{from_address.rpartition('@')[2]}>"
    context = _context(lead, goal_names)
    subject = clean(_render("lead.subject.txt", context), LONGEST_SUBJECT)
    # Headers come out in ASCII all the same; only an address whose part before @ has å, ä or ö cannot be written in it.
    message = EmailMessage(policy=SMTPUTF8)
    headers = {
        "From": mailbox(sender_name, from_address),
        "To": to_address,
        "Reply-To": mailbox(clean(lead.contact.name, LONGEST_NAME), _reply_address(lead.contact.email)),
        "Subject": encoded(subject),
        "Date": format_datetime(lead.received),
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    for name, value in headers.items():
        if value:
            message[name] = Ready(name, value)
    _fill(message, lead, {**context, "subject": subject})
    _set_boundaries(message, message_id)
    return ComposedMail(message_id, from_address, to_address, message.as_bytes(), lead.number)


def _reply_address(email: str) -> str:
    """The lead's address with its domain in ASCII; empty when it is no valid address after all."""
    domain = domain_of(email)
    return f"{email.rpartition('@')[0]}@{domain}" if domain else ""


def _line(text: str) -> str:
    """All of `text` on one line, without control and direction signs."""
    return clean(text, 4 * len(text) + 1)


def _context(lead: Lead, goal_names: Mapping[int, str]) -> dict[str, object]:
    """What the templates show: plain text, in Swedish but for what the person typed."""
    verdict, colour = _VERDICTS[lead.qualification.result]
    if lead.qualification.result == "review" and lead.notes and qualify(lead.organisation, "sv").result == "qualified":
        verdict = "Behöver granskas: organisationen hör till dem som kan söka, men något i anmälan är ovanligt"
    message = (lead.interest.message or "").strip()
    return {
        "number": lead.number,
        "organisation": _line(lead.organisation.name),
        "country": _line(lead.interest.country.name) if lead.interest.country else "",
        "review": lead.qualification.result == "review",
        "verdict": verdict,
        "colour": colour,
        "adds_to": lead.adds_to,
        "notes": [_line(note) for note in lead.notes],
        "reasons": [_line(reason) for reason in lead.qualification.reasons],
        "rows": _rows(lead, goal_names),
        "message": [_line(line) for line in message.splitlines()],
        "questions": [{"id": _line(question.id), "asked": _line(question.asked)} for question in lead.questions],
        "answer": _answer(lead),
        "consent": f"Samtycke: {_when(lead.consent.given)}, till textens version {_line(lead.consent.text_version)}.",
        "origin": f"Mottagen: {_when(lead.received)} i {_DOORS[lead.channel]}.",
        "attached": "Bifogat: lead.json (samma uppgifter för datorer) och kontakt.vcf (kontaktkort).",
    }


def _rows(lead: Lead, goal_names: Mapping[int, str]) -> list[Row]:
    """Who and what, in the order ICLD reads."""
    contact, about, interest, country = lead.contact, lead.organisation, lead.interest, lead.interest.country
    kind = lines("sv").get(f"type.{about.type}", about.type).lower()
    code = f", kod {about.code}" if about.code else ""
    where = (_line(country.name),) if country else ()
    if country and not country.listed:
        where = (*where, f"OBS: {unlisted(country)}")
    goals = tuple(f"{goal} {goal_names.get(goal, '')}".strip() for goal in interest.goals)
    email, phone = _line(contact.email), _line(contact.phone or "")
    return [
        Row("Namn", (_line(contact.name),)),
        Row("Roll", (_line(contact.role),)),
        Row("Organisation", (f"{_line(about.name)} ({kind}{code})",)),
        Row("E-post", (email,), f"mailto:{quote(email, safe='@')}?subject={quote(f'Sv: {lead.number}')}"),
        Row("Telefon", (phone or _NOTHING,), f"tel:{quote(phone.replace(' ', ''), safe='+')}" if phone else None),
        Row("Skriver på", (_LANGUAGES[lead.language],)),
        Row("Gäller", (_line(interest.topic),)),
        Row("Globala mål", goals or (_NOTHING,)),
        Row("Land", where or (_NOTHING,)),
        Row("Läge", (_line(interest.stage),)),
    ]


def _answer(lead: Lead) -> str:
    who = f"{_line(lead.contact.name)} ({_line(lead.contact.email)})"
    how = "Svara på det här mejlet, så går svaret till" if domain_of(lead.contact.email) else "Skriv ett nytt mejl till"
    return f"{how} {who}.{' Svara gärna på engelska.' if lead.language == 'en' else ''}"


def _when(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d kl. %H.%M")


def _fill(message: EmailMessage, lead: Lead, context: Mapping[str, object]) -> None:
    """The parts: text and HTML to choose between, then what machines read."""
    message.set_content(_render("lead.txt", context), charset="utf-8", cte="quoted-printable")
    message.add_alternative(_render("lead.html", context), subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_attachment(lead_json(lead).encode(), maintype="application", subtype="json", filename="lead.json")
    message.add_attachment(
        vcard(lead).encode(), maintype="text", subtype="vcard", filename="kontakt.vcf", params={"charset": "utf-8"}
    )
    # Last: the library moves headers that begin with Content- into the first part.
    message["Content-Language"] = "sv"


def _set_boundaries(message: EmailMessage, message_id: str) -> None:
    """Boundaries that follow from the Message-ID. `=_` stands in no part: all are base64 or quoted-printable."""
    for depth, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{hashlib.sha256(f'{depth}{message_id}'.encode()).hexdigest()[:32]}")


def _render(template: str, context: Mapping[str, object]) -> str:
    return _templates().get_template(template).render(context)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    # Here and not above: jinja2 takes its time, and a start without a lead needs none of it.
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=PackageLoader("bot.leads"),
        autoescape=select_autoescape(enabled_extensions=("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
