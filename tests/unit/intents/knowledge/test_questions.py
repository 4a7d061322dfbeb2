"""The lists of questions beside the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents import load_knowledge
from tests.support.knowledge import put, the_finding


def test_foreign_questions_leave_out_comments_and_blank_lines(folder: Path) -> None:
    put(folder, "sv/utanfor.txt", "# rubrik\n\n  Hur blir vädret?  \n\n#Vem vann?\nVem förlorade?\n")
    knowledge = load_knowledge(folder).knowledge
    assert knowledge is not None
    assert knowledge.foreign["sv"] == ("Hur blir vädret?", "Vem förlorade?")


def test_trial_questions_are_read_with_their_answers(folder: Path) -> None:
    put(folder, "sv/provfragor.tsv", "# rubrik\n\nbastu\tÄr det varmt?\n-\tVem vann?\n  # mer\n-\t:-)\nbastu \t Hej \n")
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert loaded.knowledge is not None
    assert loaded.knowledge.trials == {
        "sv": (("bastu", "Är det varmt?"), (None, "Vem vann?"), (None, ":-)"), ("bastu", "Hej")),
        "en": (),
    }


@pytest.mark.parametrize(
    "line", ["bastu", "bastu    Är det varmt?", "bastu\t", "bastu\t???", "\tÄr det varmt?", "-\t", "-"]
)
def test_a_trial_question_without_its_parts_is_told(folder: Path, line: str) -> None:
    put(folder, "sv/provfragor.tsv", f"# rubrik\nbastu\tÄr det varmt?\n{line}\n")
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("sv/provfragor.tsv", 3)
    assert "tabbtecken" in finding.message


def test_a_trial_question_about_an_answer_that_is_gone_is_a_warning(folder: Path) -> None:
    put(folder, "sv/provfragor.tsv", "bastu\tÄr det varmt?\nbadtunna\tÄr den varm?\n")
    loaded = load_knowledge(folder)
    (finding,) = loaded.findings
    assert (finding.path, finding.line, finding.severity) == ("sv/provfragor.tsv", 2, "warning")
    assert "`badtunna`" in finding.message
    assert loaded.knowledge is not None
    assert loaded.knowledge.trials["sv"] == (("bastu", "Är det varmt?"),)


def test_an_answer_that_is_gone_is_told_once_however_many_trial_questions_it_had(folder: Path) -> None:
    rows = "badtunna\tÄr den varm?\nbastu\tÄr det varmt?\nbadtunna\tVar är den?\nbadtunna\tFinns den?\nbrygga\tVar?\n"
    put(folder, "sv/provfragor.tsv", rows)
    told = [(finding.line, finding.message.partition(":")[0]) for finding in load_knowledge(folder).findings]
    assert told == [
        (1, "svaret `badtunna` finns inte (och 2 rader till med samma id)"),
        (5, "svaret `brygga` finns inte"),
    ]
