"""å, ä and ö may be lost in typing; where they are there, they tell words apart."""

from __future__ import annotations

from functools import cache

import pytest

from intents import Matcher, TwinPhrasingError

PHRASES = {
    "lan": ["lån", "vi vill ta ett lån", "får kommunen ta lån", "hur stort lån kan vi få", "lån till bryggan", "lånet"],
    "lanet": ["län", "vilket län hör vi till", "vi bor i ett annat län", "måste alla komma från samma län", "länet"],
    "rad": ["råd", "vi behöver råd", "vem ger råd", "få råd av någon", "vart vänder man sig för råd"],
    "tabell": ["rad", "lägga till en rad", "vilken rad i tabellen", "raden längst ner", "en tom rad"],
}


@cache
def matcher() -> Matcher:
    return Matcher.from_phrases(PHRASES, ["vad blir det för väder", "när går tåget"])


@pytest.mark.parametrize(
    ("text", "entry"),
    [("Lån?", "lan"), ("län", "lanet"), ("LÄNET", "lanet"), ("lånet", "lan"), ("råd", "rad"), ("rad", "tabell")],
)
def test_a_word_that_is_stored_is_that_word_and_not_the_one_with_other_dots(text: str, entry: str) -> None:
    verdict = matcher().match(text)
    assert (verdict.decision, verdict.id, verdict.explanation.rule) == ("answer", entry, "exact")
    assert [candidate.id for candidate in matcher().rank(text)] == [entry]


@pytest.mark.parametrize("text", ["lan", "LAN?", "lanet"])
def test_without_dots_it_may_be_either_and_is_asked_about(text: str) -> None:
    verdict = matcher().match(text)
    assert verdict.decision == "clarify"
    assert {candidate.id for candidate in verdict.candidates} == {"lan", "lanet"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [("ett lån då", "lan"), ("ett län då", "lanet"), ("är det ert lån", "lan"), ("är det ert län", "lanet")],
)
def test_dots_decide_in_a_sentence_that_is_not_stored(text: str, entry: str) -> None:
    assert matcher().rank(text)[0].id == entry
    without = matcher().rank(text.replace("å", "a").replace("ä", "a"))
    dotted = {candidate.id: candidate.confidence for candidate in matcher().rank(text)}
    assert dotted[entry] > {candidate.id: candidate.confidence for candidate in without}[entry]


def test_dots_are_evidence_of_the_word_they_stand_on() -> None:
    words = matcher().explain("är det ert län").words
    assert [word.word for word in words] == ["är", "det", "ert", "län"]
    assert words[-1].weight == max(word.weight for word in words)


@pytest.mark.parametrize(
    ("one", "other"),
    [("får vi ta lån", "far vi ta lan"), ("vi ger råd", "VI GER RAD!"), ("lån", "Lån."), ("lan", "LAN")],
)
def test_a_phrasing_that_lost_its_dots_is_still_a_twin(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(TwinPhrasingError):
            Matcher.from_phrases({"a": [first], "b": [second]})


def test_a_finger_slips_on_a_short_form_as_it_is_typed() -> None:
    phrases = {"a": ["finns det nåt att läsa om det här"], "b": ["vem svarar på frågor om det här"]}
    near = Matcher.from_phrases(phrases)
    for text in (
        "finns det nå att läsa om det här",
        "finns det nå tatt läsa om det här",
        "finns det nåtatt läsa om det här",
    ):
        verdict = near.match(text)
        assert (verdict.id, verdict.explanation.rule) == ("a", "slip"), text
