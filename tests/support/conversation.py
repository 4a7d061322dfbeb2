"""What tests of the conversation share: a still clock, settings that read nothing from the machine, a talker."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.clock import STOCKHOLM, FixedClock
from bot.conversation.messages import Incoming
from bot.conversation.state import State
from bot.conversation.step import step
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.effects import Step
    from bot.conversation.guide import Guide

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)


def clock() -> FixedClock:
    """The morning of 23 November 2026, standing still."""
    return FixedClock(MOMENT)


def settings_for(folder: Path, **given: Any) -> Settings:
    """Settings with everything under `folder`, whatever the environment says."""
    return Settings(
        **{"_env_file": None, "data_dir": folder, "mail_from": "Guiden <guiden@partnerskap.example>"} | given
    )


@dataclass
class Talk:
    """A conversation held with `step` alone: no storage, no door."""

    guide: Guide
    state: State = field(default_factory=State)
    last: Step | None = None

    def say(self, text: str) -> Step:
        """Write something."""
        return self._take(Incoming("console:test", text=text))

    def press(self, button: str) -> Step:
        """Press a button."""
        return self._take(Incoming("console:test", press=button))

    def _take(self, incoming: Incoming) -> Step:
        self.last = step(self.guide, self.state, incoming, MOMENT)
        self.state = State.load(self.last.state.dump())
        return self.last

    @property
    def text(self) -> str:
        """All that was just said."""
        assert self.last is not None
        return "\n".join(reply.text for reply in self.last.replies)

    @property
    def buttons(self) -> list[str]:
        """Ids of the buttons just shown."""
        assert self.last is not None
        return [button.id for reply in self.last.replies for button in reply.buttons]

    def fill(self, until: str) -> Talk:
        """Fill the form with plain answers until `until` is asked for."""
        answers = {
            "organisation": "Falu kommun", "name": "Anna Ek", "role": "miljöstrateg", "email": "anna.ek@falu.example",
            "phone": "hoppa över", "topic": "Rent vatten", "goals": "6", "country": "Kenya",
            "stage": "Vi söker en partner", "message": "hoppa över", "summary": "skicka",
        }  # fmt: skip
        self.press("lead")
        for _ in range(len(answers)):
            if self.state.expects == until:
                break
            self.say(answers[self.state.expects or ""])
        assert self.state.expects == until, f"stuck at {self.state.expects}: {self.text}"
        return self
