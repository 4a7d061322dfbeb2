"""The form: several data at once, digressions, doubts, skips, the way back."""

from __future__ import annotations

import pytest

from bot.leads.model import OPTIONAL, SLOTS, UNSURE, Country
from tests.support.conversation import SENSIBLE, Talk


def value(talk: Talk, slot: str) -> object:
    return getattr(talk.state.draft, slot) if talk.state.draft else None


def code(talk: Talk) -> str | None:
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    return talk.state.draft.organisation.code


def test_it_opens_by_saying_that_nothing_is_sent_unseen_and_nothing_is_promised(talk: Talk) -> None:
    talk.press("lead")
    assert "Inget skickas förrän du har sett allt och godkänt det" in talk.text
    assert "ingen ansökan och inget löfte om pengar" in talk.text and "31 december 2026" in talk.text
    assert talk.state.expects == "organisation"


def test_slots_are_asked_in_order_to_the_summary(talk: Talk) -> None:
    talk.press("lead")
    asked = []
    while talk.state.expects in SLOTS:
        asked.append(talk.state.expects)
        talk.say(SENSIBLE[talk.state.expects])
    assert tuple(asked) == SLOTS
    assert talk.state.expects == "summary"


def test_one_message_fills_several_slots(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna.ek@falu.example, 070-174 06 05")
    assert code(talk) == "2080"
    assert [value(talk, slot) for slot in ("name", "role", "email", "phone")] == [
        "Anna Ek",
        "miljöstrateg",
        "anna.ek@falu.example",
        "+46 70 174 06 05",
    ]
    assert "– Roll: miljöstrateg" in talk.text
    assert talk.state.expects == "topic"


def test_a_wish_to_register_with_details_in_the_same_breath(talk: Talk) -> None:
    talk.say("Hej, vi vill anmäla intresse. Jag heter Anna Ek, Falu kommun, anna.ek@falu.example")
    assert (code(talk), value(talk, "name"), value(talk, "email")) == ("2080", "Anna Ek", "anna.ek@falu.example")
    assert talk.state.expects == "role"


def test_details_given_when_a_form_already_waits_fill_what_is_missing(talk: Talk) -> None:
    talk.fill("role").say("jag vill dö")
    talk.say("vi vill anmäla intresse, jag heter Bo Berg, 070-174 06 05")
    assert (value(talk, "name"), value(talk, "phone")) == ("Anna Ek", "+46 70 174 06 05")
    assert talk.state.expects == "role"


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
def test_a_question_at_any_slot_is_answered_and_the_form_resumes(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    before = talk.state.draft
    outcome = talk.say("Vem kan söka?")
    assert (outcome.decision, outcome.entry_id) == ("answer", "vem-kan-soka")
    assert "Tillbaka till anmälan" in talk.text
    assert (talk.state.expects, talk.state.draft) == (slot, before)


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
@pytest.mark.parametrize("way", ["avbryt", "Avbryt anmälan", "jag vill avbryta", "button"])
def test_cancelling_anywhere_erases_what_was_filled_in(talk: Talk, slot: str, way: str) -> None:
    talk.fill(slot)
    if way == "button":
        assert "cancel" in talk.buttons
        talk.press("cancel")
    else:
        talk.say(way)
    assert (talk.state.draft, talk.state.expects, talk.state.questions) == (None, None, ())
    assert "borttaget" in talk.text and talk.buttons == ["topics", "lead"]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("way", ["hoppa över", "button"])
def test_skipping_is_possible_where_the_answer_is_not_needed(talk: Talk, slot: str, way: str) -> None:
    talk.fill(slot)
    assert ("skip" in talk.buttons) == (slot in OPTIONAL)
    talk.press("skip") if way == "button" else talk.say(way)
    assert (talk.state.expects != slot) == (slot in OPTIONAL)
    if slot not in OPTIONAL:
        assert "kan ICLD inte svara" in talk.text


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("said", ["vet inte", "jag vet inte riktigt", "spelar ingen roll"])
def test_not_knowing_is_an_answer_where_it_can_be_one(talk: Talk, slot: str, said: str) -> None:
    talk.fill(slot)
    assert ("unsure" in talk.buttons or "stage:vet-inte" in talk.buttons) == (slot in UNSURE)
    talk.say(said)
    assert (talk.state.expects != slot) == (slot in UNSURE)


def test_not_knowing_what_may_be_skipped_says_that_it_may(talk: Talk) -> None:
    talk.fill("phone").say("vet inte")
    assert "du kan hoppa över" in talk.text


@pytest.mark.parametrize("slot", sorted(OPTIONAL))
def test_a_no_where_nothing_is_needed_is_no_answer_at_all(talk: Talk, slot: str) -> None:
    talk.fill(slot).say("nej")
    assert talk.state.expects != slot and value(talk, slot) is None


@pytest.mark.parametrize("slot", sorted(set(SLOTS) - OPTIONAL))
def test_a_no_where_an_answer_is_needed_is_met_with_what_is_wanted(talk: Talk, slot: str) -> None:
    talk.fill(slot).say("nej")
    assert talk.state.expects == slot and value(talk, slot) is None
    assert talk.text.startswith(("Skriv", "Det ser inte ut", "Välj"))


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("way", ["yes", "send", "ja", "ser bra ut"])
def test_a_yes_where_an_answer_is_asked_for_is_told_so(talk: Talk, slot: str, way: str) -> None:
    talk.fill(slot)
    talk.press(way) if way in {"yes", "send"} else talk.say(way)
    assert talk.state.expects == slot and value(talk, slot) is None
    assert talk.text.startswith("Det finns inget att bekräfta eller skicka än. Först behöver jag svar på frågan:")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hej", "Hej! Vi är mitt i anmälan:"),
        ("tack", "Tack själv! Vi är mitt i anmälan:"),
        ("hej då", "ligger kvar i högst 21 dagar"),
    ],
)
def test_small_talk_in_the_form_gets_a_word_before_the_question(talk: Talk, said: str, told: str) -> None:
    talk.fill("role").say(said)
    assert talk.state.expects == "role" and talk.last is not None
    assert told in talk.last.replies[0].text and len(talk.last.replies) == 2


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


def test_going_back_asks_the_slot_before_and_shows_what_stands_there(talk: Talk) -> None:
    talk.fill("email").say("tillbaka")
    assert talk.state.expects == "role" and "Nu står det: miljöstrateg." in talk.text
    talk.say("tillbaka")
    assert talk.state.expects == "name"
    talk.say("Bo Ek")
    assert talk.state.expects == "email" and value(talk, "name") == "Bo Ek"


def test_going_back_from_the_first_question_says_that_it_is_the_first(talk: Talk) -> None:
    talk.press("lead")
    talk.say("tillbaka")
    assert "första frågan" in talk.text and talk.state.expects == "organisation"


@pytest.mark.parametrize("way", ["keep", "behåll", "tillbaka"])
def test_what_stands_there_can_be_kept(talk: Talk, way: str) -> None:
    talk.fill("summary").press("edit:name")
    talk.press(way) if way == "keep" else talk.say(way)
    assert talk.state.expects == "summary" and value(talk, "name") == "Anna Ek"


def test_keeping_nothing_asks_again(talk: Talk) -> None:
    talk.fill("name").press("keep")
    assert talk.state.expects == "name"


def test_going_back_from_a_question_within_a_slot_asks_the_slot(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    talk.say("tillbaka")
    assert talk.state.pending is None and talk.state.expects == "country"


@pytest.mark.parametrize("slot", [*SLOTS, "summary"])
def test_danger_in_the_middle_of_the_form_is_met_alone_and_nothing_typed_is_lost(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    before = talk.state.draft
    outcome = talk.say("jag vill dö")
    assert len(outcome.replies) == 1 and talk.buttons == []
    assert "112" in talk.text and "1177" in talk.text and "nmälan" not in talk.text
    assert talk.state.expects is None and talk.state.draft == before
    talk.say("fortsätt")
    assert (talk.state.expects, talk.state.draft) == (slot, before)


def test_a_doubt_survives_what_comes_between(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    talk.say("jag vill dö")
    talk.say("fortsätt")
    assert "Atlantis" in talk.text and talk.buttons == ["yes", "no", "cancel"]


def test_the_way_back_is_shown_with_every_answer_while_the_form_waits(talk: Talk) -> None:
    talk.fill("topic").say("jag vill dö")
    talk.say("Vem kan söka?")
    assert talk.buttons == ["topic:bidragets-storlek", "resume"]
    talk.press("resume")
    assert talk.state.expects == "topic"


def test_pressing_interest_within_the_form_goes_on_where_it_was(talk: Talk) -> None:
    talk.fill("country").press("lead")
    assert talk.state.expects == "country" and "Vi fortsätter" in talk.text


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
