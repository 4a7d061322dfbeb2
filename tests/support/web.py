"""The web door on a real port of this machine, and browsers without a screen: one that only knows forms, and Chromium."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import aiohttp

from bot.app import App, application, web_door
from bot.channels.web.server import serving
from bot.clock import Clock
from bot.knowledge import LiveKnowledge
from tests.support.conversation import clock, settings_for

ANSWERS = {
    "organisation": "Falu kommun", "name": "Anna Ek", "role": "miljöstrateg", "email": "anna.ek@falu.example",
    "phone": "hoppa över", "topic": "Rent vatten", "goals": "6", "country": "Kenya", "stage": "Vi söker en partner",
    "message": "hoppa över",
}  # fmt: skip
"""What somebody writes in the form, in the order asked."""
VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle"}


@dataclass(frozen=True, slots=True)
class Served:
    """A service that is up."""

    address: str
    app: App


@asynccontextmanager
async def served(
    folder: Path, knowledge: LiveKnowledge, at: Clock | None = None, **settings: Any
) -> AsyncIterator[Served]:
    """The whole product with the web door open on a free port; nothing delivers mail until asked to."""
    chosen = settings_for(folder, **settings)
    async with (
        application(chosen, at or clock(), knowledge) as app,
        serving(web_door(app), "127.0.0.1", 0) as address,
    ):
        yield Served(address, app)


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Name and value of each button that has them."""


class Page(HTMLParser):
    """What there is on a page for somebody who reads and presses."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.html, self.address = html, address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.log: list[str] = []
        """The words of the conversation, in order."""
        self.exchanges: list[list[str]] = []
        """What was replied to each message, and its buttons; not what was said, nor who said it."""
        self.lang = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "html":
            self.lang = given.get("lang", "")
        if "data-language" in given:  # a fragment for the script
            self.lang = given["data-language"]
        if given.get("class") == "exchange":
            self.exchanges.append([])
        if tag == "form":
            self.forms.append(Form(urljoin(self.address, given["action"]), given["method"]))
        if tag == "input" and self.forms and given.get("type") == "hidden":
            self.forms[-1].fields[given["name"]] = given["value"]
        if tag == "button" and "name" in given:
            self.forms[-1].buttons.append((given["name"], given["value"]))
        if tag == "a":
            self.links.append(given["href"])
        if tag not in VOID:
            self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and any(given.get("id") == "samtal" for _, given in self._open):
            self.log.append(" ".join(data.split()))
        classes = [given.get("class") for _, given in self._open]
        if data.strip() and "exchange" in classes and "said" not in classes and "who" not in classes:
            self.exchanges[-1].append(" ".join(data.split()))

    @property
    def text(self) -> str:
        """The conversation on one line."""
        return " ".join(self.log)

    def form_with(self, press: str) -> Form:
        """The form with that button."""
        return next(form for form in self.forms if ("press", press) in form.buttons)

    @property
    def composer(self) -> Form:
        """The form with the text field."""
        part = self.html.partition('id="skriv"')[2]
        token = re.search(r'name="page" value="(\w+)"', part)
        assert token
        return next(
            form for form in self.forms
            if form.fields.get("page") == token[1] and not form.buttons and "text" not in form.fields
            and not form.action.endswith("borja-om")
        )  # fmt: skip


class Reader:
    """Somebody whose browser knows no JavaScript: reads a page, fills in its form, follows redirects."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session, self.address = session, address
        self.page = Page("", address)
        self.status = 0

    async def open(self, path: str = "", **headers: str) -> Page:
        """Go to a page."""
        async with self.session.get(urljoin(self.address, path), headers=headers) as response:
            self.status = response.status
            self.page = Page(await response.text(), str(response.url))
        return self.page

    async def submit(self, form: Form, **more: str) -> Page:
        """Send a form as it stands, with `more`."""
        async with self.session.post(form.action, data=form.fields | more) as response:
            self.status = response.status
            self.page = Page(await response.text(), str(response.url))
        return self.page

    async def say(self, text: str) -> Page:
        """Write and send."""
        return await self.submit(self.page.composer, text=text)

    async def press(self, button: str) -> Page:
        """Press a button of the conversation."""
        return await self.submit(self.page.form_with(button), press=button)

    async def fill(self) -> Page:
        """The whole form, from the button to the summary."""
        await self.press("lead")
        for answer in ANSWERS.values():
            await self.say(answer)
        return self.page

    async def send(self) -> Page:
        """From the summary to the receipt."""
        await self.press("send")
        return await self.press("yes")


@asynccontextmanager
async def reader(address: str, **headers: str) -> AsyncIterator[Reader]:
    """One more visitor, with cookies of their own."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Accept-Language": "sv"} | headers) as session:
        visitor = Reader(session, address)
        await visitor.open()
        yield visitor


def on_disk(folder: Path) -> bytes:
    """Everything in the database's files."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("partnerskap.db*")))


def chromium() -> str | None:
    """The system's browser, None where there is none."""
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
