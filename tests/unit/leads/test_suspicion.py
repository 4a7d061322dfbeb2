"""What looks odd is marked for ICLD and never turned away."""

from __future__ import annotations

import pytest

from bot.leads.document import document
from bot.leads.suspicion import DISPOSABLE, FASTEST, Traces, judged, signs
from tests.support.hostile import HOSTILE
from tests.support.leads import a_lead, html_of, mail, text_of

ORDINARY = Traces(False, 120.0)
PITCH = "Vi säljer backlinks och SEO, klicka här för gratis prov!"


@pytest.mark.parametrize(
    ("changes", "traces", "result", "words"),
    [
        ({}, ORDINARY, "qualified", ""),
        ({}, Traces(), "qualified", ""),
        ({}, Traces(True, 120.0), "review", "Ett fält som människor inte ser"),
        ({}, Traces(False, FASTEST - 0.1), "qualified", "fylldes i på 8 sekunder"),
        ({}, Traces(False, -5.0), "qualified", "fylldes i på 0 sekunder"),
        ({}, Traces(False, FASTEST), "qualified", ""),
        ({"message": "Läs mer på https://falun.example/vatten"}, ORDINARY, "qualified", ""),
        ({"message": "http://a.example http://b.example"}, ORDINARY, "review", "2 webbadresser"),
        ({"message": "http://a.example", "topic": "www.b.example"}, ORDINARY, "review", "2 webbadresser"),
        ({"message": PITCH}, ORDINARY, "review", "liknar reklam: backlinks, seo, klicka här, gratis prov"),
        ({"message": "Vi vill ha rabatt på avgiften."}, ORDINARY, "qualified", ""),
        ({"email": "anna@mailinator.com"}, ORDINARY, "qualified", "tillfälliga adresser"),
        ({"email": "anna@YOPMAIL.com"}, ORDINARY, "qualified", "tillfälliga adresser"),
        ({"email": "anna@mailinator.com"}, Traces(False, 1.0), "review", "tillfälliga adresser"),
        ({"result": "review"}, Traces(True), "review", "Ett fält"),
        ({"result": "not-eligible"}, Traces(True), "not-eligible", "Ett fält"),
    ],
)  # fmt: skip
def test_signs_mark_a_lead(changes: dict[str, str], traces: Traces, result: str, words: str) -> None:
    lead = judged(a_lead(**changes), traces)
    assert lead.qualification.result == result
    assert words in " ".join(lead.notes) and bool(lead.notes) == bool(words)
    assert lead.qualification.reasons == a_lead().qualification.reasons


def test_a_mark_is_read_in_every_part_of_the_mail() -> None:
    lead = judged(a_lead(message=PITCH), ORDINARY)
    note = lead.notes[0]
    assert note in text_of(mail(lead)) and note in html_of(mail(lead))
    assert note in document(lead)["qualification"]["reasons"]  # type: ignore[index]
    assert "organisationen hör till dem som kan söka, men något i anmälan är ovanligt" in text_of(mail(lead))


def test_the_list_of_disposable_addresses_is_of_domains() -> None:
    assert len(DISPOSABLE) >= 50
    assert all(domain == domain.lower() and "." in domain and "@" not in domain for domain in DISPOSABLE)
    assert not {"gmail.com", "hotmail.com", "outlook.com", "icloud.com", "proton.me"} & DISPOSABLE


@pytest.mark.parametrize("slot", ["name", "role", "topic", "message", "email", "stage"])
def test_hostile_words_in_any_slot_are_judged_without_stumbling(slot: str) -> None:
    for text in HOSTILE:
        lead = a_lead(**{slot: text})
        assert judged(lead, Traces(True, 1.0)).qualification.result == "review"
        assert all("\n" not in sign.sentence for sign in signs(lead, Traces()))
