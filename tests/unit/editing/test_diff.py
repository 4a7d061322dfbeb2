"""What an edit changes for those who ask: all of it, nothing else, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.guide import Answers
from bot.editing.asked import Asked, asked_of, judged
from bot.editing.diff import Diff, compare
from tests.support.editing import answers, copy, harbour_folder, logged
from tests.support.knowledge import FOREIGN, SWEDISH, put, texts


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The harbour before the edit."""
    return harbour_folder(tmp_path / "faq")


def edited(base: Path, shown: str, text: str) -> Path:
    """The harbour after one file was changed."""
    after = copy(base, "after")
    put(after, shown, text)
    return after


def compared(before: Path, after: Path, *asked: str) -> Diff:
    """The difference for everything stored and the questions `asked`."""
    bases = answers(before), answers(after)
    return compare(*bases, asked_of(bases, [logged(text) for text in asked]))


def without(base: Path, shown: str, *lines: str) -> str:
    """A file without the lines that hold `lines`."""
    kept = [line for line in (base / shown).read_text("utf-8").splitlines() if not any(part in line for part in lines)]
    return "\n".join(kept) + "\n"


def brute_force(before: Answers, after: Answers, asked: list[Asked]) -> set[tuple[str, str, object, object]]:
    """Every question for which the two say different things, asked one by one."""
    found = set()
    for one in asked:
        seen = []
        for base in (before, after):
            verdict = base.match(one.text, one.language)
            options = frozenset(shown.id for shown in verdict.candidates if verdict.decision == "clarify")
            seen.append((verdict.decision, verdict.id, options))
        if seen[0] != seen[1]:
            found.add((one.text, one.language, *seen))
    return found


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        ("sv/hamnen/bastu.md", ("bastubokning", "vedeldad", "ledig")),
        ("sv/hamnen/landstrom.md", ("landström", "eluttagen")),
        ("sv/utanfor.txt", ("väd", "film", "skor", "tandl")),
    ],
)
def test_the_difference_is_what_asking_every_question_twice_shows(
    base: Path, shown: str, lines: tuple[str, ...]
) -> None:
    after = edited(base, shown, without(base, shown, *lines))
    bases = answers(base), answers(after)
    asked = asked_of(bases, [logged(text) for text in texts()])
    found = compare(*bases, asked)
    told = {
        (
            change.asked.text,
            change.asked.language,
            *(
                (one.decision, one.id, frozenset(c.id for c in one.candidates if one.decision == "clarify"))
                for one in (change.before, change.after)
            ),
        )
        for change in found.changes
    }
    assert told == brute_force(answers(base), answers(after), asked)
    assert len(told) >= 3
    assert found.questions == len(asked) > 200


def test_an_unchanged_base_changes_nothing(base: Path) -> None:
    found = compared(base, copy(base, "after"), *texts())
    assert (found.changes, found.reworded, found.faults) == ((), (), 0)


def test_every_phrasing_trial_question_and_logged_question_is_looked_at_once(base: Path) -> None:
    put(base, "sv/provfragor.tsv", "bastu\tHur bokar vi bastun?\nbastu\tKan man basta?\n-\tVad heter kungen?\n")
    both = answers(base), answers(base)
    log = [logged("Kan man basta?"), logged("Kan man basta?"), logged("Nytt"), logged("Nytt", "none-of-these")]
    asked = {one.text: one for one in asked_of(both, log)}
    assert set(asked) == {
        *(way for ways in SWEDISH.values() for way in ways), *FOREIGN, "Kan man basta?", "Vad heter kungen?", "Nytt",
    }  # fmt: skip
    known = asked["Kan man basta?"]
    assert (known.origins, known.times, known.trial, known.expect) == ({"trial", "log"}, 2, True, "bastu")
    assert (asked["Vad heter kungen?"].trial, asked["Vad heter kungen?"].expect) == (True, None)
    assert asked["Nytt"].times == 1, "what was turned down stands in the log already"


def test_a_new_phrasing_answers_what_was_refused_and_says_so(base: Path) -> None:
    asked, like = "Får vi fiska abborre från piren?", "Får vi fiska gädda från piren?"
    after = edited(base, "sv/hamnen/hamnvard.txt", f"{asked}\nfiska från piren\n")
    found = compared(base, after, asked, like)
    by_text = {change.asked.text: change for change in found.changes}
    assert (by_text[asked].kind, by_text[asked].after.id) == ("answered", "hamnvard")
    assert by_text[asked].reason == "Frågan står nu som formulering i hamnvard."
    assert by_text[like].reason.startswith("Ny formulering i hamnvard liknar frågan: ”fiska från piren”")
    assert "fiska" in by_text[like].reason.rpartition("gemensamt")[2]


def test_what_is_taken_away_is_told_as_lost_or_asked_about(base: Path) -> None:
    after = edited(base, "sv/hamnen/bastu.md", without(base, "sv/hamnen/bastu.md", "vedeldad"))
    (change,) = [c for c in compared(base, after).changes if c.asked.text == "Är bastun vedeldad?"]
    assert change.before.id == "bastu"
    assert change.kind in {"lost", "asked"} or change.after.id == "bastu"
    assert change.reason == "Formuleringen är borttagen ur bastu."


def test_a_moved_phrasing_gets_another_answer(base: Path) -> None:
    after = edited(base, "sv/hamnen/bastu.md", without(base, "sv/hamnen/bastu.md", "bastubokning"))
    put(after, "sv/hamnen/hamnvard.txt", "bastubokning\n")
    (change,) = [c for c in compared(base, after).changes if c.asked.text == "bastubokning"]
    assert (change.kind, change.before.id, change.after.id) == ("other", "bastu", "hamnvard")
    assert change.reason == "Formuleringen är flyttad från bastu till hamnvard."


def test_an_answer_that_is_gone_is_the_reason(base: Path) -> None:
    after = copy(base, "after")
    (after / "sv/hamnen/bastu.md").unlink()
    asked = "Hur bokar man bastun?"
    (change,) = [c for c in compared(base, after, asked).changes if c.asked.text == asked]
    assert change.reason == "Svaret bastu finns inte längre, eller gäller inte den här dagen."


def test_a_question_put_among_those_about_other_things_is_turned_down(base: Path) -> None:
    asked = "När är bastun ledig i vinter?"
    assert answers(base).match(asked, "sv").decision != "refuse"
    after = edited(base, "sv/utanfor.txt", "\n".join([*FOREIGN, asked]) + "\n")
    (change,) = [c for c in compared(base, after).changes if c.asked.text == asked]
    assert change.kind in {"lost", "turned down"}
    assert change.reason == "Frågan står nu bland frågorna om annat."


def test_a_trial_question_that_comes_to_a_wrong_answer_is_a_fault(base: Path) -> None:
    asked = "Var kan man få abborre?"
    put(base, "sv/provfragor.tsv", f"bastu\t{asked}\n")
    after = edited(base, "sv/hamnen/hamnvard.txt", f"{asked}\n")
    found = compared(base, after)
    assert [change.asked.text for change in found.of("wrong")] == [asked]
    assert found.faults == 1
    back = compared(after, base)
    assert back.faults == 0, "what was wrong before is no new fault"
    put(after, "sv/provfragor.tsv", f"hamnvard\t{asked}\n")
    assert compared(base, after).faults == 0, "the later base says what is right"
    (after / "sv/provfragor.tsv").unlink()
    assert compared(base, after).faults == 0, "and what is not asked about"


def test_a_wrong_answer_in_place_of_another_is_no_new_fault(base: Path) -> None:
    asked = "Var kan man få abborre?"
    put(base, "sv/provfragor.tsv", f"bastu\t{asked}\n")
    put(base, "sv/hamnen/husdjur.txt", f"{asked}\n")
    after = edited(base, "sv/hamnen/husdjur.txt", "abborre som husdjur\n")
    put(after, "sv/hamnen/hamnvard.txt", f"{asked}\n")
    found = compared(base, after)
    assert [change.kind for change in found.changes if change.asked.text == asked] == ["other"]
    assert found.faults == 0


def test_an_answer_with_another_text_is_told_with_how_many_get_it(base: Path) -> None:
    text = (base / "sv/hamnen/bastu.md").read_text("utf-8").replace("Så här är det.", "Bastun är stängd.")
    found = compared(base, edited(base, "sv/hamnen/bastu.md", text), "Hur bokar vi bastun i kväll?")
    (one,) = found.reworded
    assert (one.id, one.language) == ("bastu", "sv")
    assert one.questions >= len(SWEDISH["bastu"])


def test_questions_in_a_language_that_learns_the_same_are_not_asked_again(base: Path) -> None:
    before, after = answers(base), answers(copy(base, "after"))
    asked = asked_of((before, after), [logged(text) for text in texts()])
    known = judged(before, asked)
    untouched = compare(before, after, asked, known)
    assert untouched.changes == ()
    assert not after._matchers, "fitting costs a second and would say the same"
