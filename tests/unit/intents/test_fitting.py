"""From texts and trials to a judge."""

from __future__ import annotations

from intents.evidence import USUAL_WEIGHTS
from intents.fitting import ENOUGH_TO_TELL, Fit, Text, Trial, build, calibrate
from intents.lexicon import Lexicon
from intents.reading import Reader, Word
from intents.spelling import Speller, count_words
from intents.text import words
from intents.thresholds import USUAL
from tests.support.knowledge import FOREIGN, SWEDISH

ENTRIES = len(SWEDISH)
TEXTS = [Text(tuple(words(text)), label) for label, given in enumerate(SWEDISH.values()) for text in given]
ALIENS = [Text(tuple(words(text)), ENTRIES) for text in FOREIGN]
LEXICON = Lexicon.of("sv")
READER = Reader(Speller(count_words(text.words for text in (*TEXTS, *ALIENS)), "sv"), "sv")
MODEL = build([*TEXTS, *ALIENS], ENTRIES, LEXICON, "sv")


def asked(text: str) -> list[Word]:
    return READER.words(text)


def fitted(*trials: tuple[str, int]) -> Fit:
    return calibrate(MODEL, [Trial(asked(text), label) for text, label in trials])


def test_probabilities_of_entries_and_something_else_sum_to_one() -> None:
    _, evidence, p = fitted().judge(asked("hur bokar vi bastun"))
    assert p.sum() == 1.0 or abs(p.sum() - 1.0) < 1e-9
    assert list(SWEDISH)[int(evidence.entries[p[:-1].argmax()])] == "bastu"


def test_what_only_foreign_questions_say_is_something_else() -> None:
    _, _, p = fitted().judge(asked(FOREIGN[0]))
    assert p[-1] > 0.5


def test_a_word_of_other_subjects_is_counted_only_when_no_entry_uses_it() -> None:
    alien = next(word for word in ("bygglov", "förskola", "parkering") if LEXICON.is_other(word))
    _, clues = MODEL.clues([Word(alien, alien, False), Word("bastun", "bastun", True)])
    assert clues.alien == 0.5
    _, clues = MODEL.clues([Word("bastun", "bastun", True)])
    assert clues.alien == 0


def test_trials_teach_how_sure_to_be() -> None:
    right = [(text.replace("?", " då?"), label) for label, given in enumerate(SWEDISH.values()) for text in given]
    wrong = [(text, (label + 1) % ENTRIES) for text, label in right]
    sure, unsure = fitted(*right), fitted(*wrong)
    question = asked("hur bokar vi bastn")
    assert sure.judge(question)[2][:-1].max() > unsure.judge(question)[2][:-1].max()


def test_few_trials_leave_the_usual_weights_and_limits() -> None:
    few = fitted(*[("hur bokar vi bastun", 0)] * (ENOUGH_TO_TELL - 1))
    assert few.theta.tolist() == list(USUAL_WEIGHTS)
    assert few.thresholds == USUAL
    assert fitted(*[("hur bokar vi bastun", 0)] * ENOUGH_TO_TELL).theta.tolist() != list(USUAL_WEIGHTS)


def test_an_entry_that_trials_show_given_wrongly_is_held_to_more() -> None:
    given = [(text.replace("?", " då?"), label) for label, given in enumerate(SWEDISH.values()) for text in given]
    bastu = list(SWEDISH).index("bastu")
    stolen = [(f"{text} egentligen", bastu - 1) for text in SWEDISH["bastu"]]
    assert fitted(*given).raised == {}
    raised = fitted(*given * 5, *stolen).raised
    assert list(raised) == [bastu]
    assert raised[bastu] > fitted(*given * 5, *stolen).thresholds.clear
