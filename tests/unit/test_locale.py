"""The bot's own lines: both languages have the same, and what the web page asks for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.locale import lines

WEB = Path(__file__).parents[2] / "bot" / "channels" / "web"


def test_both_languages_have_the_same_lines_with_the_same_blanks() -> None:
    swedish, english = lines("sv"), lines("en")
    assert swedish.keys() == english.keys()
    blanks = re.compile(r"\{\w+\}")
    assert [name for name in swedish if set(blanks.findall(swedish[name])) != set(blanks.findall(english[name]))] == []


def asked() -> set[str]:
    """Every line the web page names."""
    templates = "".join(path.read_text("utf-8") for path in (WEB / "templates").glob("*.html"))
    code = "".join(path.read_text("utf-8") for path in WEB.glob("*.py"))
    named = {f"web.{name}" for name in re.findall(r"""\bt\(["'](\w+)["'][,)]""", templates)}
    return named | set(re.findall(r"[\"'](web\.\w+)[\"']", code)) | {"web.progress_summary", "web.progress_consent"}


def test_every_line_the_page_names_is_there_and_every_line_is_used() -> None:
    there = {name for name in lines("sv") if name.startswith("web.")}
    assert len(asked()) > 30
    assert asked() - there == set()
    assert there - asked() <= {"web.receipt"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_line_is_empty(language: str) -> None:
    assert [name for name, text in lines(language).items() if not text] == []
