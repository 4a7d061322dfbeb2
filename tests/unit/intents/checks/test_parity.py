"""Two languages must say the same, and both must be there."""

from __future__ import annotations

import pytest

from tests.support.checks import BASTU, BODY, SAUNA, Checked

SAME = [
    ("Den stängs den 31 december 2026.", "It closes on 31 December 2026."),
    ("Den stängs den 31 december 2026.", "It closes on December 31, 2026."),
    ("Stängt 15 februari–15 mars.", "Closed 15 February–15 March."),
    ("I januari 2023 var den ny.", "In January 2023 it was new."),
    ("Det kostar 300 000 kronor.", "It costs SEK 300,000."),
    ("Det kostar 2,50 miljoner kronor.", "It costs SEK 2.5 million."),
    ("Tolv får plats, två gånger om dagen.", "Twelve fit in, twice a day."),
    ("Gäster från Kenya och ukrainska orter.", "Guests from Kenya and Ukrainian towns."),
    ("Ja, den är varm.", "Yes, it is warm."),
    ("Nej, lagen (2009:47) säger annat.", "No, the act (2009:47) says otherwise."),
    ("Skriv till a1@bastu.se.", "Write to us."),
]
DIFFERENT = [
    ("Den stängs den 31 december 2026.", "It closes on 30 December 2026.", "datum"),
    ("Omkring 2021 var den ny.", "It was new.", "datum"),
    ("Det kostar 300 000 kronor.", "It costs SEK 30,000.", "tal"),
    ("Det kostar 2,5 miljoner kronor.", "It costs SEK 2.5 billion.", "storleken"),
    ("Sju får plats.", "Eight fit in.", "tal"),
    ("Gäster från Kenya.", "Guests from Uganda.", "länder"),
    ("Ja, den är varm.", "No, it is warm.", "ja"),
    ("Ja, den är varm.", "It is warm.", "ja"),
]


@pytest.mark.parametrize(("swedish", "english"), SAME)
def test_the_same_said_in_two_languages_is_let_be(base: Checked, swedish: str, english: str) -> None:
    base.answer(swedish)
    base.answer(english, SAUNA)
    assert base.findings("sprakpar") == []


@pytest.mark.parametrize(("swedish", "english", "what"), DIFFERENT)
def test_what_differs_is_told_in_the_translation(base: Checked, swedish: str, english: str, what: str) -> None:
    base.answer(swedish)
    base.answer(english, SAUNA)
    finding = base.the_finding("sprakpar")
    assert (finding.path, finding.line, finding.severity) == (SAUNA, BODY, "warning")
    assert what in finding.message


@pytest.mark.parametrize(
    ("extra", "severity"),
    [("valid_until: 2027-01-01", "warning"), ("action: lead", "advice"), ("next: [bastu2]", "advice")],
)
def test_heads_that_differ_are_told_on_their_line(base: Checked, extra: str, severity: str) -> None:
    base.answer("Så.", "sv/hamnen/bastu2.md")
    base.answer("Den är varm.")
    base.answer("It is warm.", SAUNA, extra=extra)
    finding = base.the_finding("sprakpar")
    assert (finding.path, finding.line, finding.severity) == (SAUNA, 11, severity)
    base.answer("Den är varm.", extra=extra)
    assert base.findings("sprakpar") == []


def test_dated_versions_are_held_against_their_own(base: Checked) -> None:
    base.answer("Den är varm till 2026.", extra="valid_until: 2026-12-31")
    base.answer("Den är kall sedan 2027.", "sv/hamnen/bastu@2027.md", extra="valid_from: 2027-01-01")
    base.answer("It is warm until 2026.", SAUNA, extra="valid_until: 2026-12-31")
    base.answer("It is cold since 2028.", "en/hamnen/bastu@2027.md", extra="valid_from: 2027-01-01")
    assert base.the_finding("sprakpar").path == "en/hamnen/bastu@2027.md"


def test_a_missing_translation_is_advice_and_a_translation_of_nothing_a_warning(base: Checked) -> None:
    base.answer("Only here.", "en/hamnen/pets.md")
    found = {(one.path, one.severity) for one in base.findings("oversattning")}
    assert ("sv/hamnen/hamnavgift.md", "advice") in found
    assert ("en/hamnen/pets.md", "warning") in found
    assert BASTU not in {path for path, _ in found}


def test_a_base_in_one_language_lacks_no_translation(base: Checked) -> None:
    (base.root / SAUNA).unlink()
    assert base.findings("oversattning") == []


def test_a_translation_with_a_fault_in_it_is_not_called_missing(base: Checked) -> None:
    base.put(SAUNA, "trasig")
    assert BASTU not in {one.path for one in base.findings("oversattning")}
