"""Leads for the tests, and readers for their mails. People are invented, addresses end in .example, phone numbers are
set aside for fiction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any

from bot.clock import STOCKHOLM
from bot.leads.compose import ComposedMail, compose
from bot.leads.model import AskedQuestion, Consent, Contact, Country, Interest, Lead, Organisation, Qualification

RECEIVED = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
GOALS = {goal: f"Mål nummer {goal}" for goal in range(1, 18)} | {
    6: "Rent vatten och sanitet för alla",
    11: "Hållbara städer och samhällen",
}
"""Swedish names of the goals; only these two are the real ones."""
FALUN = Organisation("Falu kommun", "2080", "kommun")
KENYA = Country("KE", "Kenya", listed=True)
SOMALIA = Country("SO", "Somalia", listed=False)
REASON = "Kommuner räknas upp bland dem som kan söka (https://icld.example/dags-att-ansoka/, 2021)."
TO, FROM = "partnership@icld.example", "Partnerskapsguiden <bot@guiden.example>"
TOKEN = "t0k"

_LEAD = Lead(
    received=RECEIVED,
    channel="web",
    language="sv",
    organisation=FALUN,
    contact=Contact("Anna Lindqvist", "miljöstrateg", "anna.lindqvist@falun.example", "+46 70 174 06 05"),
    interest=Interest(
        topic="Vatten och avlopp i växande städer",
        goals=(6, 11),
        country=KENYA,
        stage="Vi söker en partner",
        message="Vi har arbetat med dagvatten i tio år.\nVi vill gärna träffas i vår.",
    ),
    qualification=Qualification("qualified", (REASON,)),
    consent=Consent(RECEIVED - timedelta(seconds=20), "2026-11"),
    questions=(
        AskedQuestion("bidragets-storlek", "Hur mycket pengar kan vi få?"),
        AskedQuestion("hitta-partner", "Hjälper ni till att hitta en partner?"),
    ),
    number="KP-2026-0001",
)
_HOLDERS = {
    "name": "contact", "role": "contact", "email": "contact", "phone": "contact",
    "topic": "interest", "goals": "interest", "country": "interest", "stage": "interest", "message": "interest",
}  # fmt: skip


def a_lead(**overrides: Any) -> Lead:
    """A complete lead with the given fields changed: those of the lead itself (`language="en"`), those of contact and
    interest by their own names (`phone=None`), and `organisation_name`, `result`, `reasons` for short."""
    lead = _LEAD
    for field, value in overrides.items():
        if field in _HOLDERS:
            lead = replace(lead, **{_HOLDERS[field]: replace(getattr(lead, _HOLDERS[field]), **{field: value})})
        elif field == "organisation_name":
            lead = replace(lead, organisation=replace(lead.organisation, name=value))
        elif field in {"result", "reasons"}:
            lead = replace(lead, qualification=replace(lead.qualification, **{field: value}))
        else:
            lead = replace(lead, **{field: value})
    return lead


def mail(lead: Lead, sender: str = FROM, token: str = TOKEN) -> ComposedMail:
    """The lead's mail as the tests' installation makes it."""
    return compose(lead, TO, sender, token, GOALS)


def read(composed: ComposedMail) -> EmailMessage:
    """The mail as a program reads it."""
    message = message_from_bytes(composed.content, policy=policy.default)
    assert not message.defects
    return message


def subject(composed: ComposedMail) -> str:
    """The subject in clear, decoded by other code than what encodes it."""
    raw = message_from_bytes(composed.content)["Subject"].replace("\r\n", "")
    return str(make_header(decode_header(raw)))


def reply_to(composed: ComposedMail) -> tuple[str, str]:
    """Name in clear, and address, as a mail program shows them."""
    name, address = parseaddr(message_from_bytes(composed.content)["Reply-To"].replace("\r\n", ""))
    return str(make_header(decode_header(name))), address


def text_of(composed: ComposedMail) -> str:
    """The plain part, with line ends as Python writes them."""
    body = read(composed).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(composed: ComposedMail) -> str:
    """The HTML part."""
    body = read(composed).get_body(("html",))
    assert body is not None
    return str(body.get_content())


class Page(HTMLParser):
    """Every tag, attribute and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.text += data
