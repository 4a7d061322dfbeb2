"""`partnerskap ask`: one question, one verdict; many questions, as many verdicts in the same order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.commands import Commands, joined
from tests.support.knowledge import SWEDISH, entry_text, faq_folder, put

VERDICT = ["text", "lang", "decision", "id", "confidence", "candidates", "answer", "sources", "reviewed"]
EXACT = SWEDISH["bastu"][0]


def test_an_answer_is_shown_with_source_and_date(command: Commands) -> None:
    said = command("ask", EXACT)
    assert (said.status, said.err) == (0, "")
    assert said.out == "Så här är det.\n\nKälla: https://vindo.example/hamnen (2024-04-18)\nGranskat 2026-11-23.\n"


def test_what_is_not_known_is_said_and_is_no_fault(command: Commands) -> None:
    said = command("ask", "Vem vann hockeymatchen i går?")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Det vet jag inte")


def test_the_verdict_has_the_keys_scripts_rely_on(command: Commands) -> None:
    said = command("ask", EXACT, "--json")
    assert said.status == 0
    (verdict,) = said.objects
    assert list(verdict) == VERDICT
    assert verdict == {
        "text": EXACT,
        "lang": "sv",
        "decision": "answer",
        "id": "bastu",
        "confidence": 1.0,
        "candidates": [{"id": "bastu", "confidence": 1.0}],
        "answer": "Så här är det.",
        "sources": [{"url": "https://vindo.example/hamnen", "dated": "2024-04-18"}],
        "reviewed": "2026-11-23",
    }


def test_a_refusal_has_the_same_keys_and_nothing_in_them(command: Commands) -> None:
    (verdict,) = command("ask", "Vem vann hockeymatchen i går?", "--json").objects
    assert list(verdict) == VERDICT
    empty = [verdict[key] for key in ("id", "answer", "sources", "reviewed")]
    assert (verdict["decision"], empty) == ("refuse", [None, None, [], None])


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x07\x1b[2J", "🛥️" * 50, "\u202eabc", "x" * 100_000, "<b>'; DROP TABLE leads;--"]
)
def test_no_text_is_a_fault(command: Commands, text: str) -> None:
    (verdict,) = command("ask", text, "--json").objects
    assert verdict["decision"] == "refuse"


def test_the_language_is_heard_or_given(command: Commands) -> None:
    (heard,) = command("ask", "How do we book the sauna?", "--json").objects
    (given,) = command("ask", "sauna", "--lang", "en", "--json").objects
    (swedish,) = command("ask", EXACT, "--lang", "sv", "--json").objects
    assert [verdict["lang"] for verdict in (heard, given, swedish)] == ["en", "en", "sv"]
    assert heard["answer"] == given["answer"] == "It is heated with wood."


def test_a_dated_answer_is_given_on_its_days(command: Commands, tmp_path: Path) -> None:
    root = faq_folder(tmp_path / "faq")
    for year in ("2026", "2027"):
        dates = f"valid_from: {year}-01-01\nvalid_until: {year}-12-31"
        text = entry_text(
            "kiosk", "När är kiosken öppen?", ["kiosk", "kioskens tider"], extra=dates, body=f"Så är det {year}."
        )
        put(root, f"sv/hamnen/kiosk@{year}.md", text)
    found = command("faq", "check", str(root))
    assert found.status == 0, found.out
    told = [
        command("ask", "kiosk", "--at", f"{year}-06-01", faq_dir=str(root)).out for year in ("2026", "2027", "2028")
    ]
    assert [line.splitlines()[0] for line in told[:2]] == ["Så är det 2026.", "Så är det 2027."]
    assert "Så är det" not in told[2]


def test_an_explanation_tells_what_decided(command: Commands) -> None:
    shown = command("ask", "bastun ledig", "--explain")
    assert "Utslag: " in shown.out
    assert "bastu" in shown.out.partition("Utslag: ")[2]
    (verdict,) = command("ask", "bastun ledig", "--explain", "--json").objects
    assert list(verdict) == [*VERDICT, "explanation"]
    assert verdict["explanation"]["rule"]


def test_a_batch_keeps_order_and_tells_each_broken_line_in_its_place(command: Commands, tmp_path: Path) -> None:
    lines = ['{"text": "bastu"}', "", "trasig", '{"text": null}', "[1]", '{"text": "hund på bryggan"}', "   ",
             '{"text": "sauna", "lang": "en"}', '{"text": "sauna", "lang": "fr"}', '{"text": "bastu"}']  # fmt: skip
    (tmp_path / "frågor.jsonl").write_text(joined(lines), "utf-8")
    said = command("ask", "--batch", "frågor.jsonl", "--json")
    assert said.status == 1
    assert [told.get("text", told.get("line")) for told in said.objects] == [
        "bastu", 3, 4, 5, "hund på bryggan", "sauna", 9, "bastu",
    ]  # fmt: skip
    assert [told["error"].partition(".")[0] for told in said.objects if "error" in told] == [
        "Rad 3 är inte JSON", 'Rad 4 saknar "text" med en text', 'Rad 5 saknar "text" med en text',
        'Rad 9 har ett "lang" som varken är "sv" eller "en"',
    ]  # fmt: skip
    assert said.err.startswith("4 rader gick inte att läsa")
    assert all(list(told) == VERDICT for told in said.objects if "error" not in told)


def test_a_batch_judges_as_single_questions_do(command: Commands) -> None:
    texts = [EXACT, "bastun ledig", "Vem vann hockeymatchen i går?", "How do we book the sauna?"]
    batch = command("ask", "--batch", "-", "--json", stdin=joined([json.dumps({"text": text}) for text in texts]))
    assert batch.status == 0
    assert batch.objects == [command("ask", text, "--json").objects[0] for text in texts]


def test_a_batch_takes_language_day_and_explanation_for_every_line(command: Commands) -> None:
    said = command(
        "ask", "--batch", "-", "--lang", "en", "--explain", stdin='{"text": "sauna"}\n{"text": "sauna", "lang": "sv"}\n'
    )
    assert [told["lang"] for told in said.objects] == ["en", "en"]
    assert all(told["explanation"] for told in said.objects)


@pytest.mark.parametrize(
    "line",
    [b'\xef\xbb\xbf{"text": "bastu"}\n', b'{"text": "bastu"}', b'{"text": "bastu"}\r\n'],
    ids=["byte order mark", "no line end", "CRLF"],
)
@pytest.mark.parametrize("place", ["file", "-"])
def test_a_batch_is_read_as_other_programs_write_it(command: Commands, tmp_path: Path, line: bytes, place: str) -> None:
    (tmp_path / "file").write_bytes(line)
    said = command("ask", "--batch", place, stdin=line)
    assert said.status == 0
    assert [told["id"] for told in said.objects] == ["bastu"]


def test_half_characters_and_bytes_that_are_no_text_stop_nothing(command: Commands, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b'{"text": "bast\xff"}\n{"text": "\\ud83d"}\n\xff\xfe\x00\n{"text": "bastu"}\n')
    said = command("ask", "--batch", "b")
    assert said.status == 1
    assert [told.get("text", told.get("line")) for told in said.objects] == ["bast\ufffd", "?", 3, "bastu"]


def test_an_empty_batch_is_fine(command: Commands) -> None:
    said = command("ask", "--batch", "-", stdin="\n\n")
    assert (said.status, said.out, said.err) == (0, "", "")


def test_a_broken_knowledge_base_is_told_with_every_finding(command: Commands, tmp_path: Path) -> None:
    root = faq_folder(tmp_path / "faq")
    put(root, "sv/hamnen/bastu.md", "trasig")
    put(root, "sv/hamnen/hamnavgift.md", entry_text("hamnavgift", reviewed="i går"))
    said = command("ask", "bastu", faq_dir=str(root))
    assert (said.status, said.out) == (1, "")
    assert "sv/hamnen/bastu.md:1: " in said.err
    assert "sv/hamnen/hamnavgift.md:" in said.err


def test_a_knowledge_base_that_is_not_there_is_told_by_the_settings_name(command: Commands) -> None:
    said = command("ask", "bastu", faq_dir="finns/inte")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("PARTNERSKAP_FAQ_DIR: mappen finns/inte finns inte.")
