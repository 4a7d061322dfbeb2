"""What is looked for in everything that goes out: nothing a visitor wrote may be more than text in its own place."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

HEADERS = {
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type", "Content-Language",
}  # fmt: skip
CARD = ["BEGIN", "VERSION", "FN", "N", "ORG", "TITLE", "EMAIL", "NOTE", "END"]
_MAIL = "html head meta title body div p h1 h2 table tr th td a br ul li span"
MAIL_TAGS = set(_MAIL.split())
MAIL_ATTRIBUTES = {
    "lang",
    "charset",
    "name",
    "content",
    "style",
    "dir",
    "cellpadding",
    "cellspacing",
    "scope",
    "href",
    "rel",
}
_CHAT = (
    "link script main header footer nav section article aside form input button label textarea ol dl dt dd strong em "
    "h3 h4 svg path circle rect g details summary caption tbody thead time small output noscript code hr progress"
)
PAGE_TAGS = MAIL_TAGS | set(_CHAT.split())
FORMULA = tuple("=+-@\t\r＝＋－＠")
_LABELS = (
    ("Namn", "contact", "name"), ("Roll", "contact", "role"), ("E-post", "contact", "email"),
    ("Gäller", "interest", "topic"), ("Läge", "interest", "stage"), ("Telefon", "contact", "phone"),
)  # fmt: skip


class Elements(HTMLParser):
    """Every element, attribute and address of a page, and the rows of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.rows: dict[str, str] = {}
        self.text = ""
        self._row = ["", ""]
        self._cell = -1
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._cell = {"th": 0, "td": 1}.get(tag, self._cell)

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self.rows[flat(self._row[0])] = flat(self._row[1])
            self._row, self._cell = ["", ""], -1

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._cell >= 0:
            self._row[self._cell] += data

    @property
    def addresses(self) -> list[str]:
        """Everywhere that leads away, or fetches something."""
        return [value for name, value in self.attributes if name in {"href", "src", "action", "formaction", "data"}]


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def steering(text: str) -> set[str]:
    """The characters in `text` that a terminal obeys, or that turn it round."""
    return {char for char in text if char != "\n" and not char.isprintable()}


def check_mail(content: bytes, document: dict[str, Any]) -> None:
    """The mail of the lead in `document`: each part whole, and each value in its own place."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage) and not message.defects
    assert set(message.keys()) == HEADERS and len(message.keys()) == len(HEADERS)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/json", "text/vcard",
    ]  # fmt: skip
    assert [address.addr_spec for address in message["Reply-To"].addresses] == [document["contact"]["email"]]
    assert [address.addr_spec for address in message["To"].addresses] == ["partnership@icld.se"]
    assert str(message["Subject"]).startswith(document["number"]) and not steering(str(message["Subject"]))
    attached, card = message.iter_attachments()
    assert json.loads(attached.get_content()) == document
    _check_card(card.get_payload(decode=True).decode())  # type: ignore[union-attr]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain and html
    _check_text(plain.get_content().replace("\r\n", "\n"), document)
    _check_html(html.get_content().replace("\r\n", "\n"), document)


def _check_card(card: str) -> None:
    lines = card.replace("\r\n ", "").split("\r\n")
    assert lines.pop() == "" and not any(steering(line) for line in lines)
    names = [line.partition(":")[0].partition(";")[0] for line in lines]
    assert [name for name in names if name != "TEL"] == CARD and names.count("TEL") <= 1, names


def _check_text(text: str, document: dict[str, Any]) -> None:
    assert not steering(text), steering(text)
    lines = text.split("\n")
    for label, group, name in _LABELS:
        value = document[group][name] or "ej angivet"
        assert [line[14:] for line in lines if line.startswith(f"{label}: ")] == [flat(value)], label
    said = document["interest"]["message"]
    assert ("\nMEDDELANDE\n" in text) is bool(said)
    assert said is None or all(flat(line) in text for line in said.split("\n"))


def _check_html(html: str, document: dict[str, Any]) -> None:
    page = Elements(html)
    assert set(page.tags) <= MAIL_TAGS, set(page.tags) - MAIL_TAGS
    assert {name for name, _ in page.attributes} <= MAIL_ATTRIBUTES
    assert not steering(html)
    reasons = " ".join(document["qualification"]["reasons"])
    for address in page.addresses:
        assert address.startswith(("mailto:", "tel:")) or address in reasons, address
        assert "x.example" not in address or address.startswith("mailto:"), address
    for label, group, name in _LABELS:
        assert page.rows[label] == flat(document[group][name] or "ej angivet"), label


def check_page(html: str) -> None:
    """The chat page, or the part of it that the script adds."""
    page = Elements(html)
    assert set(page.tags) <= PAGE_TAGS, set(page.tags) - PAGE_TAGS
    assert page.tags.count("script") <= 1
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "srcdoc", "formaction"}}, names
    for address in page.addresses:
        assert not address or address.startswith(("/", "#", "http://", "https://", "mailto:")), address
    assert all(value.startswith("/") for name, value in page.attributes if name in {"src", "action"})


def check_table(text: str, documents: list[dict[str, Any]]) -> None:
    """The export as a spreadsheet reads it: a row for each lead, as many cells as the heading, none of them a formula."""
    assert not steering(text), steering(text)
    heading, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert [row[0] for row in rows] == [document["number"] for document in documents]
    for row in rows:
        assert len(row) == len(heading)
        assert not [cell for cell in row if cell.startswith(FORMULA)]
