"""Rules about how people ask: answers that take each other's questions, and trial questions."""

from __future__ import annotations

from tests.support.checks import BASTU, Checked
from tests.support.knowledge import FOREIGN, SWEDISH, entry_text, line_of, put


def harbour(base: Checked, **more: list[str]) -> None:
    """All the harbour's answers, with more phrasings for some."""
    for entry_id, (question, *phrasings) in SWEDISH.items():
        given = [*phrasings, *more.get(entry_id.replace("-", "_"), [])]
        folder = "ombord" if entry_id == "landstrom" else "hamnen"
        put(base.root, f"sv/{folder}/{entry_id}.md", entry_text(entry_id, question, given))
    put(base.root, "sv/utanfor.txt", "\n".join(FOREIGN) + "\n")


ASTRAY = "Kan vi hyra en cykel och lämna tillbaka cykeln i hamnen?"


def test_a_phrasing_nearer_to_another_answer_is_told_where_it_stands(base: Checked) -> None:
    harbour(base, bastu=[ASTRAY])
    text = (base.root / BASTU).read_text("utf-8")
    found = [one for one in base.findings("narmare-annat") if ASTRAY in one.message]
    assert [(one.path, one.line, one.severity) for one in found] == [(BASTU, line_of(text, ASTRAY), "advice")]
    assert "`cykeluthyrning`" in found[0].message
    harbour(base, cykeluthyrning=[ASTRAY])
    assert [one for one in base.findings("narmare-annat") if ASTRAY in one.message] == []


def test_answers_that_take_each_others_questions_are_ranked(base: Checked) -> None:
    stolen = [
        "Vad kostar det att hyra cykel?",
        "Var finns cyklar att låna?",
        "Hur hyr vi barncyklar?",
        "Lånecykel till helgen?",
    ]
    harbour(base, bastu=stolen)
    first = base.findings("grannar")[0]
    assert "`bastu` och `cykeluthyrning`" in first.message
    assert "plats 1" in first.message
    text = (base.root / first.path).read_text("utf-8").splitlines()
    assert text[first.line - 1].split(" ", 1)[1].strip("- ") in first.message
    harbour(base)
    assert [one for one in base.findings("grannar") if "`bastu` och `cykeluthyrning`" in one.message] == []


def test_the_same_base_gives_the_same_findings(base: Checked) -> None:
    harbour(base, bastu=[ASTRAY])
    assert base.findings("narmare-annat") == base.findings("narmare-annat")


def test_faults_that_stop_a_version_leave_the_matching_unchecked(base: Checked) -> None:
    harbour(base, bastu=[ASTRAY])
    base.put("sv/hamnen/avfall.md", "trasig")
    assert base.findings("narmare-annat") == []


def test_a_trial_question_that_is_a_phrasing_is_told_with_both_places(base: Checked) -> None:
    base.put("sv/provfragor.tsv", "# rubrik\nbastu\tVar badar man?\nbastu\tHUR BOKAR VI BASTUN\n")
    finding = base.the_finding("provfraga-upprepad")
    assert (finding.path, finding.line, finding.severity) == ("sv/provfragor.tsv", 3, "warning")
    assert f"{BASTU}:3" in finding.message
    base.put("sv/provfragor.tsv", "# rubrik\nbastu\tVar badar man?\n")
    assert base.findings("provfraga-upprepad") == []


def test_a_trial_question_given_twice_is_told(base: Checked) -> None:
    base.put("sv/provfragor.tsv", "bastu\tVar badar man?\n-\tVar badar man\n")
    finding = base.the_finding("provfraga-upprepad")
    assert (finding.line, "rad 1" in finding.message) == (2, True)


def test_answers_with_few_trial_questions_are_told(base: Checked) -> None:
    base.put("en/provfragor.tsv", "bastu\tIs it hot?\nbastu\tHow hot is it?\n")
    lines = [f"{entry}\tFråga {number} om {entry}\n" for entry in ("hamnavgift", "landstrom") for number in (1, 2)]
    base.put("sv/provfragor.tsv", "".join([*lines, "bastu\tVar badar man?\n"]))
    finding = base.the_finding("provfragor")
    assert (finding.path, finding.line, finding.severity) == ("sv/provfragor.tsv", 0, "advice")
    assert "`bastu` har 1 provfrågor" in finding.message
    base.put("sv/provfragor.tsv", "".join([*lines, "bastu\tVar badar man?\nbastu\tVar är det varmt?\n"]))
    assert base.findings("provfragor") == []


def test_a_base_without_trial_questions_is_told_once_a_language(base: Checked) -> None:
    assert [one.path for one in base.findings("provfragor")] == ["sv/provfragor.tsv", "en/provfragor.tsv"]
