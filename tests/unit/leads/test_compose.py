"""The mail, read back as its receivers' programs read it. What people typed never becomes a header or markup."""

from __future__ import annotations

import json
import re
from datetime import UTC, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads.compose import LONGEST_SUBJECT, compose
from bot.leads.document import document, vcard
from bot.leads.headers import LONGEST_NAME
from bot.leads.model import AskedQuestion, Country, Lead, Organisation
from intents import clean
from tests.support.leads import (
    FROM,
    REASON,
    RECEIVED,
    SOMALIA,
    TO,
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
HEADERS = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type", "Content-Language",
]  # fmt: skip
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


def test_envelope_is_bare_and_id_is_fixed() -> None:
    composed = mail(a_lead())
    assert composed.message_id == "<kp-2026-0001.t0k@guiden.example>"
    assert (composed.sender, composed.recipient) == ("bot@guiden.example", TO)
    assert composed.subject_number == "KP-2026-0001"


def test_headers_are_these_and_no_others() -> None:
    message = read(mail(a_lead()))
    assert message.keys() == HEADERS
    assert message["From"] == "Partnerskapsguiden <bot@guiden.example>"
    assert message["To"] == TO
    assert message["Reply-To"] == "Anna Lindqvist <anna.lindqvist@falun.example>"
    assert message["Subject"] == "KP-2026-0001 Falu kommun – Kenya"
    assert message["Date"].datetime == RECEIVED
    assert message["Message-ID"] == "<kp-2026-0001.t0k@guiden.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Content-Language"] == "sv"


def test_structure_is_text_and_html_to_choose_from_then_attachments() -> None:
    message = read(mail(a_lead()))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/json", "text/vcard",
    ]  # fmt: skip
    assert [part.get_filename() for part in message.iter_attachments()] == ["lead.json", "kontakt.vcf"]
    charsets = [part.get_content_charset() for part in message.walk() if part.get_content_maintype() == "text"]
    assert charsets == ["utf-8"] * 3


def test_attachments_are_the_document_and_the_card() -> None:
    lead = a_lead()
    attached, card = read(mail(lead)).iter_attachments()
    assert json.loads(attached.get_content()) == document(lead)
    assert card.get_payload(decode=True) == vcard(lead).encode("utf-8")


def test_same_lead_same_bytes() -> None:
    assert mail(a_lead()) == mail(a_lead())


def test_another_number_or_installation_is_another_id() -> None:
    assert (
        len(
            {
                mail(a_lead()).message_id,
                mail(a_lead(number="KP-2026-0002")).message_id,
                mail(a_lead(), token="u").message_id,
            }
        )
        == 3
    )


def test_boundaries_follow_from_the_id() -> None:
    first, same, other = (
        [part.get_boundary() for part in read(composed).walk() if part.is_multipart()]
        for composed in (mail(a_lead()), mail(a_lead(name="Bo Ek")), mail(a_lead(number="KP-2026-0002")))
    )
    assert first == same
    assert len({*first, *other}) == 4


TEXT = """\
Intresseanmälan KP-2026-0001: Falu kommun – Kenya
Hör till dem som kan söka, enligt reglerna.

Namn:         Anna Lindqvist
Roll:         miljöstrateg
Organisation: Falu kommun (kommun, kod 2080)
E-post:       anna.lindqvist@falun.example
Telefon:      +46 70 174 06 05
Skriver på:   svenska
Gäller:       Vatten och avlopp i växande städer
Globala mål:  6 Rent vatten och sanitet för alla
              11 Hållbara städer och samhällen
Land:         Kenya
Läge:         Vi söker en partner

MEDDELANDE
  Vi har arbetat med dagvatten i tio år.
  Vi vill gärna träffas i vår.

BEDÖMNINGEN BYGGER PÅ
  – Kommuner räknas upp bland dem som kan söka (https://icld.example/dags-att-ansoka/, 2021).

FRÅGOR SOM PERSONEN STÄLLDE I TJÄNSTEN
  – Hur mycket pengar kan vi få?  [bidragets-storlek]
  – Hjälper ni till att hitta en partner?  [hitta-partner]

Svara på det här mejlet, så går svaret till Anna Lindqvist (anna.lindqvist@falun.example).

Samtycke: 2026-11-23 kl. 10.14, till textens version 2026-11.
Mottagen: 2026-11-23 kl. 10.15 i webbchatten.
Bifogat: lead.json (samma uppgifter för datorer) och kontakt.vcf (kontaktkort).
"""


def test_text_of_a_whole_lead() -> None:
    assert text_of(mail(a_lead())) == TEXT


@pytest.mark.parametrize(
    ("field", "value", "gone", "put"),
    [
        ("phone", None, "+46 70 174 06 05", "ej angivet"),
        (
            "goals",
            (),
            "6 Rent vatten och sanitet för alla\n              11 Hållbara städer och samhällen",
            "ej angivet",
        ),
        ("message", None, TEXT[TEXT.index("\nMEDD") : TEXT.index("\nBEDÖ")], ""),
        ("questions", (), TEXT[TEXT.index("\nFRÅGOR") : TEXT.index("\nSvara")], ""),
        ("language", "en", "svenska", "engelska"),
        ("channel", "telegram", "webbchatten", "Telegram"),
        (
            "result",
            "review",
            "Hör till dem som kan söka, enligt reglerna",
            "Behöver granskas: reglerna ger inget säkert svar",
        ),
        ("organisation", Organisation("Falu kommun", None, "annan"), "kommun, kod 2080", "något annat"),
    ],
)
def test_each_field_missing_or_changed_in_turn(field: str, value: object, gone: str, put: str) -> None:
    text = text_of(mail(a_lead(**{field: value})))
    wanted = TEXT.replace(gone, put)
    if field == "language":
        wanted = wanted.replace("falun.example).", "falun.example). Svara gärna på engelska.")
    assert text == wanted


def test_country_missing() -> None:
    composed = mail(a_lead(country=None))
    assert text_of(composed) == TEXT.replace(" – Kenya", "").replace("Land:         Kenya", "Land:         ej angivet")
    assert subject(composed) == "KP-2026-0001 Falu kommun"


def test_country_outside_the_list_is_marked() -> None:
    composed = mail(a_lead(country=SOMALIA))
    mark = "OBS: Somalia hör inte till dem som säkert står på den senaste kända listan över partnerländer."
    assert f"Land:         Somalia\n              {mark}\n" in text_of(composed)
    assert mark in Page(html_of(composed)).text
    assert subject(composed) == "KP-2026-0001 Falu kommun – Somalia"


def test_subject_marks_what_must_be_reviewed() -> None:
    assert subject(mail(a_lead(result="review"))) == "KP-2026-0001 [granskas] Falu kommun – Kenya"


@pytest.mark.parametrize("result", ["qualified", "review", "not-eligible"])
def test_every_reason_is_shown(result: str) -> None:
    reasons = (REASON, "Ett annat skäl (https://annan.example/, 2020).")
    composed = mail(a_lead(result=result, reasons=reasons))
    for reason in reasons:
        assert f"  – {reason}\n" in text_of(composed)
    assert [value for name, value in Page(html_of(composed)).attributes if value.startswith("https:")] == [
        "https://icld.example/dags-att-ansoka/",
        "https://annan.example/",
    ]


def test_html_says_the_same_as_the_text() -> None:
    page = Page(html_of(mail(a_lead())))
    shown = " ".join(page.text.split())
    compared = 0
    for line in TEXT.splitlines()[1:]:
        for piece in re.split(r":\s{1,9}(?=\S)|  \[", line.strip(" –]")):
            if piece and not piece.isupper() and "https:" not in piece:  # long addresses are shown shortened
                assert " ".join(piece.split()) in shown
                compared += 1
    assert compared > 30
    assert page.tags.count("tr") == 10


def test_html_is_swedish_and_loads_nothing() -> None:
    page = Page(html_of(mail(a_lead())))
    assert ("lang", "sv") in page.attributes
    assert ("content", "light dark") in page.attributes
    assert not {"img", "script", "link", "iframe", "style", "form"} & set(page.tags)
    assert not [value for name, value in page.attributes if name == "src" or "url(" in value]
    links = [value for name, value in page.attributes if name == "href"]
    assert links[:2] == ["mailto:anna.lindqvist@falun.example?subject=Sv%3A%20KP-2026-0001", "tel:+46701740605"]


def test_address_cannot_add_to_the_link() -> None:
    page = Page(html_of(mail(a_lead(email="anna@falun.example?bcc=bo@ond.example&body=x"))))
    links = [value for name, value in page.attributes if value.startswith("mailto:")]
    assert links == ["mailto:anna@falun.example%3Fbcc%3Dbo@ond.example%26body%3Dx?subject=Sv%3A%20KP-2026-0001"]


def test_goal_without_name_keeps_its_number() -> None:
    composed = compose(a_lead(goals=(3,)), TO, FROM, "t0k", {})
    assert "Globala mål:  3\n" in text_of(composed)


def test_times_are_swedish_whatever_zone_they_came_in() -> None:
    composed = mail(a_lead(received=RECEIVED.astimezone(UTC)))
    assert "Mottagen: 2026-11-23 kl. 10.15" in text_of(composed)
    assert read(composed)["Date"].datetime == RECEIVED


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
