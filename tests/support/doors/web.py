"""The web chat over HTTP: with plain forms, and with the requests that the page's script makes instead."""

from __future__ import annotations

from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.app import App, web_door
from bot.channels.web.door import SCRIPT
from bot.channels.web.server import serving
from tests.support.web import Form, Page


class Forms:
    """Somebody whose browser knows no JavaScript. The browser, with its cookie and its pages, outlives the service."""

    name = "webben utan skript"
    greets, resumes, knows_language, formatted, numbers, thumbs = True, True, True, True, True, True
    stated = None
    command = ("serve", "--port", "0")

    def __init__(self) -> None:
        self._browser: aiohttp.ClientSession | None = None
        self._address = ""
        self._pages: list[Page] = []
        """Every page there has been, newest last: an older one may be open in another tab."""
        self._sent: tuple[Form, dict[str, str]] | None = None

    @asynccontextmanager
    async def serving(self, app: App) -> AsyncIterator[None]:
        async with serving(web_door(app), "127.0.0.1", 0) as self._address:
            yield

    @asynccontextmanager
    async def attached(self, process: Process) -> AsyncIterator[None]:
        assert process.stdout
        self._address = (await process.stdout.readline()).decode().split()[-1]
        yield

    async def arrive(self, language: str) -> str:
        jar = aiohttp.CookieJar(unsafe=True)
        self._browser = aiohttp.ClientSession(cookie_jar=jar, headers={"Accept-Language": language})
        return await self._read()

    async def say(self, text: str) -> str:
        return await self._send(self._page.composer, text=text)

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        # A button that is not on the page may be on an older one; one that never was is a forgery with a true token.
        among = self._pages[::-1] if old else [self._page]
        forms = [form for page in among for form in page.forms if ("press", button) in form.buttons]
        assert forms or old, f"the page has no button {button}"
        return await self._send(forms[0] if forms else self._page.composer, press=button)

    async def again(self) -> str:
        assert self._sent
        return await self._post(*self._sent)

    async def thumb(self, reaction: str) -> None:
        forms = [form for form in self._page.forms if ("reaction", reaction) in form.buttons]
        assert forms, "there is nothing to judge"
        await self._post(forms[-1], {"reaction": reaction})

    async def leave(self) -> None:
        if self._browser:
            await self._browser.close()

    @property
    def _page(self) -> Page:
        return self._pages[-1]

    async def _send(self, form: Form, **said: str) -> str:
        self._sent = (form, said)
        return await self._post(form, said)

    async def _read(self) -> str:
        """Fetch the page."""
        assert self._browser
        async with self._browser.get(self._address) as response:
            return await self._show(response)

    async def _post(self, form: Form, said: dict[str, str]) -> str:
        """Send a form; the browser follows the redirect."""
        assert self._browser
        async with self._browser.post(self._where(form), data=form.fields | said) as response:
            return await self._show(response)

    async def _show(self, response: aiohttp.ClientResponse) -> str:
        assert response.status == 200, f"{response.status}: {await response.text()}"
        self._pages.append(Page(await response.text(), self._address))
        return " ".join(self._page.exchanges[-1])

    def _where(self, form: Form) -> str:
        """A service that begins anew stands at another port here."""
        return urljoin(self._address, urlsplit(form.action).path)


class Script(Forms):
    """Somebody whose browser runs the page's script: it posts the same forms in the background, and adds what comes
    back to the page it has."""

    name = "webben med skript"

    async def _post(self, form: Form, said: dict[str, str]) -> str:
        assert self._browser
        asked = self._browser.post(self._where(form), data=form.fields | said, headers={SCRIPT: "1"})
        async with asked as response:
            text = await response.text()
            assert (response.status, response.content_type) == (200, "text/html"), f"{response.status}: {text}"
        fragment = Page(text, self._address)
        if "reaction" in said:
            return ""
        if fragment.lang != self._page.lang:
            return await self._read()  # the script lets the browser fetch the page in the other language
        self._pages.append(fragment)
        return " ".join(fragment.exchanges[-1])
