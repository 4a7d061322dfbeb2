"""Rules about links: how they are written, and where answers lead on."""

from __future__ import annotations

import pytest

from tests.support.checks import BASTU, BODY, Checked
from tests.support.knowledge import entry_text


def about_links(base: Checked) -> list[tuple[str, int, str]]:
    """What is said about one answer's text; the example address of its source is the harbour's own."""
    return [
        (one.path, one.line, one.severity)
        for one in base.findings("lankar")
        if one.path == BASTU and "vindo.example" not in one.message
    ]


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ("Se [bilden] (https://bastu.se/bild).", "warning"),
        ("Se [bilden](https://bastu.se/bild", "warning"),
        ("Se [bilden]().", "warning"),
        ("Se [bilden](TODO).", "warning"),
        ("Se [bilden](bastu.se).", "warning"),
        ("Se www.bastu.se.", "warning"),
        ("Se https://example.com/bild.", "warning"),
        ("Se https://localhost:8080/.", "warning"),
        ("Se [bilden](http://bastu.se).", "advice"),
        ("Se https://bastu.", "error"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_on_its_line(base: Checked, written: str, severity: str) -> None:
    base.answer(f"Den är varm.\n\n{written}")
    assert about_links(base) == [(BASTU, BODY + 2, severity)]


@pytest.mark.parametrize(
    "written",
    ["Se [bilden](https://bastu.se/bild).", "Se https://www.bastu.se/a(1).", "Mejla [oss](mailto:a@bastu.se) eller a@bastu.se.",
     "Välj [ett] (eller flera)."],
)  # fmt: skip
def test_links_as_they_should_be_are_let_be(base: Checked, written: str) -> None:
    base.answer(written)
    assert about_links(base) == []


def test_a_source_that_is_an_example_is_told_on_its_own_line(base: Checked) -> None:
    base.answer("Den är varm.")
    (finding,) = [one for one in base.findings("lankar") if one.path == BASTU]
    assert (finding.line, finding.severity) == (8, "warning")
    base.put(BASTU, entry_text("bastu").replace("vindo.example", "vindo.se"))
    assert [one for one in base.findings("lankar") if one.path == BASTU] == []


def test_follow_ups_that_only_lead_round_are_told_once(base: Checked) -> None:
    for entry_id in ("duschen", "el", "ved"):
        base.answer("Så är det.", f"sv/ombord/{entry_id}.md")
    base.answer("Den är varm.", extra="next: [hamnavgift]")
    base.put("sv/hamnen/hamnavgift.md", entry_text("hamnavgift", extra="next:\n  - bastu"))
    finding = base.the_finding("ring")
    assert (finding.path, finding.line) == (BASTU, 11)
    assert "hamnavgift" in finding.message
    base.put("sv/hamnen/hamnavgift.md", entry_text("hamnavgift", extra="next: [bastu, el]"))
    base.put("sv/ombord/el.md", entry_text("el", extra="next: [ved, duschen]"))
    assert base.findings("ring") == []


def test_answers_that_end_a_conversation_are_no_ring(base: Checked) -> None:
    base.answer("Den är varm.", extra="next: [hamnavgift]")
    assert base.findings("ring") == []
