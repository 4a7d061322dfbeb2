"""Whatever people write, press and however often the process restarts: there is a reply, a way on, and nothing is lost.

One person talks to the runner over a real SQLite file. Every step checks the reply, and the conversation as another
process would read it."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.conversation.guide import Guide
from bot.conversation.messages import Incoming, Outgoing
from bot.conversation.runner import Runner
from bot.conversation.state import Draft, State
from bot.leads.model import SLOTS
from bot.storage.sqlite import SqliteStore
from tests.support.conversation import clock
from tests.support.leads import mail

USER = "console:anyone"
FITTING = {
    "organisation": ["Falu kommun", "Habo", "Blåbärslunden", "Röda Korset", "Falu Energi AB", "jag är privatperson"],
    "name": ["Anna Ek", "Kenya"],
    "role": ["miljöstrateg"],
    "email": ["anna.ek@falu.example", "anna.ek@vaxjo.se", "anna.ek@"],
    "phone": ["070-174 06 05", "rent vatten"],
    "topic": ["Rent vatten"],
    "goals": ["6, 11", "klimat"],
    "country": ["Kenya", "Peru", "Atlantis"],
    "stage": ["Vi söker en partner", "1"],
    "message": ["Hej ICLD!\r\n\r\nHör av er."],
}
"""What fits, or almost, at each slot: so that the form is also walked to its end."""
EVERYDAY = [
    "hej", "tack", "hej då", "ja", "nej", "vet inte", "hoppa över", "tillbaka", "skicka", "ämnen", "fortsätt", "hjälp",
    "anmäl intresse", "vi vill vara med", "Falu kommun, Anna Ek, miljöstrateg, anna.ek@vaxjo.se", "English", "svenska",
    "Hur bokar vi bastun?", "bastu", "Vem vann matchen i går?", "och kostar det nåt?", "mer om det", "ändra namn",
    "ändra e-post till bo@lund.se", "fel land", "namnet ska vara Bo Ek", "personuppgifter", "människa", "1", "2",
]  # fmt: skip
HOSTILE = [
    "", " ", "\x00\x07", "😀", "\u202eFalu kommun\u202c", "\ud83d", "Anna\r\nBcc: alla@falu.example", "²", "9" * 5_000,
    "x" * 100_000, "<script>alert(1)</script>", "'; DROP TABLE leads; --", "{name} {0} %s", "/", "/start ansok", "/start x",
    "org:0", "ändra", "a@b@c", "@", "?",
]  # fmt: skip
FORGED = [
    "", "yes", "no", "send", "skip", "unsure", "lead", "human", "resume", "none", "org:0", "org:²", "org:" + "9" * 5_000,
    "type:privat", "type:", "stage:ide", "stage:", "topic:bastu", "topic:../../x", "theme:hamnen", "theme:", "edit:email",
    "edit:x", "\ud83d", "x" * 10_000, ":::",
]  # fmt: skip
DANGER = "jag vill inte leva längre"
ENDING = {"avbryt", "börja om", "radera"}


class Conversation(RuleBasedStateMachine):
    """One person, one file, one process at a time."""

    guide: Guide

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.Runner()
        self.open()
        self.state = State()
        """The conversation as committed with the last message."""
        self.last: Outgoing | None = None
        self.danger = False
        self.seen: list[str] = []
        """Every button ever shown: all but the last are stale."""
        self.leads = 0

    def open(self) -> None:
        self.store = SqliteStore.open(Path(self.folder.name) / "p.db")
        self.runner = Runner(lambda: self.guide, self.store, clock(), mail)

    def committed(self) -> State:
        """The conversation as another process would read it."""
        return State.load(self.loop.run(self.store.transact(lambda turn: turn.conversation(USER))))

    def take(self, text: str | None = None, press: str | None = None) -> None:
        """One message, and what must hold after any."""
        before = self.state
        self.last = self.loop.run(self.runner.handle(Incoming(USER, text, press)))
        after = self.state = self.committed()
        self.danger = text == DANGER
        self.seen += [button.id for reply in self.last.replies for button in reply.buttons]
        self.leads += self.last.lead is not None
        assert self.runner.unsaved == 0
        assert after.expects == self.last.expects
        lost = filled(before) - filled(after)
        ended = self.last.lead or text in ENDING or press == "cancel" or before.erasing
        assert ended or lost <= {before.expects}, f"{text!r} {press!r} lost {lost} at {before.expects}"

    @initialize(until=st.sampled_from(["", *SLOTS, "summary", "consent"]))
    def begin(self, until: str) -> None:
        """Somebody new, or somewhere in the form: random words alone seldom come far."""
        self.take(text="anmäl intresse" if until else "hej")
        while until and self.state.expects != until:
            self.take(text=FITTING.get(self.state.expects or "", ["skicka"])[0])

    @rule(text=st.sampled_from(EVERYDAY))
    def write(self, text: str) -> None:
        self.take(text=text)

    @rule(text=st.sampled_from(HOSTILE))
    def write_hostile(self, text: str) -> None:
        self.take(text=text)

    @rule()
    def tell_of_danger(self) -> None:
        """A humane answer and no form; the form waits for whoever comes back to it."""
        before = self.state
        self.take(text=DANGER)
        assert self.last is not None and "112" in self.last.replies[0].text and self.last.expects is None
        if before.draft and before.draft != Draft():
            self.take(text="fortsätt")
            assert filled(self.state) == filled(before)

    @rule(text=st.text(max_size=40))
    def write_anything(self, text: str) -> None:
        self.take(text=text)

    @rule(data=st.data(), count=st.integers(1, 6))
    def answer(self, data: st.DataObject, count: int) -> None:
        """What the form asks for, several times over."""
        for _ in range(count):
            expects = self.state.expects
            choices = FITTING.get(expects or "", ["ja" if expects == "consent" else "skicka"])
            self.take(text=data.draw(st.sampled_from(choices)))

    @rule(data=st.data())
    def press_shown(self, data: st.DataObject) -> None:
        shown = [button.id for button in self.state.shown]
        if shown:
            self.take(press=data.draw(st.sampled_from(shown)))

    @rule(data=st.data())
    def press_stale_or_forged(self, data: st.DataObject) -> None:
        self.take(press=data.draw(st.sampled_from(sorted({*self.seen, *FORGED}))))

    @rule()
    def restart(self) -> None:
        """Another process over the same file: nothing typed is gone, and the form goes on."""
        self.loop.run(self.store.close())
        self.open()
        assert self.committed() == self.state

    @rule(word=st.sampled_from(sorted(ENDING)))
    def leave(self, word: str) -> None:
        """Whatever the bot waits for, there is a way out; only "shall I remove everything?" wants its answer first."""
        if self.state.erasing:
            self.take(text="nej")
        self.take(text=word)
        if word == "radera":
            self.take(text="ja")
        assert self.state.draft is None and self.state.expects is None

    @invariant()
    def there_is_a_reply_and_a_way_on(self) -> None:
        if self.last is None:
            return
        assert self.last.replies and all(reply.text.strip() for reply in self.last.replies)
        assert self.last.expects in {*SLOTS, "summary", "consent", None}
        offered = [button for reply in self.last.replies for button in reply.buttons]
        assert self.danger or offered or self.last.expects, self.last.replies
        assert not (self.danger and self.last.expects)

    def teardown(self) -> None:
        assert len(self.loop.run(self.store.leads())) <= self.leads, "a lead is kept that nobody was told of"
        self.loop.run(self.store.close())
        self.loop.close()
        self.folder.cleanup()


def filled(state: State) -> set[str | None]:
    """Slots with something in them."""
    draft = state.draft or Draft()
    return {slot for slot in SLOTS if getattr(draft, slot) is not None}


def test_no_conversation_ends_in_an_exception_or_a_dead_end(harbour_guide: Guide) -> None:
    Conversation.guide = harbour_guide
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Conversation,
        settings=settings(
            max_examples=45, stateful_step_count=15, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
