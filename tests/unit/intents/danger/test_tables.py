"""The small language of the tables: what a line means, and what it does not reach."""

from __future__ import annotations

import pytest

from intents.danger.reading import read
from intents.danger.signs import tells
from intents.danger.tables import FAR, NEAR, Table, build, keys, parse, slips, tables

WORDS = [
    "FILLER: bara, ju",
    "OTHER: som, de",
    "WORK: projekt*, arbetar+med",
    "CROWD: unga, kvinnor",
    "SELF: jag, mig",
    "WANT: vill, ville, har+lust,",
    " önskar",
    "I-WANT: jag WANT, WANT+jag",
]


def table(*signs: str, harmless: tuple[str, ...] = ()) -> Table:
    return build(WORDS, signs, harmless)


def finds(sign: str, text: str) -> bool:
    return tells(table(sign), read(text))


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("jag vill dö", "nej, jag vill verkligen inte dö nu"),  # two words between
        ("jag + vill", "jag bara ju vill"),  # words without meaning are not counted
        ("jag .. dö", "jag kan tänka mig att få dö"),
        ("vill/ska dö", "ska dö"),
        ("ta+livet/slut nu", "ta livet nu"),
        ("ta+livet/slut nu", "slut nu"),
        ("jag WANT dö", "jag önskar dö"),  # a group goes on in the next line
        ("jag WANT dö", "jag har lust dö"),
        ("I-WANT dö", "nu vill jag dö"),  # a group of groups
        ("självmord*", "självmordstankar"),
        ("dö", "DÖÖÖÖ"),
        ("dö", "do"),  # without dots
        ("^ vill", "hej, vill"),  # a clause begins
        ("vill $", "jag vill, tror jag"),
        ("jag & dö", "dö är allt jag vill"),
        ("SELF & dö", "att dö med mig"),
    ],
)
def test_a_line_finds(sign: str, text: str) -> None:
    assert finds(sign, text)


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("jag vill dö", "jag tror inte de vill dö"),  # another subject begins
        ("jag vill dö", "jag vill se projektet dö"),  # another matter begins
        ("jag vill dö", "jag vill. dö"),  # a sentence ends
        ("jag dö", "jag ett två tre dö"),  # too far
        ("jag + dö", "jag får dö"),
        ("jag .. dö", "jag ett två tre fyra fem sex sju dö"),
        ("ta+livet/slut nu", "ta nu"),
        ("^ vill", "jag vill"),
        ("vill $", "jag vill ha"),
        ("dö", "dödlinje"),
        ("dö", "då"),  # dots that stand elsewhere are another word
        ("jag & dö", "dö. jag vill"),
        ("jag & dö", "dö är jag rädd att projektet ska"),
        ("jag & dö", "jag hör att unga ska dö"),
    ],
)
def test_a_line_does_not_find(sign: str, text: str) -> None:
    assert not finds(sign, text)


def test_talk_of_work_takes_the_doubt_away_only_from_the_second_part() -> None:
    text = read("han slår mig, det är vårt projekt")
    assert tells(table("han slår mig"), text)
    assert not tells(table("===", "han slår mig"), text)
    assert tells(table("===", "han slår mig"), read("han slår mig. det är vårt projekt"))
    assert not tells(table("===", "han slår mig"), read("vi arbetar med att han slår mig"))


def test_a_figure_of_speech_is_taken_out() -> None:
    assert not tells(table("slår mig", harmless=("det slår mig",)), read("det slår mig att"))
    assert tells(table("slår mig", harmless=("det slår mig",)), read("det slår mig att han slår mig"))


def test_a_group_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="NOBODY"):
        table("jag NOBODY dö")


def test_gaps() -> None:
    assert [step.gap for step in parse("a b + c .. d $")] == [0, NEAR, 0, FAR, 0]
    assert [step.gap for step in parse("^ a")] == [0, 0]


def test_the_tables_of_both_languages_are_filled() -> None:
    swedish, english = tables()
    assert len(swedish.groups) > 50
    assert len(english.groups) > 30
    for known in (swedish, english):
        assert known.sure
        assert known.unless_work
        assert known.together
        assert known.harmless


def test_a_slip_is_read_as_the_word_it_is_near() -> None:
    assert slips()["mej"] == "mig"
    assert "misshandlar" in keys()
    assert {word.typed: word.meant for word in read("han mishandlar mej")}["mishandlar"] == ("misshandlar",)


@pytest.mark.parametrize("text", ["stays", "filled", "ansökan", "kommunen", "dödlinje"])
def test_an_everyday_word_is_no_slip(text: str) -> None:
    assert read(text)[1].meant == ()
