"""What every door is to a transcript: somebody says something there, and reads what comes back."""

from __future__ import annotations

from asyncio.subprocess import Process
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from bot.app import App
from bot.conversation.messages import Outgoing

Doing = Coroutine[Any, Any, str | None]
"""Something done at a door; what is read in answer, None when it could not be done."""


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

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        """Press a button; `label`: what it says, None when it was never shown. `old`: not below the last reply any
        more. None when it cannot be done."""
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


class ProcessDoor(Door, Protocol):
    """A door that can also stand before a process of its own."""

    command: tuple[str, ...]
    """What is given to `partnerskap`."""

    def attached(self, process: Process) -> AbstractAsyncContextManager[None]:
        """The door stands before `process`, whose input and output are pipes."""
        ...


class Service(Protocol):
    """The product behind one door, over a data folder that outlives its processes."""

    door: Door

    async def open(self) -> None:
        """Begin, over what is in the folder."""
        ...

    async def end(self) -> None:
        """End in order."""
        ...

    async def attend(self, doing: Doing) -> str | None:
        """Let something be done at the door."""
        ...

    async def cut_off(self, doing: Doing, stored: bool) -> bool:
        """Let something be done at the door, and end before the reply is read: when the message has been `stored`, else
        at any moment; then begin anew. Whether it could be done."""
        ...

    async def repeat(self, doing: Doing) -> str | None:
        """Let the last message come once more."""
        ...

    async def crash(self) -> None:
        """End without cleaning up, and begin anew."""
        ...

    async def crash_while_sending(self) -> None:
        """The mail server takes a mail, and the process ends before that is written down; then the claim runs out."""
        ...

    def told(self) -> Outgoing | None:
        """What the conversation replied to the last thing that was done."""
        ...

    async def deliver(self) -> list[bytes]:
        """Send what is due; every mail that has arrived by now."""
        ...

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What is stored, seen over a connection of its own: only what is committed counts."""
        ...
