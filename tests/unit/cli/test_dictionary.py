"""The machine's dictionary: which words it has, in the two forms it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.faq.dictionary import WordList, installed

DIC = """\
7
bastu/AS
hamn/AS
avgift/B
gata/S
kyrka/S
värma/V
ord\tpo:noun
"""
AFF = """\
SET UTF-8
PFX U Y 1
PFX U 0 o .
SFX A Y 2
SFX A 0 n [aeiou]
SFX A 0 en [^aeiou]
SFX B Y 1
SFX B 0 er .
SFX V Y 2
SFX V 0 r .
SFX V a 0 a
SFX S Y 1
SFX S 0 s .
"""


@pytest.fixture
def hunspell(tmp_path: Path) -> WordList:
    (tmp_path / "sv_SE.dic").write_text(DIC, "utf-8")
    (tmp_path / "sv_SE.aff").write_text(AFF, "utf-8")
    found = installed((str(tmp_path / "finns-inte.dic"), str(tmp_path / "sv_SE.dic")))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "word",
    ["bastu", "bastun", "bastus", "hamnen", "avgifter", "bastugatas", "värm", "ord", "hamnavgift", "hamnavgifter",
     "bastugata", "kyrkgata", "gatubastu", "hamnsbastu"],
)  # fmt: skip
def test_words_endings_and_compounds_are_words(hunspell: WordList, word: str) -> None:
    assert word in hunspell


@pytest.mark.parametrize("word", ["bastuen", "hamnn", "avgiftn", "obastu", "hmanavgift", "hamnavgitf", "", "gatahamnx"])
def test_slips_are_none(hunspell: WordList, word: str) -> None:
    assert word not in hunspell


def test_a_plain_word_list_in_an_older_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "swedish").write_bytes("bastu\nvärme\n".encode("latin-1"))
    found = installed((str(tmp_path / "swedish"),))
    assert found is not None
    assert "värme" in found
    assert "bastuvärme" in found
    assert "vaerme" not in found


def test_without_a_dictionary_there_is_none(tmp_path: Path) -> None:
    assert installed((str(tmp_path / "sv_SE.dic"),)) is None
    (tmp_path / "sv_SE.dic").write_text(DIC, "utf-8")
    assert installed((str(tmp_path / "sv_SE.dic"),)) is None, "without its endings it knows too little"
