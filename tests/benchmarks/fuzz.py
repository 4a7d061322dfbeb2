"""`make fuzz`: a hundred thousand random messages against the running product over a real SQLite file.

Hypothesis draws what many people write and press through several doors, ordinary and hostile. Every message must be
taken and answered, with a way on, within `SLOWEST` seconds, and the file must be sound at the end. Prints how many
messages and how long, what came of them, and the slowest. Ends with 1 at the first message that breaks a promise, and
by itself after `PATIENCE` seconds.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import connect

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.app import App, application
from bot.clock import SystemClock
from bot.conversation.messages import Incoming, Outgoing
from bot.knowledge import LiveKnowledge
from bot.leads.model import SLOTS, Channel
from tests.support.conversation import SENSIBLE, settings_for
from tests.support.hostile import FORGED, HOSTILE, ORDINARY

WANTED = 100_000
PATIENCE = 600.0
"""Seconds for the whole, the time to fit the answers not counted."""
SLOWEST = 3.0
"""Seconds for one message, on a machine that may have others to care for."""
USERS = 500
DOORS: tuple[Channel, ...] = ("web", "telegram", "console")
LANGUAGES = (None, "sv", "en")
WAITS = {*SLOTS, "summary", "consent", None}
Act = tuple[str, str | int]
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(ORDINARY)),
    st.tuples(st.just("say"), st.sampled_from(HOSTILE)),
    st.tuples(st.just("say"), st.text(max_size=80)),
    st.tuples(st.just("fill"), st.integers(1, 8)),
    st.tuples(st.just("shown"), st.integers(0, 20)),
    st.tuples(st.just("forged"), st.sampled_from(FORGED) | st.text(max_size=20)),
)
VISITS = st.lists(st.tuples(st.integers(0, USERS - 1), ACTS), min_size=40, max_size=60)
"""What happens at once: who does what."""


@dataclass
class Told:
    """What has come of the messages so far."""

    count: int = 0
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    decisions: Counter[str] = field(default_factory=Counter)
    leads: int = 0


class Crowd:
    """Everybody who talks to the product."""

    def __init__(self, app: App, told: Told, slowest: float) -> None:
        self._app, self.told, self._slowest = app, told, slowest
        self._last: dict[str, Outgoing] = {}
        self.begun = 0

    async def come(self, visits: list[tuple[int, Act]]) -> None:
        """All of it, each person's in order, and everybody at once."""
        people: dict[int, list[Act]] = {}
        for who, act in visits:
            people.setdefault(who, []).append(act)
        await asyncio.gather(*(self._visit(who, acts) for who, acts in people.items()))

    async def _visit(self, who: int, acts: list[Act]) -> None:
        for act in acts:
            await self._do(who, act)

    async def _do(self, who: int, act: Act) -> None:
        """One act of one person, which may be several messages."""
        user = f"{DOORS[who % len(DOORS)]}:{who}"
        kind, what = act
        if kind == "fill":
            for _ in range(int(what)):
                await self._take(user, text=self._sensible(user))
        elif kind == "say":
            await self._take(user, text=str(what))
        else:
            await self._take(user, press=self._button(user) if kind == "shown" else str(what))

    def _sensible(self, user: str) -> str:
        last = self._last.get(user)
        return SENSIBLE.get((last.expects if last else None) or "", "anmäl intresse")

    def _button(self, user: str) -> str:
        shown = (
            [button.id for reply in self._last[user].replies for button in reply.buttons] if user in self._last else []
        )
        return shown[self.told.count % len(shown)] if shown else "lead"

    async def _take(self, user: str, text: str | None = None, press: str | None = None) -> None:
        number = self.begun = self.begun + 1
        door: Channel = DOORS[int(user.partition(":")[2]) % len(DOORS)]
        incoming = Incoming(user, text, press, door, LANGUAGES[number % len(LANGUAGES)], str(number), "192.0.2.7")
        said = f"{user} at {self._last[user].expects if user in self._last else None}: {(text or '')[:80]!r} {(press or '')[:80]!r}"
        begun = time.perf_counter()
        try:
            outgoing = await self._app.runner.handle(incoming)
        except Exception as error:
            raise AssertionError(f"{said}: {error!r}") from error
        took = time.perf_counter() - begun
        self._last[user] = outgoing
        self.told.count += 1
        self.told.seconds += took
        self.told.slowest = max(self.told.slowest, (took, said))
        self.told.decisions[outgoing.decision or "no question"] += 1
        self.told.leads += outgoing.lead is not None
        check(outgoing, said)
        assert took < self._slowest, f"{said}: {took:.1f} s"


def check(outgoing: Outgoing, said: str) -> None:
    """A reply that leads on: words, and buttons or something the bot waits for. Only who is in danger is told nothing
    but where help is."""
    assert outgoing.saved, f"{said}: not saved"
    assert outgoing.replies and all(reply.text.strip() for reply in outgoing.replies), f"{said}: no words"
    assert outgoing.expects in WAITS, f"{said}: waits for {outgoing.expects}"
    offered = any(reply.buttons for reply in outgoing.replies)
    helped = any("112" in reply.text for reply in outgoing.replies)
    assert offered or outgoing.expects or helped, f"{said}: no way on"


def crowd_of(folder: Path, knowledge: LiveKnowledge, wanted: int, patience: float, slowest: float = SLOWEST) -> Told:
    """At least `wanted` messages over a database in `folder`, if `patience` seconds are enough for them."""
    told = Told()
    knowledge.guide.answers.warm()  # else the first to ask waits for it
    chosen = settings_for(folder)
    with asyncio.Runner() as loop:
        opened = application(chosen, SystemClock(), knowledge)
        app = loop.run(opened.__aenter__())
        crowd, until = Crowd(app, told, slowest), time.monotonic() + patience

        @settings(
            max_examples=100, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )  # fmt: skip
        @given(VISITS)
        def everybody(visits: list[tuple[int, Act]]) -> None:
            loop.run(crowd.come(visits))

        try:
            number = 0
            while told.count < wanted and time.monotonic() < until:
                seed(number)(everybody)()
                number += 1
                show(told, wanted)
        finally:
            loop.run(opened.__aexit__(None, None, None))
    with closing(connect(chosen.data_dir / "partnerskap.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM updates").fetchone()[0] <= told.count
    return told


def show(told: Told, wanted: int) -> None:
    """How far it has come, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r{told.count} av {wanted}", end="", file=sys.stderr)


def main() -> int:
    """Print what came of it. 1 when a message broke a promise, or time ran out."""
    from bot.conversation.guide import Policy
    from bot.knowledge import shipped

    knowledge = LiveKnowledge(shipped(), SystemClock(), Policy())
    knowledge.guide.answers.warm()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        try:
            told = crowd_of(Path(folder), knowledge, WANTED, PATIENCE)
        except AssertionError as error:
            print(f"Fel: {error}")
            return 1
        took = time.monotonic() - begun
    print(
        f"{told.count} meddelanden från {USERS} personer på {took:.0f} s; inget undantag, alla fick svar och en väg vidare"
    )
    print(
        f"i snitt {told.seconds / told.count * 1000:.1f} ms, långsammast {told.slowest[0] * 1000:.0f} ms: {told.slowest[1]}"
    )
    print(f"{told.leads} anmälningar; " + ", ".join(f"{name} {count}" for name, count in told.decisions.most_common()))
    return 0 if told.count >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
