"""themes.toml: read whole, or told about on the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents import load_knowledge
from tests.support.knowledge import places, put, the_finding


def test_missing_themes_are_told(folder: Path) -> None:
    (folder / "themes.toml").unlink()
    assert places(load_knowledge(folder)) == [("themes.toml", 0)]


@pytest.mark.parametrize("text", ["[hamnen\n", "hamnen", '[hamnen]\nsv = "a"\nsv = "b"\n'])
def test_themes_that_cannot_be_read_are_told(folder: Path, text: str) -> None:
    put(folder, "themes.toml", text)
    assert the_finding(folder).path == "themes.toml"


def test_a_fault_of_the_themes_is_told_on_its_line(folder: Path) -> None:
    put(folder, "themes.toml", '[hamnen]\nsv = "Hamnen"\n\n[ombord]\nsv = \n')
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("themes.toml", 5)


def test_a_value_among_the_themes_is_told(folder: Path) -> None:
    put(folder, "themes.toml", 'titel = "Teman"\n' + (folder / "themes.toml").read_text("utf-8"))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("themes.toml", 1)
    assert "`titel`" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "line", "named"),
    [
        ('sv = "Ombord"', "sv = 5", 6, "sv ="),
        ('sv = "Ombord"', 'sv = ""', 6, "sv ="),
        ('sv = "Ombord"', '"sv" = ["Ombord"]', 6, "sv ="),
        ('sv = "Ombord"\n', "", 5, "`ombord`"),
        ('en = "On board"', 'de = "An Bord"', 7, "`de`"),
        ('en = "On board"', "[ombord.en]", 5, "en ="),
        ("[ombord]", "[[ombord]]", 5, "`ombord`"),
        ("[ombord]", "[hamnen]", 5, "redan"),
        ('sv = "Ombord"', "sv = Ombord", 6, "sv ="),
        ('sv = "Ombord"', "sv = 2026-02-30", 6, "sv ="),
        ('en = "On board"\n', 'en = "On board', 7, "sv ="),
        ('en = "On board"\n', 'en = """On board\n', 7, "sv ="),
        ("[ombord]", "[ombörd]", 5, "a–z"),
    ],
)
def test_a_faulty_theme_is_told_on_its_line(folder: Path, old: str, new: str, line: int, named: str) -> None:
    text = (folder / "themes.toml").read_text("utf-8")
    assert old in text
    put(folder, "themes.toml", text.replace(old, new))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("themes.toml", line)
    assert named in finding.message


@pytest.mark.parametrize("value", ["[" * 100_000, "1" * 5_000], ids=["klamrar", "siffror"])
def test_a_value_without_end_is_told(folder: Path, value: str) -> None:
    put(folder, "themes.toml", f"[hamnen]\nsv = {value}\n")
    assert the_finding(folder).path == "themes.toml"
