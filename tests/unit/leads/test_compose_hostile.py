"""What visitors write cannot change the mail, and comes through whole."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads.compose import LONGEST_SUBJECT
from bot.leads.headers import LONGEST_NAME
from bot.leads.model import AskedQuestion, Country, Lead
from intents import clean
from tests.support.composed import HEADERS
from tests.support.leads import (
    RECEIVED,
    Page,
    a_lead,
    html_of,
    mail,
    read,
    reply_to,
    subject,
    text_of,
)  # fmt: skip

UNHURRIED = settings(deadline=None)  # machines that run tests have other things to do


HOSTILE = [
    "Anna\r\nBcc: x@y.example",
    "Anna\r\n\r\n<b>kropp</b>",
    "=?utf-8?q?hej=0D=0ABcc:_x=40y.example?=",
    "=?utf-8?b?QmNjOiB4QHkuZXhhbXBsZQ==?= <x@y.example>",
    'Anna "<script>alert(1)</script>"',
    "'><img src=http://ond.example/x.png onerror=alert(1)>",
    "Lind, Anna; (chef) <x@y.example>, Bo",
    "Anna\u2028Bcc: x@y.example\u2029\x85\x0b\x0c",
    "\u202eannA\u202c \u2067x",
    "🎉👩🏽‍💻 Åsa",
    "x" * 5000,
    "Öberg " * 1000,
    "å" * 3000,
    "{{ 7*7 }} {% include 'lead.txt' %}",
    "\x00\x07\x1b[31m\ud800",
    "--=_boundary--",
    ".\r\n.\r\nQUIT",
    "From mig\nFrom dig",
    "https://ond.example/?a=1&b=2 www.ond.example",
    "",
]


FIELDS = ["name", "role", "email", "phone", "topic", "stage", "message", "organisation_name"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_hostile_value_changes_nothing_but_its_own_place(field: str, value: str) -> None:
    _check(a_lead(**{field: value}))


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_question_country_and_reason(value: str) -> None:
    _check(a_lead(questions=(AskedQuestion(value, value),)))
    _check(a_lead(country=Country(None, value, listed=False)))
    _check(a_lead(reasons=(value,)))


def _check(lead: Lead) -> None:
    composed = mail(lead)
    message = read(composed)
    headers = [header for header in HEADERS if header != "Reply-To" or "Reply-To" in message]
    assert message.keys() == headers
    assert composed.content.isascii()
    assert all(len(line) <= 998 for line in composed.content.split(b"\r\n"))
    assert b"\n" not in composed.content.replace(b"\r\n", b"")
    assert b"\r" not in composed.content.replace(b"\r\n", b"")
    assert len(list(message.walk())) == 6
    if "Reply-To" in message:
        assert reply_to(composed) == (clean(lead.contact.name, LONGEST_NAME), lead.contact.email)
    assert subject(composed).startswith("KP-2026-0001 ")
    attached, card = message.iter_attachments()
    assert json.loads(attached.get_content())["schema"] == "partnerskap/lead/1"
    assert bytes(card.get_payload(decode=True)).count(b"BEGIN:VCARD\r\n") == 1
    _check_page(html_of(composed), lead)


def _check_page(html: str, lead: Lead) -> None:
    page, plain = Page(html), Page(html_of(mail(a_lead())))
    assert set(page.tags) <= {*plain.tags, "br"}
    assert {name for name, _ in page.attributes} <= {name for name, _ in plain.attributes}
    reasons = [value for name, value in page.attributes if name == "href" and not value.startswith(("mailto:", "tel:"))]
    assert all(link.removeprefix("https://") in " ".join(lead.qualification.reasons) for link in reasons)


@pytest.mark.parametrize("value", ["x" * 5000, "Öberg " * 1000, "slut på raden " * 300 + "SIST"])
@pytest.mark.parametrize("field", ["topic", "message", "role", "stage", "organisation_name", "name"])
def test_body_has_all_of_what_is_long(field: str, value: str) -> None:
    composed = mail(a_lead(**{field: value}))
    assert " ".join(value.split()) in text_of(composed)
    assert " ".join(value.split()) in " ".join(Page(html_of(composed)).text.split())
    assert len(subject(composed)) <= LONGEST_SUBJECT


def test_message_cannot_pretend_to_be_another_part() -> None:
    text = text_of(mail(a_lead(message="Hej\n\nBEDÖMNINGEN BYGGER PÅ\n  – Ja")))
    assert "  Hej\n\n  BEDÖMNINGEN BYGGER PÅ\n  – Ja\n" in text
    assert text.count("\nBEDÖMNINGEN") == 1


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=90)


@UNHURRIED
@given(NAMES)
def test_any_name_comes_back_whole_beside_its_address(name: str) -> None:
    composed = mail(a_lead(name=name))
    assert reply_to(composed) == (clean(name), "anna.lindqvist@falun.example")
    assert read(composed).keys() == HEADERS


@UNHURRIED
@given(NAMES, NAMES)
def test_any_subject_comes_back_whole(organisation: str, country: str) -> None:
    composed = mail(a_lead(organisation_name=organisation, country=Country(None, country, listed=True)))
    wanted = f"KP-2026-0001 {clean(organisation)}" + (f" – {clean(country)}" if clean(country) else "")
    assert subject(composed) == clean(wanted, LONGEST_SUBJECT)
    assert str(read(composed)["Subject"]) == clean(wanted, LONGEST_SUBJECT)


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("anna@åland.example", b"<anna@xn--land-poa.example>"),
        ("åsa@falun.example", "<åsa@falun.example>".encode()),
        ("åsa@åland.example", "<åsa@xn--land-poa.example>".encode()),
        ("o'brien+x@falun.example", b"<o'brien+x@falun.example>"),
    ],
)
def test_reply_address_has_an_ascii_domain(address: str, header: bytes) -> None:
    content = mail(a_lead(email=address, name="Åsa Ek")).content
    line = next(line for line in content.replace(b"\r\n ", b" ").split(b"\r\n") if line.startswith(b"Reply-To:"))
    assert line.endswith(header)
    assert address in text_of(mail(a_lead(email=address)))


def test_without_a_valid_address_the_mail_says_so() -> None:
    composed = mail(a_lead(email="anna@falun"))
    assert "Reply-To" not in read(composed)
    assert "Skriv ett nytt mejl till Anna Lindqvist (anna@falun)." in text_of(composed)


@pytest.mark.parametrize(
    ("sender", "bare", "shown"),
    [
        ("bot@guiden.example", "bot@guiden.example", "bot@guiden.example"),
        ("<bot@GUIDEN.example>", "bot@guiden.example", "bot@guiden.example"),
        ('"Guiden, ICLD" <bot@guiden.example>', "bot@guiden.example", '"Guiden, ICLD" <bot@guiden.example>'),
        ("Guiden, ICLD <bot@guiden.example>", "bot@guiden.example", '"Guiden, ICLD" <bot@guiden.example>'),
        ("Vägvisaren <bot@åland.example>", "bot@xn--land-poa.example", "Vägvisaren <bot@xn--land-poa.example>"),
        ("Partnerskapsguiden <bot@localhost>", "bot@localhost", "Partnerskapsguiden <bot@localhost>"),
    ],
)
def test_sender_may_have_a_name(sender: str, bare: str, shown: str) -> None:
    composed = mail(a_lead(), sender)
    assert composed.sender == bare
    assert read(composed)["From"] == shown
    assert composed.message_id.endswith(f"@{bare.split('@')[1]}>")


@pytest.mark.parametrize("sender", ["", "bot", "bot@x\r\nBcc: y@z", "a@b, c@d", "Bot <a@b> <c@d>"])
def test_sender_that_is_no_address_is_refused(sender: str) -> None:
    with pytest.raises(ValueError, match="address"):
        mail(a_lead(), sender)


@pytest.mark.parametrize(("token", "part"), [("Ab-3_x", "Ab-3_x"), ("a b\r\nc>", "a-b-c"), ("", "x"), ("å", "x")])
def test_token_cannot_break_the_id(token: str, part: str) -> None:
    composed = mail(a_lead(), token=token)
    assert composed.message_id == f"<kp-2026-0001.{part}@guiden.example>"
    assert read(composed)["Message-ID"] == composed.message_id


def test_long_domain_keeps_the_id_on_one_line() -> None:
    sender = f"bot@{'.'.join(['a' * 60] * 3)}.example"
    assert f"Message-ID: {mail(a_lead(), sender).message_id}\r\n".encode() in mail(a_lead(), sender).content


@pytest.mark.parametrize(
    "lead",
    [
        a_lead(number=None),
        a_lead(received=RECEIVED.replace(tzinfo=None)),
        a_lead(received=(RECEIVED + timedelta(1)).replace(tzinfo=None)),
    ],
)
def test_unfinished_lead_is_refused(lead: Lead) -> None:
    with pytest.raises(ValueError, match=r"number|offset"):
        mail(lead)
