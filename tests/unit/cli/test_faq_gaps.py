"""`partnerskap faq gaps` and `faq try`: what is asked in vain and why, as an editor at a prompt sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import Commands, joined, lines, press
from tests.support.editing import harbour_folder
from tests.support.knowledge import put

FISHING = "Får vi fiska abborre från piren?"
SAUNA = "Får vi ha fest i bastun?"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The harbour's folder."""
    return harbour_folder(tmp_path / "faq")


@pytest.fixture
def talked(command: Commands, base: Path) -> Path:
    """The harbour after a few have asked in vain."""
    said = joined([
        *lines("hemlig-1", FISHING, FISHING), *lines("hemlig-2", "Jag heter Vera Vik, får jag fiska? vera@vindo.example"),
        *lines("hemlig-3", SAUNA), *press("hemlig-3", "none"),
    ])  # fmt: skip
    assert command("chat", "--json", stdin=said, faq_dir="faq").status == 0
    return base


def test_an_empty_log_is_told_so(command: Commands, base: Path) -> None:
    said = command("faq", "gaps", faq_dir="faq")
    assert (said.status, said.out) == (0, "Loggen är tom: ingen har frågat något än.\n")
    assert not (command.folder / "data" / "partnerskap.db").exists()


def test_gaps_are_told_with_a_draft_and_its_effect_and_without_persons(command: Commands, talked: Path) -> None:
    said = command("faq", "gaps", faq_dir="faq")
    assert said.status == 0, said.err
    assert said.out.startswith("4 frågor i loggen; ")
    assert f"– ”{FISHING}” (2 gånger)" in said.out
    assert "Skulle besvara 2 av " in said.out or "Skulle besvara 3 av " in said.out
    assert all(personal not in said.out + said.err for personal in ("Vera", "vindo.example", "hemlig"))


def test_the_same_as_json(command: Commands, talked: Path) -> None:
    (told,) = command("faq", "gaps", "--json", faq_dir="faq").objects
    assert (told["questions"], told["solved"], told["disliked"]) == (4, 0, [])
    gaps = {question["text"]: gap for gap in told["gaps"] for question in gap["questions"]}
    sauna = gaps[SAUNA]
    assert sauna["questions"][0]["why"] == ["none-of-these"]
    assert "bastu" in sauna["questions"][0]["not"]
    fishing = gaps[FISHING]
    assert fishing["draft"]["new"] == (fishing["target"] is None)
    assert FISHING in fishing["draft"]["phrasings"]
    assert set(fishing["effect"]) == {"answered", "others", "findings"}


def test_only_the_last_days_are_looked_at(command: Commands, talked: Path) -> None:
    assert command("faq", "gaps", "--days", "1", faq_dir="faq").out.startswith("4 frågor")
    said = command("faq", "gaps", "--days", "0", faq_dir="faq")
    assert said.status == 2


def test_a_draft_is_written_where_it_belongs_and_answers_from_then_on(command: Commands, base: Path) -> None:
    asked = "Går det att ha med sig katten in i servicehuset i natt?"
    put(base, "sv/utanfor.txt", f"{asked}\n")
    assert command("chat", "--json", stdin=joined(lines("a", asked)), faq_dir="faq").status == 0
    put(base, "sv/utanfor.txt", "Vad heter statsministern?\n")
    (told,) = command("faq", "gaps", "--json", faq_dir="faq").objects
    if not told["gaps"]:
        pytest.fail("the question should not be answered already")
    assert told["gaps"][0]["target"] == "husdjur"
    said = command("faq", "gaps", "--apply", "1", faq_dir="faq")
    assert (said.status, said.err) == (0, "")
    assert "En rad är tillagd i" in said.out
    assert (base / "sv/hamnen/husdjur.txt").read_text("utf-8") == f"{asked}\n"
    (verdict,) = command("ask", asked, "--json", faq_dir="faq").objects
    assert verdict["id"] == "husdjur"


def test_a_new_answer_is_never_written_for_the_editor(command: Commands, talked: Path) -> None:
    (told,) = command("faq", "gaps", "--json", faq_dir="faq").objects
    number = next(place for place, gap in enumerate(told["gaps"], 1) if gap["draft"] and gap["draft"]["new"])
    before = sorted(talked.rglob("*"))
    said = command("faq", "gaps", "--apply", str(number), faq_dir="faq")
    assert (said.status, said.out) == (2, "")
    assert "är ett nytt svar, som någon måste skriva" in said.err
    assert sorted(talked.rglob("*")) == before
    beyond = command("faq", "gaps", "--apply", "99", faq_dir="faq")
    assert (beyond.status, "99 är inget av dem" in beyond.err) == (2, True)


def test_a_verdict_is_explained_with_what_would_change_it(command: Commands, base: Path) -> None:
    said = command("faq", "try", "Hur bokar man bastun i kväll?", faq_dir="faq")
    assert said.status == 0
    assert said.out.startswith("Utslag: ")
    assert "Vad varje ord gör för det bästa svaret (minus talar emot):" in said.out
    assert "Mest lik i bastu: ”Hur bokar vi bastun?”." in said.out
    assert "Utan " in said.out
    stored = command("faq", "try", "bastubokning", faq_dir="faq")
    assert "Frågan är en formulering i bastu." in stored.out
    greeting = command("faq", "try", "hej", faq_dir="faq")
    assert "Kunskapsbasen tillfrågas inte" in greeting.out
    foreign = command("faq", "try", "Vad heter statsministern?", faq_dir="faq")
    assert "Frågan står bland frågorna om annat" in foreign.out


def test_what_held_it_back_and_the_words_that_would_have_done_are_said(command: Commands, base: Path) -> None:
    said = command("faq", "try", SAUNA, faq_dir="faq")
    assert "Det som håller tillbaka: " in said.out
    (told,) = command("faq", "try", SAUNA, "--json", faq_dir="faq").objects
    assert told["decision"] != "answer"
    assert told["explanation"]["words"]
    for moved in told["with"]:
        (verdict,) = command("ask", f"{SAUNA} {moved['word']}", "--json", faq_dir="faq").objects
        assert (verdict["decision"], verdict["id"]) == (moved["verdict"]["decision"], moved["verdict"]["id"])
    assert told["with"]


def test_adding_the_question_is_tried_before_it_is_done(command: Commands, base: Path) -> None:
    said = command("faq", "try", FISHING, "--add-to", "hamnvard", faq_dir="faq")
    assert "Med raden i sv/hamnen/hamnvard.txt besvaras frågan, och " in said.out
    assert not (base / "sv/hamnen/hamnvard.txt").exists()
    (told,) = command("faq", "try", FISHING, "--add-to", "hamnvard", "--json", faq_dir="faq").objects
    assert told["added"]["answered"] is True
    twin = command("faq", "try", "bastubokning", "--add-to", "hamnvard", faq_dir="faq")
    assert "går inte att lägga till i hamnvard" in twin.out
    unknown = command("faq", "try", FISHING, "--add-to", "nix", faq_dir="faq")
    assert (unknown.status, "Svaret nix finns inte på svenska." in unknown.err) == (2, True)
