"""Mails the guide writes in its own name to who receives the leads. No personal data is in them."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime

from bot.leads.headers import Ready, encoded, mailbox, own
from bot.outbox.model import Mail


def notice(name: str, subject: str, text: str, *, sender: str, recipient: str, token: str, now: datetime) -> Mail:
    """A finished mail of plain text. `name` and `token`, letters and digits, make the Message-ID; `sender` may be
    `Name <address>`. Raises ValueError for a sender or recipient that is no address."""
    sender_name, from_address = own(sender)
    _, to_address = own(recipient)
    message_id = f"<{name}.{token}@{from_address.rpartition('@')[2]}>"
    message = EmailMessage(policy=SMTPUTF8)
    headers = {
        "From": mailbox(sender_name, from_address),
        "To": to_address,
        "Subject": encoded(subject),
        "Date": format_datetime(now),
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    for header, value in headers.items():
        message[header] = Ready(header, value)
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    # Last: the library moves headers that begin with Content- when content is set.
    message["Content-Language"] = "sv"
    return Mail(message_id, from_address, to_address, message.as_bytes(), name)
