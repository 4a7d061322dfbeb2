"""Words that steer: help, menus, language, restart, erasure, thanks and goodbye."""

from __future__ import annotations

import pytest

from bot.conversation.effects import EraseUser
from bot.conversation.guide import Guide
from tests.support.conversation import Talk


@pytest.mark.parametrize(
    ("said", "fragment", "buttons"),
    [
        ("tack", "Tack själv!", ["topics", "lead"]),
        ("hej då", "välkommen tillbaka", ["topics"]),
        ("hej", "Vad vill du veta", ["topics", "lead"]),
        ("hjälp", "”anmäl intresse”", ["topics", "lead"]),
        ("jag fattar inte", "Skriv en fråga", ["topics", "lead"]),
        ("börja om", "Vi börjar om", ["topics", "lead"]),
        ("meny", "Välj ett område", ["theme:grund", "theme:ekonomi", "theme:om-tjansten"]),
        ("människa", "partnership@icld.se", ["lead", "topics"]),
        ("/integritet", "Samtal sparas 21 dagar", ["human", "lead"]),
        ("avbryt", "inget att avbryta", ["topics", "lead"]),
        ("fortsätt", "ingen påbörjad anmälan", ["topics", "lead"]),
        ("bra", "Fint!", ["topics", "lead"]),
        ("hoppa över", "väntar jag inte på något svar", ["topics", "lead"]),
        ("vet inte", "väntar jag inte på något svar", ["topics", "lead"]),
    ],
)
def test_outside_the_form(talk: Talk, said: str, fragment: str, buttons: list[str]) -> None:
    talk.say(said)
    assert fragment in talk.text and talk.buttons == buttons


def test_a_word_an_editor_has_written_an_answer_to_gets_that_answer(talk: Talk) -> None:
    assert talk.say("personuppgifter").entry_id == "personuppgifter"


def test_what_the_operator_keeps_is_told_in_days(talk: Talk) -> None:
    talk.say("/integritet")
    words = talk.guide.policy.words()
    assert all(f"{words[days]} dagar" in talk.text for days in ("conversation_days", "lead_days", "question_days"))


@pytest.mark.parametrize(
    ("said", "language", "fragment"),
    [
        ("english", "en", "I now answer in English"),
        ("svenska", "sv", "Nu svarar jag på svenska"),
        ("språk", "en", "I now"),
    ],
)
def test_the_language_is_switched_on_request(talk: Talk, said: str, language: str, fragment: str) -> None:
    talk.say(said)
    assert talk.state.language == language and fragment in talk.text


def test_the_language_is_switched_within_the_form_and_the_form_goes_on(talk: Talk) -> None:
    talk.fill("email").say("english")
    assert "Which e-mail address" in talk.text and talk.state.expects == "email"
    talk.say("svenska")
    assert "Vilken e-postadress" in talk.text


@pytest.mark.parametrize(
    ("said", "fragment"),
    [
        ("tack", "Tack själv!"),
        ("hjälp", "”tillbaka”"),
        ("meny", "Välj ett område"),
        ("människa", "Du kan också fylla i klart"),
        ("/integritet", "sparas 21 dagar"),
    ],
)
def test_within_the_form_the_question_comes_again(talk: Talk, said: str, fragment: str) -> None:
    talk.fill("email").say(said)
    assert fragment in talk.text and talk.last is not None
    assert "Vilken e-postadress" in talk.last.replies[-1].text and talk.state.expects == "email"


@pytest.mark.parametrize("slot", ["organisation", "name", "topic", "message", "consent"])
@pytest.mark.parametrize("said", ["/okant", "/settings@another_bot"])
def test_a_command_nobody_knows_is_no_answer_in_the_form(talk: Talk, slot: str, said: str) -> None:
    before = talk.fill(slot).state.draft
    talk.say(said)
    assert (talk.state.draft, talk.state.expects) == (before, slot)
    assert "”tillbaka”" in talk.text


@pytest.mark.parametrize("slot", ["organisation", "topic", "summary", "consent"])
def test_starting_over_empties_the_form_and_says_so(talk: Talk, slot: str) -> None:
    talk.fill(slot).say("börja om")
    assert (talk.state.draft, talk.state.expects, talk.state.last_answer) == (None, None, None)
    assert "borttaget" in talk.text


def sent(talk: Talk) -> Talk:
    talk.fill("consent").press("yes")
    talk.state = talk.state.load(talk.state.dump().replace('"last_lead":null', '"last_lead":"KP-2026-0007"'))
    return talk


@pytest.mark.parametrize("said", ["ja", "skicka"])
def test_a_lead_that_is_received_need_not_be_sent_again(talk: Talk, said: str) -> None:
    sent(talk).say(said)
    assert "KP-2026-0007 är redan mottagen" in talk.text


def test_cancelling_after_it_is_sent_tells_what_can_be_done(talk: Talk) -> None:
    sent(talk).say("avbryt")
    assert "KP-2026-0007" in talk.text and "partnership@icld.se" in talk.text and "radera" in talk.text


def test_thanks_after_it_is_sent_does_not_ask_for_it_once_more(talk: Talk) -> None:
    sent(talk).say("tack")
    assert "lead" not in talk.buttons and "nmäl intresse" not in talk.text


@pytest.mark.parametrize("slot", [None, "name", "country", "consent"])
def test_erasing_is_asked_about_first(talk: Talk, slot: str | None) -> None:
    if slot:
        talk.fill(slot)
    outcome = talk.say("radera")
    assert not outcome.effects and talk.buttons == ["yes", "no"]
    outcome = talk.say("ja")
    assert outcome.effects == (EraseUser(),)
    assert (talk.state.draft, talk.state.questions, talk.state.last_lead, talk.state.expects) == (None, (), None, None)


@pytest.mark.parametrize("said", ["nej", "no", "hej", "kanske", "", "Vem kan söka?", "radera inte"])
def test_nothing_but_a_yes_erases(talk: Talk, said: str) -> None:
    talk.fill("country").say("radera")
    before = talk.state.draft
    outcome = talk.say(said)
    assert EraseUser() not in outcome.effects
    assert "Då tar jag inte bort något" in talk.text
    assert talk.state.draft == before and not talk.state.erasing


def test_a_question_asked_instead_of_erasing_is_answered(talk: Talk) -> None:
    talk.say("radera")
    assert talk.say("Vem kan söka?").entry_id == "vem-kan-soka"


def test_a_doubt_survives_an_erasure_that_was_called_off(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    talk.say("radera")
    talk.say("nej")
    assert "Atlantis" in talk.text and talk.buttons == ["yes", "no", "cancel"]


@pytest.mark.parametrize(
    ("said", "expects", "entry"),
    [("/start", None, None), ("/start ansok", "organisation", None), ("/start vem-kan-soka", None, "vem-kan-soka"), ("/start finns-inte", None, None)],
)  # fmt: skip
def test_a_link_leads_to_where_it_says(talk: Talk, said: str, expects: str | None, entry: str | None) -> None:
    outcome = talk.say(said)
    assert (talk.state.expects, outcome.entry_id) == (expects, entry)
    assert ("Jag är Partnerskapsguiden" in talk.text) == (expects is None and entry is None)


def test_without_an_editors_text_the_data_protection_is_told_all_the_same(harbour_guide: Guide) -> None:
    talk = Talk(harbour_guide)
    talk.say("/integritet")
    assert all(f"{days} dagar" in talk.text for days in (21, 90, 400))


def test_the_data_protection_text_is_told_in_the_language_of_the_conversation(guide: Guide) -> None:
    talk = Talk(guide)
    talk.say("english")
    talk.say("/privacy")
    assert "at most 21 days" in talk.text and "dagar" not in talk.text
