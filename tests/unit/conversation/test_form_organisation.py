"""Organisations in the form: which, of what kind, and those that cannot apply."""

from __future__ import annotations

import pytest

from tests.support.conversation import Talk
from tests.support.form import code


def test_habo_and_habo_with_ring_are_asked_apart(talk: Talk) -> None:
    talk.press("lead")
    talk.say("habo kommun")
    assert talk.state.pending is not None
    assert {option.code for option in talk.state.pending.options} == {"0305", "0643"}
    talk.say("Håbo kommun")
    assert code(talk) == "0305"


@pytest.mark.parametrize(("said", "wanted"), [("2", "01"), ("Region Stockholm", "01"), ("Stockholms stad", "0180")])
def test_a_name_of_two_is_asked_apart_by_number_or_name(talk: Talk, said: str, wanted: str) -> None:
    talk.press("lead")
    talk.say("stockholm")
    talk.say(said)
    assert code(talk) == wanted


def test_none_of_the_organisations_asks_for_the_name_again(talk: Talk) -> None:
    talk.press("lead")
    talk.say("stockholm")
    talk.press("none")
    assert talk.state.pending is None and talk.state.expects == "organisation"
    assert "Skriv namnet" in talk.text and "cancel" in talk.buttons


@pytest.mark.parametrize("said", ["kommunen", "jag jobbar i en kommun", "vår region", "en svensk kommun"])
def test_an_authority_without_a_name_is_asked_which(talk: Talk, said: str) -> None:
    talk.press("lead")
    talk.say(said)
    assert talk.text.startswith("Vilken då?") and talk.state.pending is None


def test_an_unknown_organisation_is_asked_for_its_kind_and_icld_decides(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Blåbärslunden")
    assert talk.state.expects == "organisation" and "type:kommunalt-bolag" in talk.buttons
    talk.press("type:kommunalt-bolag")
    assert talk.state.expects == "name" and "ICLD avgör" in talk.text


def test_the_kind_told_in_words_keeps_the_name(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Blåbärslunden")
    talk.say("det är ett kommunalt bolag")
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    assert (talk.state.draft.organisation.name, talk.state.draft.organisation.type) == (
        "Blåbärslunden",
        "kommunalt-bolag",
    )


@pytest.mark.parametrize(
    ("said", "kind"), [("Sydvatten kommunalförbund", "kommunalforbund"), ("Falubostäder AB", "kommunalt-bolag")]
)
def test_other_kinds_go_on(talk: Talk, said: str, kind: str) -> None:
    talk.press("lead")
    talk.say(said)
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    assert talk.state.draft.organisation.type == kind and talk.state.expects == "name"
    assert ("ICLD avgör" in talk.text) == (kind == "kommunalt-bolag")


@pytest.mark.parametrize("said", ["Röda Korset", "Lunds universitet", "privatperson", "vi är en liten förening i Umeå"])
def test_who_is_not_eligible_is_told_kindly_and_nothing_is_forwarded(talk: Talk, said: str) -> None:
    talk.press("lead")
    talk.say(said)
    assert talk.state.expects is None
    assert "Tack för intresset" in talk.text and "skickar jag ingen anmälan" in talk.text
    for attempt in ("yes", "send"):
        outcome = talk.press(attempt)
        assert not outcome.effects and talk.state.expects is None


@pytest.mark.parametrize("way", ["edit:organisation", "lead"])
def test_who_was_not_eligible_may_name_another_organisation(talk: Talk, way: str) -> None:
    talk.press("lead")
    talk.say("Röda Korset")
    talk.press(way)
    assert talk.state.expects == "organisation"
    talk.say("Falu kommun")
    assert talk.state.expects == "name"


@pytest.mark.parametrize("said", ["nej, jag menade Falu kommun", "Falun", "ändra organisation till Falu kommun"])
def test_who_was_not_eligible_may_say_so_in_words(talk: Talk, said: str) -> None:
    talk.press("lead")
    talk.say("Röda Korset")
    talk.say(said)
    assert code(talk) == "2080" and talk.state.expects == "name"
