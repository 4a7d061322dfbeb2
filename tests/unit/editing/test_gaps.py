"""What is asked in vain, the drafts that would answer it, and that they do what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.ports import ReactionRecord
from bot.editing.asked import asked_of, judged
from bot.editing.diff import compare
from bot.editing.drafts import Draft, draft_for, effect_of, write
from bot.editing.missed import Gap, Missed, disliked, gaps_in, missed_in
from intents import load_knowledge
from tests.support.editing import answers, harbour_folder, logged
from tests.support.knowledge import FOREIGN, SWEDISH, put, texts
from tests.support.storage import NOON

FISHING = ("Får vi fiska abborre från piren?", "Var fiskar man gädda?", "fiskekort", "Behövs fiskekort vid piren?")
SAUNA = "Hinner man basta före frukost?"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The harbour's folder."""
    return harbour_folder(tmp_path / "faq")


def down(entry_id: str, asked: str | None, word: str | None = None) -> ReactionRecord:
    """A thumb down for the answer `entry_id`."""
    return ReactionRecord(NOON, entry_id, "down", word, "abc123", asked)


def a_gap(*texts: str, target: str | None = None, times: int = 1) -> Gap:
    """Questions as if refused."""
    return Gap("sv", tuple(Missed(text, "sv", frozenset({"refused"}), times, frozenset()) for text in texts), target)


def test_refusals_what_was_turned_down_and_thumbs_down_are_what_is_missing(base: Path) -> None:
    found = answers(base)
    log = [
        logged(FISHING[0]), logged(FISHING[0]), logged("Hur bokar vi bastun?", "answer", "bastu"),
        logged(FISHING[1], "clarify", None, "bastu"), logged(FISHING[1], "none-of-these", None, "bastu", "hamnvard"),
    ]  # fmt: skip
    thumbs = [
        down("bastu", "Är bastun vedeldad?", "fel bastu"), replace(down("bastu", "bastu"), reaction="up"),
        down("bastu", "Hur bokar vi bastun?"), down("bastu", None),
    ]  # fmt: skip
    missed, solved = missed_in(found, log, thumbs)
    by_text = {one.text: one for one in missed}
    assert set(by_text) == {FISHING[0], FISHING[1], "Är bastun vedeldad?"}, "a menu's answer was not asked for in words"
    assert (by_text[FISHING[0]].times, by_text[FISHING[0]].whys) == (2, {"refused"})
    turned_down = by_text[FISHING[1]]
    assert (turned_down.whys, turned_down.not_these) == ({"none-of-these"}, {"bastu", "hamnvard"})
    thumb = by_text["Är bastun vedeldad?"]
    assert (thumb.whys, thumb.not_these, thumb.words) == ({"down"}, {"bastu"}, ("fel bastu",))
    assert solved == 0
    assert disliked(found, thumbs) == [("bastu", 3, ["fel bastu"])]


def test_what_has_got_an_answer_since_is_counted_and_left_out(base: Path) -> None:
    log = [logged("bastubokning"), logged("bastubokning"), logged(FISHING[0])]
    missed, solved = missed_in(answers(base), log, [])
    assert ([one.text for one in missed], solved) == ([FISHING[0]], 2)


def test_what_an_editor_has_put_among_the_questions_about_other_things_is_no_gap_any_more(base: Path) -> None:
    log = [logged(FISHING[0]), logged(FISHING[1])]
    put(base, "sv/utanfor.txt", "\n".join([*FOREIGN, FISHING[0].lower()]))
    missed, solved = missed_in(answers(base), log, [])
    assert ([one.text for one in missed], solved) == ([FISHING[1]], 1)


def test_questions_for_the_same_thing_are_one_gap_and_others_are_not(base: Path) -> None:
    found = answers(base)
    log = [logged(text) for text in (*FISHING, "Vem lagar trasiga segel?", "segelmakare", "Kan man laga segel hos er?")]
    gaps = gaps_in(found, missed_in(found, log, [])[0])
    together = [{one.text for one in gap.members} for gap in gaps]
    assert set(FISHING) in together
    assert {"segelmakare", "Vem lagar trasiga segel?", "Kan man laga segel hos er?"} in together
    assert sum(len(gap.members) for gap in gaps) == len(log), "each question is in one gap"


def test_nothing_but_everyday_words_is_no_gap(base: Path) -> None:
    put(base, "sv/utanfor.txt", "\n".join([*FOREIGN, *(f"Hur är det med nummer {number}?" for number in range(60))]))
    found = answers(base)
    missed = missed_in(found, [logged("hur är det"), logged("Hur är det med gäddan?")], [])[0]
    assert len(missed) == 2
    assert [[one.text for one in gap.members] for gap in gaps_in(found, missed)] == [["Hur är det med gäddan?"]]


def test_a_question_near_an_answer_is_drafted_as_its_phrasing(base: Path) -> None:
    found = answers(base)
    asked = "Får vi ha fest i bastun?"
    (gap,) = gaps_in(found, [Missed(asked, "sv", frozenset({"none-of-these"}), 3, frozenset())])
    assert gap.target == "bastu"
    assert draft_for(gap, found) == Draft("bastu", "sv/hamnen/bastu.txt", (asked,))
    (other,) = gaps_in(found, [Missed(asked, "sv", frozenset({"none-of-these"}), 3, frozenset({"bastu"}))])
    assert other.target != "bastu", "what was turned down is not offered again"


@pytest.mark.parametrize("target", ["hamnvard", None])
def test_a_draft_does_what_it_says_once_it_is_written(base: Path, target: str | None) -> None:
    before = answers(base)
    masked = "Ring [telefon] genast, tack"
    gap = a_gap(*FISHING, "Får man fiska kräftor, och vad kostar det?", masked, target=target, times=2)
    others = [logged(text) for text in texts()]
    asked = asked_of((before,), others)
    draft = draft_for(gap, before)
    assert draft is not None
    effect = effect_of(draft, gap, base, before, asked, judged(before, asked))
    assert answers(base).knowledge.version == before.knowledge.version, "nothing is written by looking"
    write(draft, base)
    after = answers(base)
    entry = draft.entry
    assert effect.answered == 2 * sum(after.match(one.text, "sv").id == entry for one in gap.members) >= 8
    assert effect.answered < gap.times, "what a draft does not reach is not counted"
    own = {one.text for one in gap.members}
    changed = {change.asked.text for change in compare(before, after, asked).changes} - own
    assert {change.asked.text for change in effect.others} == changed


def test_a_draft_that_pulls_at_others_says_which(base: Path) -> None:
    before = answers(base)
    greedy = tuple(way for way in texts() if "bastu" in way.lower() and before.match(way, "sv").decision != "answer")[
        :6
    ]
    gap = a_gap(*greedy, target="husdjur")
    asked = asked_of((before,), [logged(text) for text in texts()])
    draft = draft_for(gap, before)
    assert draft is not None
    effect = effect_of(draft, gap, base, before, asked, judged(before, asked))
    assert effect.others, "phrasings of one answer put under another move what lies near"
    assert not {change.asked.text for change in effect.others} & set(greedy)


def test_a_draft_holds_few_readable_phrasings_and_nothing_masked(base: Path) -> None:
    put(base, "sv/hamnen/hamnvard.txt", "fiskekort\n")
    found = answers(base)
    long = "Vi undrar " + "mycket " * 40
    many = [f"Får vi fiska {fish}?" for fish in ("abborre", "gädda", "sik", "lax", "id", "mört", "braxen", "ål", "gös")]
    gap = a_gap(
        "Jag heter [namn], får vi fiska?", long, "fiskekort", "Fiskekort?", "# fiske", *many, "får vi fiska GÖS"
    )
    draft = draft_for(gap, found)
    assert draft is not None
    assert draft.phrasings == tuple(many[:8])
    assert draft_for(a_gap("Ring [telefon]", long), found) is None


def test_a_new_answer_is_drafted_so_that_only_the_answer_is_missing(base: Path) -> None:
    found = answers(base)
    draft = draft_for(a_gap('Får man "fiska" här: ja eller \\ nej?', *FISHING), found)
    assert draft is not None
    assert draft.path == f"sv/hamnen/{draft.entry}.md"
    assert draft.entry.startswith("fisk")
    write(draft, base)
    loaded = load_knowledge(base)
    assert loaded.errors == []
    assert loaded.knowledge is not None
    entry = loaded.knowledge.on(found.day, "sv")[draft.entry]
    assert entry.question == draft.phrasings[0]
    assert (entry.question, *entry.phrasings) == draft.phrasings
    again = draft_for(a_gap('Får man "fiska" här: ja eller \\ nej?', *FISHING), answers(base))
    assert again is None or again.entry != draft.entry, "an id is given once"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "a\nb\n"),
        ("x\n", "x\na\nb\n"),
        ("# ord\nx", "# ord\nx\na\nb\n"),
        ("x\r\ny", "x\r\ny\r\na\r\nb\r\n"),
    ],
)
def test_lines_are_added_as_the_file_is_written(base: Path, before: str | None, after: str) -> None:
    if before is not None:
        put(base, "sv/hamnen/bastu.txt", before)
    path = write(Draft("bastu", "sv/hamnen/bastu.txt", ("a", "b")), base)
    assert path.read_bytes() == after.encode()
    assert [other.name for other in path.parent.iterdir() if other.name.startswith(".")] == []


def test_a_phrasing_another_answer_has_is_told_as_what_stops_it(base: Path) -> None:
    before = answers(base)
    draft = Draft("hamnvard", "sv/hamnen/hamnvard.txt", (SWEDISH["bastu"][1],))
    asked = asked_of((before,))
    effect = effect_of(draft, a_gap(SAUNA, target="hamnvard"), base, before, asked, judged(before, asked))
    assert (effect.answered, effect.others) == (0, ())
    assert "står redan i" in effect.faults[0]
