"""`lead.json` and `kontakt.vcf`: exactly what the schema and the standard say, whatever people wrote."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.leads.document import LONGEST_FOLD, document, lead_json, vcard
from bot.leads.model import Consent, Country, Lead
from tests.support.leads import KENYA, REASON, RECEIVED, SOMALIA, a_lead

UNHURRIED = settings(deadline=None)  # machines that run tests have other things to do
WHOLE = {
    "schema": "partnerskap/lead/1",
    "number": "KP-2026-0001",
    "received": "2026-11-23T10:15:00+01:00",
    "channel": "web",
    "language": "sv",
    "organisation": {"name": "Falu kommun", "code": "2080", "type": "kommun"},
    "contact": {
        "name": "Anna Lindqvist",
        "role": "miljöstrateg",
        "email": "anna.lindqvist@falun.example",
        "phone": "+46 70 174 06 05",
    },
    "interest": {
        "topic": "Vatten och avlopp i växande städer",
        "goals": [6, 11],
        "country": {"code": "KE", "name": "Kenya"},
        "stage": "Vi söker en partner",
        "message": "Vi har arbetat med dagvatten i tio år.\nVi vill gärna träffas i vår.",
    },
    "qualification": {"result": "qualified", "reasons": [REASON]},
    "consent": {"given": "2026-11-23T10:14:40+01:00", "text_version": "2026-11"},
    "questions": [
        {"id": "bidragets-storlek", "asked": "Hur mycket pengar kan vi få?"},
        {"id": "hitta-partner", "asked": "Hjälper ni till att hitta en partner?"},
    ],
}


def _told(**overrides: object) -> Any:
    """The document of a lead with these fields changed, to look into freely."""
    return cast("Any", document(a_lead(**overrides)))


HOSTILE = [
    "Anna\r\nBcc: x@y.example", 'Anna "<script>alert(1)</script>"', "=?utf-8?q?hej=0D=0ABcc:_x?=", "a;b,c\\d\\n",
    "\u202eannA",
    "🎉 Åsa", "x" * 5000, "å" * 3000, "\ud800", "\x00\x07\x1b[31m", "END:VCARD\nBEGIN:VCARD", "{{ 7*7 }}", "",
]  # fmt: skip


def test_whole_lead_is_written_as_the_schema_says() -> None:
    assert document(a_lead()) == WHOLE


def test_keys_stand_in_the_order_of_the_schema() -> None:
    assert json.dumps(document(a_lead())) == json.dumps(WHOLE)


@pytest.mark.parametrize(
    ("field", "value", "path", "told"),
    [
        ("phone", None, ("contact", "phone"), None),
        ("goals", (), ("interest", "goals"), []),
        ("country", None, ("interest", "country"), None),
        ("message", None, ("interest", "message"), None),
        ("questions", (), ("questions",), []),
        ("language", "en", ("language",), "en"),
        ("channel", "telegram", ("channel",), "telegram"),
        ("result", "review", ("qualification", "result"), "review"),
    ],
)
def test_each_field_is_told_by_itself(field: str, value: object, path: tuple[str, ...], told: object) -> None:
    got = json.loads(lead_json(a_lead(**{field: value})))
    wanted = json.loads(json.dumps(WHOLE))
    place = wanted
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = told
    assert got == wanted


def test_country_outside_the_list_is_marked_by_a_last_reason_within_the_schema() -> None:
    told = _told(country=SOMALIA)
    assert told["interest"]["country"] == {"code": "SO", "name": "Somalia"}
    assert list(told) == list(WHOLE)
    *others, mark = told["qualification"]["reasons"]
    assert others == WHOLE["qualification"]["reasons"]
    assert "Somalia" in mark


@pytest.mark.parametrize("country", [KENYA, None])
def test_no_mark_without_need(country: Country | None) -> None:
    assert document(a_lead(country=country))["qualification"] == WHOLE["qualification"]


def test_country_in_no_register_keeps_its_name() -> None:
    told = _told(country=Country(None, "Långtbortistan", listed=False))
    assert told["interest"]["country"] == {"code": None, "name": "Långtbortistan"}


def test_json_is_indented_and_readable() -> None:
    text = lead_json(a_lead())
    assert text.startswith('{\n  "schema": "partnerskap/lead/1",\n')
    assert "miljöstrateg" in text


def test_times_keep_their_offset_and_lose_their_fractions() -> None:
    summer = datetime(2026, 7, 1, 8, 0, 0, 123456, tzinfo=UTC)
    assert document(a_lead(received=summer))["received"] == "2026-07-01T08:00:00+00:00"


@pytest.mark.parametrize(
    "lead",
    [
        a_lead(number=None),
        a_lead(received=RECEIVED.replace(tzinfo=None)),
        a_lead(consent=Consent(RECEIVED.replace(tzinfo=None), "1")),
    ],
)
def test_unfinished_lead_is_refused(lead: Lead) -> None:
    with pytest.raises(ValueError, match=r"number|offset"):
        document(lead)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", ["name", "role", "email", "phone", "topic", "stage", "message", "organisation_name"])
def test_hostile_values_stay_values(field: str, value: str) -> None:
    lead = a_lead(**{field: value})
    told = json.loads(lead_json(lead).encode("utf-8"))
    assert list(told) == list(WHOLE)
    values = [told["contact"].get(field), told["interest"].get(field), told["organisation"]["name"]]
    assert value.encode("utf-8", "replace").decode() in values
    card = vcard(lead).encode("utf-8")
    assert _names(card) == ["BEGIN", "VERSION", "FN", "N", "ORG", "TITLE", "EMAIL", *_phone(lead), "NOTE", "END"]


def _phone(lead: Lead) -> list[str]:
    return ["TEL"] if lead.contact.phone else []


def _names(card: bytes) -> list[str]:
    unfolded = card.decode("utf-8").replace("\r\n ", "")
    assert "\n" not in unfolded.replace("\r\n", "")
    return [line.split(":")[0].split(";")[0] for line in unfolded.split("\r\n")[:-1]]


def _value(card: str, name: str) -> str:
    line = next(line for line in card.replace("\r\n ", "").split("\r\n") if line.startswith(name))
    return line.split(":", 1)[1]


def test_vcard_reads_as_expected() -> None:
    assert vcard(a_lead(name="Anna Maria Lindqvist")) == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Maria Lindqvist\r\nN:Lindqvist;Anna Maria;;;\r\nORG:Falu kommun\r\n"
        "TITLE:miljöstrateg\r\nEMAIL;TYPE=INTERNET:anna.lindqvist@falun.example\r\n"
        "TEL;TYPE=WORK,VOICE:+46 70 174 06 05\r\n"
        "NOTE:Intresseanmälan KP-2026-0001 via Partnerskapsguiden\r\nEND:VCARD\r\n"
    )


def test_vcard_of_somebody_with_one_name_and_no_phone() -> None:
    card = vcard(a_lead(name="Anna", phone=None))
    assert "\r\nN:;Anna;;;\r\n" in card
    assert "TEL" not in card


def test_separators_in_names_are_escaped() -> None:
    card = vcard(a_lead(name="Lind, Anna; ek\\lund", organisation_name="Vatten; Avlopp, AB"))
    assert _value(card, "FN:") == "Lind\\, Anna\\; ek\\\\lund"
    assert _value(card, "N:") == "ek\\\\lund;Lind\\, Anna\\;;;;"
    assert _value(card, "ORG:") == "Vatten\\; Avlopp\\, AB"


@UNHURRIED
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=400))
@example("x" * 400)
@example("å🎉" * 200)
def test_vcard_lines_are_short_and_whole(name: str) -> None:
    card = vcard(a_lead(organisation_name=name))
    for line in card.encode("utf-8").split(b"\r\n"):
        assert len(line) <= LONGEST_FOLD
        line.decode("utf-8")  # no character is cut in two
    assert _names(card.encode())[-1] == "END"


def test_number_is_in_json_and_card() -> None:
    lead = a_lead(number="KP-2027-0012")
    assert json.loads(lead_json(lead))["number"] == "KP-2027-0012"
    assert "KP-2027-0012" in vcard(lead)
