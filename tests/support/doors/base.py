"""What every door is to a transcript: somebody says something there, and reads what comes back."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.app import App


class Door(Protocol):
    """One visitor at one door. The visitor outlives the process behind the door."""

    name: str
    greets: bool
    """The visitor is greeted before saying anything."""
    resumes: bool
    """Behind a process that begins anew the conversation goes on as if nothing had happened. Else it greets again,
    which is a message of its own."""
    knows_language: bool
    """The door is told which language the visitor's program speaks."""
    formatted: bool
    """What is shown has the door's own layout: only its words are the conversation's."""
    numbers: bool
    """A message can come again under its own number, so that it is known for the same."""
    thumbs: bool
    """An answer can be judged."""
    stated: dict[str, object] | None
    """Decision, id, expects and lead of the last message, where the door tells them."""

    def serving(self, app: App) -> AbstractAsyncContextManager[None]:
        """Everything of the door's that lives in the process."""
        ...

    async def arrive(self, language: str) -> str:
        """The visitor comes, with a program that speaks `language`; what is read before anything is said."""
        ...

    async def say(self, text: str) -> str:
        """Write something; what is read in answer."""
        ...

    async def press(self, button: str, label: str | None) -> str | None:
        """Press a button; `label`: what it said when last shown, None when it was not. None when it cannot be done."""
        ...

    async def again(self) -> str:
        """The last message once more, under the number it had."""
        ...

    async def thumb(self, reaction: str) -> None:
        """Judge the last answer."""
        ...

    async def leave(self) -> None:
        """The visitor's own program ends."""
        ...
