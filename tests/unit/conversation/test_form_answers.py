"""What counts as an answer in the form, and what does not."""

from __future__ import annotations

import pytest

from bot.leads.model import Country
from tests.support.conversation import Talk
from tests.support.form import code, value


@pytest.mark.parametrize(
    "said", ["Anna\r\nBcc: alla@falu.example", "Anna\u2028Ek", "\u202eAnna Ek\u202c", "Anna\x00Ek", "<b>Anna</b>", "O’Hara; DROP TABLE"]
)  # fmt: skip
def test_a_name_is_one_line_of_visible_signs(talk: Talk, said: str) -> None:
    talk.fill("name").say(said)
    name = value(talk, "name")
    assert name is None or str(name).isprintable()


def test_a_message_keeps_its_paragraphs(talk: Talk) -> None:
    talk.fill("message").say("Första raden.\r\n\r\n\r\n\r\nAndra\u202e raden.")
    assert value(talk, "message") == "Första raden.\n\nAndra raden."


@pytest.mark.parametrize(
    ("slot", "limit"), [("organisation", 160), ("name", 100), ("role", 120), ("topic", 500), ("message", 2_000)]
)
def test_what_is_too_long_is_said_to_be_and_how_long_it_may_be(talk: Talk, slot: str, limit: int) -> None:
    for length in (limit + 1, 100_000):
        talk.fill(slot).say("x" * length)
        assert talk.state.expects == slot and f"högst {limit} tecken" in talk.text


def test_a_personal_number_is_taken_out_and_that_is_said(talk: Talk) -> None:
    talk.fill("message").say("Min kollega 850101-1234 vill vara med")
    assert value(talk, "message") == "Min kollega [personnummer] vill vara med"
    assert "tog bort ett personnummer" in talk.text


def test_an_earlier_answer_given_anew_in_passing_counts(talk: Talk) -> None:
    talk.fill("phone").say("jag heter egentligen Bo Berg, jag heter Bo Berg")
    assert value(talk, "name") == "Bo Berg" and talk.state.expects == "phone"


@pytest.mark.parametrize("said", ["Maria Kenya Svensson", "Jordan Ek"])
def test_a_name_that_is_a_country_is_a_name(talk: Talk, said: str) -> None:
    talk.fill("name").say(said)
    assert (value(talk, "name"), value(talk, "country")) == (said, None)


def test_where_a_foreign_authority_lies_is_not_the_country_it_looks_for(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Nairobi City County, Kenya")
    assert value(talk, "country") is None and talk.state.expects == "name"


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("Vi söker en partner", "soker-partner"), ("2", "soker-partner"), ("vi har hittat en partner", "har-partner"), ("har en idé", "ide"),
        ("har inte kommit så långt", "har inte kommit så långt"), ("vi har hittat en partner i Lima och ska dit i vår", None),
    ],
)  # fmt: skip
def test_how_far_they_have_come_by_button_number_or_words(talk: Talk, said: str, stage: str | None) -> None:
    talk.fill("stage").say(said)
    assert value(talk, "stage") == (stage or said)


@pytest.mark.parametrize(
    ("said", "asks"), [("integritet", False), ("språk", False), ("hur mycket pengar får vi?", True)]
)
def test_free_words_are_the_answer_unless_they_are_a_question_with_one(talk: Talk, said: str, asks: bool) -> None:
    talk.fill("topic")
    outcome = talk.say(said)
    assert (outcome.decision == "answer") is asks
    assert (value(talk, "topic") == said) is not asks


def test_everything_a_message_gave_is_told_the_answer_asked_for_too(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Falu kommun, Anna Ek, miljöstrateg, anna.ek@falu.example")
    noted = "Jag har noterat:\n– Organisation: Falu kommun\n– Namn: Anna Ek\n– Roll: miljöstrateg\n– E-post: anna.ek@falu.example"
    assert noted in talk.text


@pytest.mark.parametrize(
    "said",
    [
        ["vi vill anmäla intresse, Anna Ek, Falu kommun, anna.ek@vaxjo.se"],
        ["anmäl intresse", "Falu kommun, Anna Ek, miljöstrateg, anna.ek@vaxjo.se"],
        ["anmäl intresse", "anna.ek@vaxjo.se", "Falu kommun"],
    ],
    ids=["opening", "at-the-organisation", "address-first"],
)
def test_a_foreign_address_is_asked_about_whenever_it_came(talk: Talk, said: list[str]) -> None:
    for text in said:
        talk.say(text)
    assert "anna.ek@vaxjo.se verkar höra till Växjö kommun, men du har angett Falu kommun" in talk.text
    assert talk.state.expects == "email" and {"yes", "no"} <= set(talk.buttons)
    talk.press("yes")
    assert talk.state.expects != "email" and value(talk, "email") == "anna.ek@vaxjo.se"


def test_a_foreign_address_can_mean_that_the_organisation_was_wrong(talk: Talk) -> None:
    talk.fill("email").say("anna.ek@vaxjo.se")
    talk.say("Växjö kommun")
    assert (code(talk), value(talk, "email"), talk.state.expects) == ("0780", "anna.ek@vaxjo.se", "phone")


def test_a_foreign_address_turned_down_is_not_sent(talk: Talk) -> None:
    talk.fill("summary").say("ändra e-post till anna.ek@vaxjo.se")
    talk.say("nej")
    assert value(talk, "email") is None
    talk.say("anna.ek@falu.example")
    assert talk.state.expects == "summary" and "anna.ek@falu.example" in talk.text


def test_the_only_option_is_taken_by_a_yes(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Faln")
    assert talk.state.pending is not None and len(talk.state.pending.options) == 1
    assert "Menar du den här?" in talk.text
    talk.say("ja")
    assert code(talk) == "2080"


def test_a_yes_to_several_options_asks_which(talk: Talk) -> None:
    talk.press("lead")
    talk.say("stockholm")
    talk.say("ja")
    assert talk.text.startswith("Välj det som stämmer") and talk.state.pending is not None


@pytest.mark.parametrize("slot", ["email", "phone"])
@pytest.mark.parametrize(
    ("said", "noted", "wanted"),
    [("rent vatten", "goals", (6,)), ("jämställdhet och 11", "goals", (5, 11)), ("vi söker en partner", "stage", "soker-partner")],
)  # fmt: skip
def test_what_comes_too_early_is_noted_and_not_asked_again(
    talk: Talk, slot: str, said: str, noted: str, wanted: object
) -> None:
    talk.fill(slot).say(said)
    assert "Jag har noterat" in talk.text and talk.state.expects == slot
    assert value(talk, noted) == wanted


def test_a_country_alone_is_no_name(talk: Talk) -> None:
    talk.fill("name").say("Kenya")
    assert value(talk, "name") is None and value(talk, "country") == Country("KE", "Kenya", True)
    assert talk.state.expects == "name"


@pytest.mark.parametrize("said", ["²", "٣", "99999", "org:²", "org:" + "9" * 5_000])
def test_odd_digits_choose_nothing_and_break_nothing(talk: Talk, said: str) -> None:
    talk.press("lead")
    talk.say("habo kommun")
    talk.press(said)
    assert talk.state.expects == "organisation" and talk.state.pending is not None
    assert Talk(talk.guide).fill("stage").say(said).replies


def test_an_unlisted_organisation_in_a_list_keeps_only_its_own_name(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Kommunalförbundet Sydvatten, Anna Ek, ingenjör")
    draft = talk.state.draft
    assert draft is not None and draft.organisation is not None
    assert (draft.organisation.name, draft.name, draft.role) == ("Kommunalförbundet Sydvatten", "Anna Ek", "ingenjör")


def test_an_unknown_organisation_in_a_list_keeps_only_its_own_name(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Sydarkivera, Anna Ek, arkivarie")
    assert talk.state.pending is not None and talk.state.pending.value == "Sydarkivera"
    assert (value(talk, "name"), value(talk, "role")) == ("Anna Ek", "arkivarie")
