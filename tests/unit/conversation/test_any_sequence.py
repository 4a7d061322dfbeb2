"""Whatever people write and press, in whatever order: always a reply, always a way out, nothing lost, nothing sent unasked."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation.commands import command
from bot.conversation.effects import EraseUser, RegisterLead, Step
from bot.conversation.form import blocked
from bot.conversation.state import State
from bot.leads.corrections import corrections
from bot.leads.model import SLOTS
from tests.support.conversation import SENSIBLE, Talk
from tests.support.guide import small_guide
from tests.support.hostile import FORGED, HOSTILE, ORDINARY

Act = tuple[str, str | int]
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(ORDINARY)),
    st.tuples(st.just("say"), st.sampled_from(HOSTILE)),
    st.tuples(st.just("say"), st.text(max_size=60)),
    st.tuples(st.just("shown"), st.integers(0, 20)),
    st.tuples(st.just("old"), st.integers(0, 60)),
    st.tuples(st.just("forged"), st.sampled_from(FORGED)),
)
SEQUENCES = st.lists(ACTS, max_size=25)
FROM = st.sampled_from([None, *SLOTS, "summary", "consent"])
SHORTER = settings(max_examples=250, deadline=None, derandomize=True, database=None)
_UNFILLED = re.compile(r"\{[a-z_]+\}")
_GIVING_UP = {"cancel", "restart", "erase", "skip", "unsure", "no", "yes"}
"""Words that may take something away."""


class Sequence:
    """A conversation in which every message is checked. `Talk` reads its state back as after a restart, every time."""

    def __init__(self, start: str | None) -> None:
        self.talk = Talk(small_guide())
        self.old: list[str] = []
        self.braces = False
        if start:
            self.talk.fill(start)
        else:
            self.talk.say("hej")

    def act(self, act: Act) -> None:
        """Do it, and check what came of it."""
        kind, what = act
        before = self.talk.state
        if kind == "say":
            outcome = self.talk.say(str(what))
        else:
            pressed = self._button(kind, what)
            outcome = self.talk.press(pressed)
        self.old += self.talk.buttons
        self._check(before, outcome, str(what) if kind == "say" else None)

    def _button(self, kind: str, what: str | int) -> str:
        if kind == "forged":
            return str(what)
        among = [shown.id for shown in self.talk.state.shown] if kind == "shown" else self.old
        return among[int(what) % len(among)] if among else "lead"

    def _check(self, before: State, outcome: Step, said: str | None) -> None:
        state, buttons = self.talk.state, self.talk.buttons
        assert state == outcome.state, "the state is not read back as it was written"
        assert all(reply.text.strip() for reply in outcome.replies)
        assert outcome.replies or outcome.effects, "no reply"
        if state.expects:
            assert {"cancel", "yes"} & set(buttons), f"no way out of {state.expects}"
        if state.expects is None and outcome.decision != "refuse":
            assert buttons or outcome.effects, "nothing to go on with"
        self.braces = self.braces or "{" in (said or "")
        assert self.braces or not any(_UNFILLED.search(reply.text) for reply in outcome.replies), self.talk.text
        options = [shown for shown in buttons if shown.startswith("topic:")]
        assert "none" not in buttons or len(options) <= 3
        for effect in outcome.effects:
            if isinstance(effect, RegisterLead):
                assert before.expects == "consent", "sent without having been asked"
                assert effect.lead.qualification.result != "not-eligible"
            if isinstance(effect, EraseUser):
                assert before.erasing
        if said is not None and not _may_take_away(before, said):
            lost = [slot for slot in SLOTS if _value(before, slot) is not None and _value(state, slot) is None]
            assert not lost, f"{said[:80]!r} emptied {lost}"

    def leave(self) -> None:
        """Every way leads out: the form can be cancelled, and questions are answered."""
        self.talk.say("avbryt")
        self.talk.say("avbryt")
        assert self.talk.state.draft is None and self.talk.state.expects is None and not self.talk.state.erasing
        assert self.talk.say("Vem kan söka?").decision == "answer"

    def finish(self) -> None:
        """Every way leads on: the form can be filled in to the end, and what is sent was seen."""
        self.talk.say("behåll")
        self.talk.press("lead")
        for _ in range(40):
            state = self.talk.state
            if blocked(state):
                self.talk.press("edit:organisation")
            elif state.pending and state.pending.kind == "type":
                self.talk.say("Falu kommun")
            elif state.pending:
                self.talk.press("none" if state.pending.kind == "organisation" else "no")
            else:
                outcome = self.talk.say(SENSIBLE[state.expects or ""])
                if any(isinstance(effect, RegisterLead) for effect in outcome.effects):
                    return
        raise AssertionError(f"the form never ends: {self.talk.state}")


def _value(state: State, slot: str) -> object:
    return getattr(state.draft, slot) if state.draft else None


def _may_take_away(before: State, said: str) -> bool:
    """Whether the text may rightly empty an answer."""
    labels = {shown.label.casefold() for shown in before.shown}
    wanted = corrections(said)
    return (
        before.expects == "consent"
        or blocked(before)
        or command(said) in _GIVING_UP
        or said.strip().casefold() in labels
        or (said.strip().isdigit() and bool(labels))
        or any(change.remove for change in wanted)
    )


@given(FROM, SEQUENCES)
@example(None, [("say", "radera"), ("say", "radera"), ("forged", "no")])
@example("country", [("say", "Atlantis"), ("say", "jag vill dö"), ("say", "fortsätt"), ("say", "ja")])
@example("organisation", [("say", "Röda Korset"), ("forged", "lead"), ("say", "hej då"), ("say", "fortsätt")])
@SHORTER
def test_no_sequence_of_messages_reaches_a_dead_end(start: str | None, acts: list[Act]) -> None:
    sequence = Sequence(start)
    for act in acts:
        sequence.act(act)
    sequence.leave()


@given(FROM, SEQUENCES)
@SHORTER
def test_from_anywhere_the_form_can_be_filled_in_to_the_end(start: str | None, acts: list[Act]) -> None:
    sequence = Sequence(start)
    for act in acts:
        sequence.act(act)
    sequence.finish()
