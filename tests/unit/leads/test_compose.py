"""The mail about a lead: headers, parts and text."""

from __future__ import annotations

import json
import re
from datetime import UTC

import pytest

from bot.leads.compose import compose
from bot.leads.document import document, vcard
from bot.leads.model import Organisation
from tests.support.composed import HEADERS
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
    subject,
    text_of,
)  # fmt: skip


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
