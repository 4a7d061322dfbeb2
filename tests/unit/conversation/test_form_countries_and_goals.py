"""Goals and countries in the form."""

from __future__ import annotations

import pytest

from bot.leads.model import Country
from tests.support.conversation import Talk
from tests.support.form import value


@pytest.mark.parametrize(
    ("said", "goals"),
    [("rent vatten", (6,)), ("6 och 11", (6, 11)), ("mål 13", (13,)), ("Jämställdhet", (5,)), ("fattigdom och klimat", (1, 13))],
)  # fmt: skip
def test_goals_by_number_name_or_subject(talk: Talk, said: str, goals: tuple[int, ...]) -> None:
    talk.fill("goals").say(said)
    assert value(talk, "goals") == goals
    assert "Jag har noterat: globala mål" in talk.text


@pytest.mark.parametrize("said", ["Visa målen", "vilka finns", "list:goals"])
def test_the_goals_can_be_seen_before_choosing(talk: Talk, said: str) -> None:
    talk.fill("goals")
    talk.press(said) if ":" in said else talk.say(said)
    assert "– 17 " in talk.text and talk.state.expects == "goals"


def test_what_is_no_goal_is_asked_for_again_in_a_friendly_way(talk: Talk) -> None:
    talk.fill("goals").say("kubism")
    assert "17 målen" in talk.text and talk.state.expects == "goals" and "list:goals" in talk.buttons


def test_a_country_not_on_the_list_is_said_and_allowed_and_marked(talk: Talk) -> None:
    talk.fill("country").say("Peru")
    assert "Peru står inte på den senaste landlistan" in talk.text
    assert value(talk, "country") == Country("PE", "Peru", False)


def test_a_country_sources_disagree_about_is_said(talk: Talk) -> None:
    disputed = next(c for c in talk.guide.countries._all if c.status == "disputed")
    talk.fill("country").say(disputed.name_sv)
    assert f"inte överens om {disputed.name_sv}" in talk.text


def test_a_country_in_english_is_the_same_country(talk: Talk) -> None:
    talk.fill("country").say("South Africa")
    assert "Jag har noterat: land Sydafrika" in talk.text


def test_sweden_is_no_partner_country(talk: Talk) -> None:
    talk.fill("country").say("Sverige")
    assert "annat land än Sverige" in talk.text and talk.state.expects == "country"


def test_of_several_countries_the_first_is_noted_and_the_others_are_told(talk: Talk) -> None:
    talk.fill("country").say("Kenya, Uganda eller Zambia")
    assert value(talk, "country") == Country("KE", "Kenya", True)
    assert "Uganda, Zambia" in talk.text


def test_an_unknown_country_is_asked_about_and_can_be_kept(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    assert talk.state.expects == "country" and talk.buttons == ["yes", "no", "cancel"]
    talk.press("yes")
    assert value(talk, "country") == Country(None, "Atlantis", False)


def test_an_unknown_country_can_be_written_anew(talk: Talk) -> None:
    talk.fill("country").say("Kenija xx")
    talk.say("nej")
    assert talk.state.pending is None and "Skriv landets namn" in talk.text
    talk.say("Kenya")
    assert talk.state.expects == "stage"
