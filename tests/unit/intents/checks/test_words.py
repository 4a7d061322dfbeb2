"""Rules about words: replaced ones, misspelt ones, heavy sentences, too many of them."""

from __future__ import annotations

import pytest

from intents.checks.readability import HEAVY, LONG_SENTENCE, lix
from tests.support.checks import BASTU, BODY, SAUNA, Checked

WORDS = """\
[ersatta.sv]
landsting = "region"
SKL = "SKR"
[ersatta.en]
"county council" = "region"
[tillatna]
fraser = ["Landstinget Ådalen"]
[kanda]
ord = ["aggregat"]
"""


@pytest.mark.parametrize("text", ["Fråga landstinget.", "Fråga SKL.", "LANDSTINGETS bastu."])
def test_a_replaced_word_is_told_with_the_new_one(base: Checked, text: str) -> None:
    base.put("ord.toml", WORDS)
    base.answer(f"Så här är det.\n\n{text}")
    finding = base.the_finding("gamla-ord")
    assert (finding.path, finding.line) == (BASTU, BODY + 2)
    assert "skriv region" in finding.message or "skriv SKR" in finding.message


@pytest.mark.parametrize("text", ["Fråga regionen.", "År 2014 hade Landstinget Ådalen en bastu.", "En skl är en skål."])
def test_new_words_old_names_and_other_words_are_let_be(base: Checked, text: str) -> None:
    base.put("ord.toml", WORDS)
    base.answer(text)
    assert base.findings("gamla-ord") == []


def test_replaced_words_are_told_apart_by_language(base: Checked) -> None:
    base.put("ord.toml", WORDS)
    base.answer("Ask the county council.", SAUNA)
    assert base.the_finding("gamla-ord").path == SAUNA
    base.answer("Ask the landsting.", SAUNA)
    assert base.findings("gamla-ord") == []


SWEDISH_WORDS = {"bastun", "är", "varm", "på", "kvällen", "den", "värms", "med", "så", "här", "det"}


def test_a_misspelt_word_is_told_where_it_stands(base: Checked) -> None:
    base.put("ord.toml", WORDS)
    base.answer("Bastun är varm.\n\nDen värms med aggregat på kvälen.")
    finding = base.the_finding("stavning", dictionary=SWEDISH_WORDS)
    assert (finding.path, finding.line, finding.severity) == (BASTU, BODY + 2, "advice")
    assert "”kvälen”" in finding.message
    base.answer("Bastun är varm.\n\nDen värms med aggregat på kvällen.")
    assert base.findings("stavning", dictionary=SWEDISH_WORDS) == []


def test_names_addresses_and_abbreviations_are_not_spelt(base: Checked) -> None:
    base.answer("Bastun är varm på Vindö enligt ICLD och https://bastur.example/, den är på vindo.se.")
    assert base.findings("stavning", dictionary=SWEDISH_WORDS | {"enligt"}) == []


HEAVY_SENTENCE = (
    "Kommunfullmäktigeledamöternas ersättningsbestämmelser tillämpas gemensamt beträffande verksamhetsplaneringens "
    "genomförandeorganisation tillsammans med internationaliseringssamordningens uppföljningsverksamhet."
)


def test_a_heavy_answer_is_told_with_its_worst_sentence(base: Checked) -> None:
    base.answer(f"Den är varm.\n\n{HEAVY_SENTENCE}")
    finding = base.the_finding("lasbarhet")
    assert (finding.path, finding.line, finding.severity) == (BASTU, BODY + 2, "warning")
    assert HEAVY_SENTENCE in finding.message
    base.answer("Den är varm. Ved finns. Du tar med dig vatten och egen handduk.")
    assert base.findings("lasbarhet") == []


def test_a_sentence_that_never_ends_is_told_though_its_words_are_short(base: Checked) -> None:
    endless = "Du tar med ved och så " + "går du in och ut " * 8 + "till sist."
    assert len(endless.split()) > LONG_SENTENCE
    base.answer(f"Den är varm. Ved finns. Ta med ved. {endless}")
    assert lix(endless) < HEAVY
    assert "ord; håll dem under" in base.the_finding("lasbarhet").message


def test_lix_is_words_a_sentence_and_per_cent_of_long_words() -> None:
    assert lix("Bastun värms. Bastuaggregatet brummar.") == 2 + 50
    assert lix("– Bastun\n– Bryggan") == 1 + 50
    assert lix("123 https://bastu.example") == 0


def test_what_is_too_long_for_a_door_is_told(base: Checked) -> None:
    base.answer("Den är varm. " * 400)
    finding = base.the_finding("langd")
    assert (finding.path, finding.line, finding.severity) == (BASTU, BODY, "warning")
    base.answer("Den är varm. " * 100)
    assert base.the_finding("langd").severity == "advice"
    base.answer("Den är varm. " * 50)
    assert base.findings("langd") == []
