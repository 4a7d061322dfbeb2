"""What would change one verdict: said only when it is so."""

from __future__ import annotations

import pytest

from bot.conversation.guide import Answers
from bot.editing.tryout import try_out
from intents import text_key
from tests.support.editing import answers, harbour_folder
from tests.support.knowledge import texts


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The harbour's answers."""
    return answers(harbour_folder(tmp_path_factory.mktemp("faq")))


def test_every_word_that_is_said_to_matter_does(found: Answers) -> None:
    without = added = 0
    for text in texts(60):
        verdict = found.match(text, "sv")
        tried = try_out(found, verdict, "sv")
        for moved in tried.without:
            words = text_key(text).split()
            words.remove(text_key(moved.word))
            less = found.match(" ".join(words), "sv")
            assert (less.decision, less.id) == (moved.verdict.decision, moved.verdict.id)
            assert (less.decision, less.id) != (verdict.decision, verdict.id)
            without += 1
        for moved in tried.with_word:
            assert verdict.decision != "answer"
            assert found.match(f"{text} {moved.word}", "sv").id == moved.verdict.id is not None
            added += 1
    assert without > 20
    assert added > 20


def test_the_nearest_phrasing_of_the_best_and_the_runner_up_is_shown(found: Answers) -> None:
    verdict = found.match("Hur många personer får plats i bastun på kvällen?", "sv")
    tried = try_out(found, verdict, "sv")
    assert tried.nearest[0] == ("bastu", "Hur många får plats i bastun?")


def test_a_word_is_shown_as_it_was_written(found: Answers) -> None:
    tried = try_out(found, found.match("Är bastun ledig, på lördag?", "sv"), "sv")
    assert [moved.word for moved in tried.without if "." in moved.word or "," in moved.word or "?" in moved.word] == []
    every = {moved.word for text in texts(60) for moved in try_out(found, found.match(text, "sv"), "sv").without}
    assert any(set(word) & set("åäö") for word in every)


def test_what_has_no_words_has_nothing_to_change(found: Answers) -> None:
    tried = try_out(found, found.match("?!", "sv"), "sv")
    assert (tried.without, tried.with_word, tried.nearest) == ((), (), ())
