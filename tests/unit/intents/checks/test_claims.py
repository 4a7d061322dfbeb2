"""Answers that say other things than has been settled, than each other, or than they may without a notice."""

from __future__ import annotations

import pytest

from tests.support.checks import BASTU, BODY, SAUNA, Checked

CLAIMS = """\
[oppet]
om = "när bastun är öppen"
besked = "till och med den 31 oktober 2026."
sv = [{ mening = ["bastun", "öppen|öppet"], nagot = ["31 oktober 2026"], utom_mening = ["brygga"] }]
en = [{ mening = ["sauna", "open"], nagot = ["31 October 2026"] }]

[gaster]
om = "varifrån gäster kommer"
besked = "från Kenya och Uganda, inte från Indien."
sv = [{ mening = ["gäster från"], alla = ["Kenya", "Uganda"], inget = ["Indien"] }]

[forbehall.sv]
talar_om = ["hyra", "kronor"]
ska_sta = ["31 oktober 2026", "bastu@vindo.example"]
utom = ["hamnavgift"]
"""
WRONG = [
    ("Bastun är öppen till den 30 oktober 2026.", "”31 oktober 2026”"),
    ("Hos oss är bastun öppen året om.", "”31 oktober 2026”"),
    ("Vi har gäster från Kenya.", "säger inte ”Uganda”"),
    ("Vi har gäster från Kenya, Uganda och Indien.", "säger ”Indien”"),
]
RIGHT = [
    "Bastun är öppen till och med den 31 oktober 2026.",
    "Bastun vid bryggan är öppen.",
    "Vi har gäster från Uganda och Kenya.",
    "Öppen är den.",
]


@pytest.mark.parametrize(("sentence", "told"), WRONG)
def test_a_sentence_that_goes_against_a_settled_claim_is_told(base: Checked, sentence: str, told: str) -> None:
    base.put("uppgifter.toml", CLAIMS)
    base.answer(f"Den är varm.\n\n{sentence}")
    finding = base.the_finding("uppgift")
    assert (finding.path, finding.line, finding.severity) == (BASTU, BODY + 2, "error")
    assert told in finding.message
    assert "uppgifter.toml:" in finding.message


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_sentence_that_agrees_or_is_about_something_else_is_let_be(base: Checked, sentence: str) -> None:
    base.put("uppgifter.toml", CLAIMS)
    base.answer(sentence)
    assert base.findings("uppgift") == []


def test_each_language_has_its_own_claims(base: Checked) -> None:
    base.put("uppgifter.toml", CLAIMS)
    base.answer("The sauna is open all year.", SAUNA)
    assert base.the_finding("uppgift").path == SAUNA


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ('[oppet]\nom = "x"\n', 1),
        ('[oppet]\nom = "x"\nbesked = "y"\nfel = 1\n', 4),
        ('[oppet]\nom = "x"\nbesked = "y"\nsv = [{ mening = ["x"] }]\n', 1),
        ('[oppet]\nom = "x"\nbesked = "y"\nsv = [{ mening = ["x"], nogot = ["y"] }]\n', 1),
        ('[oppet]\nom = "x"\nbesked = "y"\nsv = 3\n', 1),
        ("oppet = 3\n", 1),
    ],
)
def test_a_claim_that_cannot_be_understood_is_told_in_the_table(base: Checked, table: str, line: int) -> None:
    base.put("uppgifter.toml", table)
    finding = base.the_finding("uppgift")
    assert (finding.path, finding.line) == ("uppgifter.toml", line)


def test_an_unreadable_table_is_told_and_stops_no_version(base: Checked) -> None:
    base.put("uppgifter.toml", "[oppet]\nom = ”x”\n")
    (finding,) = [one for one in base.findings("") if one.path == "uppgifter.toml"]
    assert (finding.line, finding.severity) == (2, "warning")


def test_an_answer_about_money_needs_the_notice(base: Checked) -> None:
    base.put("uppgifter.toml", CLAIMS)
    base.answer("Den är varm.\n\nAtt hyra den kostar lite. Fråga bastu@vindo.example.")
    finding = base.the_finding("forbehall")
    assert (finding.path, finding.line, finding.severity) == (BASTU, BODY + 2, "error")
    assert "”31 oktober 2026”" in finding.message
    assert "bastu@vindo.example" not in finding.message
    base.answer("Du kan hyra den till den 31 oktober 2026. Fråga bastu@vindo.example.")
    assert base.findings("forbehall") == []


def test_an_answer_that_promises_nothing_is_left_out_by_name(base: Checked) -> None:
    base.put("uppgifter.toml", CLAIMS)
    base.answer("Det är 300 kronor.", "sv/hamnen/hamnavgift.md")
    assert base.findings("forbehall") == []


CONTRADICTIONS = [
    ("Bastun stängs för säsongen den 31 oktober 2026.", "Bastun stängs för säsongen den 30 september 2026.", "datum"),
    ("Att hyra bastun en kväll kostar 300 kronor.", "Att hyra bastun en kväll kostar 450 kronor.", "tal"),
    ("Bastun har besökts av gäster från Kenya.", "Bastun har besökts av gäster från Uganda.", "länder"),
    ("Bastun värms med ved på kvällen.", "Bastun värms inte med ved på kvällen.", "ja och nej"),
]


@pytest.mark.parametrize(("first", "second", "what"), CONTRADICTIONS)
def test_two_answers_that_say_different_things_about_one_matter_are_told(
    base: Checked, first: str, second: str, what: str
) -> None:
    base.answer(f"Välkommen.\n\n{first}", "sv/hamnen/hamnavgift.md")
    base.answer(f"Hej.\n\n{second}", "sv/ombord/landstrom.md")
    finding = base.the_finding("motsagelse")
    assert (finding.path, finding.line, finding.severity) == ("sv/ombord/landstrom.md", BODY + 2, "warning")
    assert what in finding.message
    assert f"sv/hamnen/hamnavgift.md:{BODY + 2}" in finding.message
    base.answer(f"Hej.\n\n{first}", "sv/ombord/landstrom.md")
    assert base.findings("motsagelse") == []


def test_a_sentence_that_says_more_or_is_about_something_else_contradicts_nothing(base: Checked) -> None:
    base.answer("Bastun värms med ved på kvällen.", "sv/hamnen/hamnavgift.md")
    base.answer("Bastun värms med ved på kvällen, men inte på natten.", "sv/ombord/landstrom.md")
    assert base.findings("motsagelse") == []


def test_dated_versions_of_one_answer_may_differ(base: Checked) -> None:
    base.answer("Att hyra bastun en kväll kostar 300 kronor.", extra="valid_until: 2026-12-31")
    base.answer(
        "Att hyra bastun en kväll kostar 450 kronor.", "sv/hamnen/bastu@2027.md", extra="valid_from: 2027-01-01"
    )
    assert base.findings("motsagelse") == []


def test_the_odd_one_out_is_told_and_told_once(base: Checked) -> None:
    for entry_id in ("a", "b", "c"):
        base.answer("Att hyra bastun en kväll kostar 300 kronor.", f"sv/hamnen/{entry_id}.md")
    base.answer("Bastun är bra. Att hyra bastun en kväll kostar bara 300 kronor.", "sv/ombord/ett.md")
    base.answer("Hej. Att hyra bastun en kväll kostar 450 kronor.", "sv/hamnen/hamnavgift.md")
    assert base.the_finding("motsagelse").path == "sv/hamnen/hamnavgift.md"
