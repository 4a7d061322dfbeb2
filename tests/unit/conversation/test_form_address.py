"""E-mail addresses in the form: slips and those of somebody else."""

from __future__ import annotations

import pytest

from tests.support.conversation import Talk
from tests.support.form import value


def test_an_address_of_another_municipality_is_asked_about(talk: Talk) -> None:
    talk.fill("email").say("anna.ek@lund.se")
    assert "Lunds kommun" in talk.text and "Falu kommun" in talk.text and talk.state.expects == "email"
    talk.say("nej")
    assert value(talk, "email") is None and talk.state.expects == "email"
    talk.say("anna.ek@lund.se")
    talk.say("ja")
    assert value(talk, "email") == "anna.ek@lund.se" and talk.state.expects == "phone"


def test_an_address_given_along_with_the_organisation_is_asked_about_too(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Anna Ek, strateg, Falu kommun, anna.ek@lund.se")
    assert talk.state.pending is not None and talk.state.pending.kind == "email"


def test_another_organisation_makes_a_confirmed_address_doubtful_again(talk: Talk) -> None:
    talk.fill("email").say("anna.ek@lund.se")
    talk.say("ja")
    talk.say("ändra organisation till Umeå kommun")
    assert "Lunds kommun, men du har angett Umeå kommun" in talk.text
    talk.say("ändra organisation till Lunds kommun")
    assert talk.state.pending is None and talk.state.expects == "phone"


@pytest.mark.parametrize("said", ["anna.ek@falun.se", "anna@gmail.com", "anna@region.example"])
def test_an_address_that_belongs_to_nobody_else_is_not_asked_about(talk: Talk, said: str) -> None:
    talk.fill("email").say(said)
    assert talk.state.expects == "phone"


@pytest.mark.parametrize("said", ["anna", "anna@", "@falun.se", "falun.se", "070-1234567", "min mejl"])
def test_a_bad_address_is_asked_for_again_in_a_friendly_way(talk: Talk, said: str) -> None:
    talk.fill("email").say(said)
    assert talk.state.expects == "email" and "e-postadress" in talk.text


@pytest.mark.parametrize(
    ("said", "meant"), [("anna@falun", "anna@falun.se"), ("anna(at)falun.se", "anna@falun.se"), ("bo@gmial.com", "bo@gmail.com")]
)  # fmt: skip
def test_a_slip_in_an_address_is_asked_about_and_a_yes_is_enough(talk: Talk, said: str, meant: str) -> None:
    talk.fill("email").say(said)
    assert f"Menar du {meant}?" in talk.text and talk.buttons == ["yes", "no", "cancel"]
    talk.say("ja")
    assert value(talk, "email") == meant and talk.state.expects == "phone"


def test_a_mended_address_can_still_belong_to_somebody_else(talk: Talk) -> None:
    talk.fill("email").say("anna(at)lund.se")
    talk.say("ja")
    assert talk.state.pending is not None and talk.state.pending.kind == "email"
