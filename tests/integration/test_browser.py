"""The web door in a real Chromium: by keyboard, by eye as far as axe-core can see, and on somebody else's page."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp.web
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.channels.web.server import serving
from bot.knowledge import LiveKnowledge
from tests.support.web import ANSWERS, Served, chromium, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine; `make browser` as root installs it"),
]
Open = Callable[..., AbstractAsyncContextManager[Page]]
QUESTION = "Hur mycket pengar kan vi få?"


@pytest.fixture
async def site(tmp_path: Path, live_knowledge: LiveKnowledge) -> AsyncIterator[Served]:
    """The product with the answers that ship."""
    async with served(tmp_path, live_knowledge) as up:
        yield up


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The system's browser."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield launched
        await launched.close()


@asynccontextmanager
async def opened(browser: Browser, address: str, **settings: Any) -> AsyncIterator[Page]:
    """A page in a window of its own. Whatever its console complains about fails the test."""
    context: BrowserContext = await browser.new_context(**{"locale": "sv-SE"} | settings)
    context.set_default_timeout(60_000)  # patience with a busy machine; nothing is promised by it
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(address)
    yield page
    await context.close()
    assert [line for line in complaints if "ERR_INTERNET_DISCONNECTED" not in line] == []


async def said(page: Page, act: Any) -> None:
    """Wait until what is done has been answered."""
    before = await page.locator(".said").count()
    await act
    await page.locator(".said").nth(before).wait_for()


async def say(page: Page, text: str) -> None:
    """Write, and press the button."""
    await page.fill("#text", text)
    await said(page, page.click("#skriv button"))


async def press(page: Page, button: str) -> None:
    """Press a button of the conversation."""
    await said(page, page.locator(f"button[name=press][value='{button}']").first.click())


async def states(page: Page) -> AsyncIterator[str]:
    """Every state of the conversation, one after the other."""
    yield "start"
    await say(page, QUESTION)
    yield "answer"
    await page.click(".thumbs button[value=down]")
    await page.locator(".thanks").wait_for()
    yield "thanks"
    await say(page, "bidrag")
    yield "clarify or answer"
    await say(page, "Vad heter Perus huvudstad?")
    yield "refuse"
    await press(page, "topics")
    yield "topics"
    await say(page, "anmäl intresse")
    for slot, answer in ANSWERS.items():
        yield slot
        await say(page, answer)
    yield "summary"
    await press(page, "edit:email")
    await say(page, "inte en adress")
    yield "a mistake in a slot"
    await say(page, "anna.ek@falu.example")
    await press(page, "send")
    yield "consent"
    await press(page, "yes")
    yield "receipt"
    await say(page, "radera")
    yield "erase"


async def findings(page: Page) -> list[str]:
    """What axe-core has against the page, WCAG 2.2 AA and good practice."""
    result = await Axe().run(page)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result.response["violations"]
        for node in found["nodes"]
    ]


# --- the same with and without -------------------------------------------------------------------------------------


async def test_with_and_without_javascript_the_conversation_is_the_same(
    browser: Browser, tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    told = {}
    for scripted in (True, False):
        async with (
            served(tmp_path / str(scripted), live_knowledge) as site,
            opened(browser, site.address, java_script_enabled=scripted) as page,
        ):
            lines = [
                (state, await page.inner_text("#samtal"), await page.inner_text("#skriv label"))
                async for state in states(page)
            ]
            shown = await page.inner_html("#samtal")
            await page.reload()
            again = await page.inner_html("#samtal")
            volatile = re.compile(r'(name="(?:page|token)" value=")\w+')
            before, after = (re.sub(r"\s+", "", volatile.sub(r"\1", html)) for html in (shown, again))
            assert before == after, "a reload changes nothing"
            async with aiohttp.ClientSession() as session:
                cookie = "; ".join(f"{c['name']}={c['value']}" for c in await page.context.cookies())
                async with session.get(f"{site.address}samtal.txt", headers={"Cookie": cookie}) as response:
                    told[scripted] = (lines, await response.text())
    assert told[True] == told[False]
    assert "KP-2026-0001" in told[True][1]


# --- accessible ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "window",
    [
        {"viewport": {"width": 1280, "height": 900}},
        {"viewport": {"width": 320, "height": 256}},
        {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark", "reduced_motion": "reduce"},
        {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    ],
    ids=["desktop", "400 % zoom", "dark phone", "forced colours"],
)
async def test_no_state_has_an_accessibility_finding_or_scrolls_sideways(
    browser: Browser, site: Served, window: dict[str, Any]
) -> None:
    seen = 0
    async with opened(browser, site.address, **window) as page:
        async for state in states(page):
            assert await findings(page) == [], state
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
            small = await page.evaluate(
                """[...document.querySelectorAll('button, nav a, .language a, textarea, input:not([type=hidden])')]
                .filter((one) => one.checkVisibility()).map((one) => [one.outerHTML, one.getBoundingClientRect()])
                .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
            )
            assert small == [], state
            seen += 1
    assert seen == 21


async def test_other_pages_have_no_findings_either(browser: Browser, site: Served) -> None:
    async with opened(browser, f"{site.address}demo") as page:
        assert await findings(page) == []
        await page.get_by_role("button", name="Frågor om partnerskap?").click()
        await page.frame_locator("iframe").locator("#text").wait_for()
        assert await findings(page) == []
    async with opened(browser, f"{site.address}?lang=en") as page:
        assert await findings(page) == []
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{site.address}finns-inte")
    assert await findings(page) == []
    await context.close()


async def test_a_fault_is_found(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address) as page:
        await page.evaluate("document.querySelector('#skriv label').remove()")
        assert any(line.startswith("label:") for line in await findings(page))


async def test_everything_can_be_done_by_keyboard_and_focus_is_never_lost(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address) as page:

        async def focused(what: str) -> bool:
            return bool(await page.evaluate("what => document.activeElement.matches(what)", what))

        await page.keyboard.press("Tab")
        assert await focused(".skip")
        await page.keyboard.press("Enter")
        assert await focused("#text")
        await page.keyboard.type(QUESTION)
        await said(page, page.keyboard.press("Enter"))
        await expect(page.locator("#text")).to_have_value("")
        assert await focused("#text"), "who writes goes on writing"
        await page.keyboard.type("en rad")
        await page.keyboard.press("Shift+Enter")
        assert await page.input_value("#text") == "en rad\n"
        await page.fill("#text", "")
        await page.keyboard.press("Shift+Tab")
        for _ in range(4):
            if await focused("button[value=lead]"):
                break
            await page.keyboard.press("Shift+Tab")
        assert await focused("button[name=press]"), "the answer's buttons come right before the field"
        await page.locator("button[value=lead]").focus()
        await said(page, page.keyboard.press("Enter"))
        await expect(page.locator(".exchange").last).to_be_focused()
        await page.keyboard.press("Tab")
        assert await focused(".exchange:last-child button[value=cancel]"), "the new message's buttons come next"
        await said(page, page.keyboard.press("Space"))
        await expect(page.locator(".exchange").last).to_be_focused()


async def test_only_what_is_new_is_announced(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address) as page:
        await page.evaluate(
            """window.added = []; new MutationObserver((changes) => changes.forEach((change) =>
            change.addedNodes.forEach((node) => node.nodeType === 1 && window.added.push(node.className))))
            .observe(document.getElementById('samtal'), {childList: true})"""
        )
        await say(page, QUESTION)
        await say(page, "Vem kan söka?")
        assert await page.evaluate("window.added") == ["exchange", "exchange"]
        assert await page.get_attribute("#samtal", "role") == "log"


async def test_motion_and_print_follow_what_was_asked_for(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address, reduced_motion="reduce") as page:
        assert await page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        await say(page, QUESTION)
        await page.emulate_media(media="print")
        assert await page.is_hidden("#skriv") and await page.is_hidden("nav") and await page.is_hidden(".thumbs")
        assert await page.is_visible(".source")


# --- what goes wrong -----------------------------------------------------------------------------------------------


async def test_a_double_click_sends_one_lead(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address) as page:
        await press(page, "lead")
        for answer in ANSWERS.values():
            await say(page, answer)
        await press(page, "send")
        await said(page, page.locator("button[value=yes]").dblclick(no_wait_after=True))
        await page.locator("a[download]").last.wait_for()
    assert len(await site.app.store.leads()) == 1


async def test_without_connection_the_words_stay_and_can_be_sent_later(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address) as page:
        await page.context.set_offline(True)
        await page.fill("#text", QUESTION)
        await page.click("#skriv button")
        await expect(page.locator("#fel")).to_contain_text("kom inte fram")
        assert await page.input_value("#text") == QUESTION
        assert await page.get_attribute("#text", "aria-invalid") == "true"
        await page.context.set_offline(False)
        await said(page, page.click("#skriv button"))
        assert await page.inner_text("#fel") == ""


async def test_the_indicator_shows_only_while_something_is_under_way(
    browser: Browser, site: Served, tmp_path: Path
) -> None:
    async with opened(browser, site.address) as page:
        assert await page.inner_text("#vantar") == ""
        with closing(sqlite3.connect(tmp_path / "partnerskap.db", isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            await page.fill("#text", QUESTION)
            await page.click("#skriv button")
            await expect(page.locator("#vantar")).to_have_text("Guiden skriver …")
            db.execute("ROLLBACK")
        await page.locator(".said").wait_for()
        await expect(page.locator("#vantar")).to_have_text("")


async def test_a_page_that_has_become_too_old_comes_back_fresh_with_the_words(browser: Browser, site: Served) -> None:
    context = await browser.new_context(locale="sv-SE")
    page = await context.new_page()
    await page.goto(site.address)
    await context.clear_cookies()
    await page.fill("#text", QUESTION)
    await page.click("#skriv button")
    await expect(page.locator("#fel")).to_contain_text("försök igen")
    await expect(page.locator("#text")).to_have_value(QUESTION)
    await expect(page.locator("#text")).to_be_focused()
    assert await findings(page) == []
    await said(page, page.click("#skriv button"))
    await context.close()


async def test_the_language_switch_changes_the_whole_page(browser: Browser, site: Served) -> None:
    async with opened(browser, site.address) as page:
        await say(page, QUESTION)
        await page.click(".language button")
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await expect(page.locator("#skriv button")).to_have_text("Ask")
        await expect(page.locator("#text")).to_be_focused()


# --- on somebody else's page ---------------------------------------------------------------------------------------


@asynccontextmanager
async def municipality(widget: str) -> AsyncIterator[str]:
    """A site of somebody else's, with one line from us."""

    async def page(_request: aiohttp.web.Request) -> aiohttp.web.Response:
        html = f"""<!doctype html><html lang="sv"><title>Vindö</title><link rel="icon" href="data:,">
        <style>* {{ color: rgb(255, 0, 0) !important; font-size: 9px }}</style>
        <h1>Vindö kommun</h1><button>Annat</button><script src="{widget}widget.js" data-lang="sv" defer></script>"""
        return aiohttp.web.Response(text=html, content_type="text/html")

    app = aiohttp.web.Application()
    app.router.add_get("/", page)
    async with serving(app, "127.0.0.1", 0) as address:
        yield address


async def test_the_widget_opens_remembers_and_closes_on_another_site(
    browser: Browser, tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    async with (
        served(tmp_path, live_knowledge, frame_ancestors=("http://127.0.0.1:*",)) as site,
        municipality(site.address) as elsewhere,
        opened(browser, elsewhere) as page,
    ):
        opener = page.get_by_role("button", name="Frågor om partnerskap?")
        assert await opener.evaluate("one => getComputedStyle(one).color") == "rgb(255, 255, 255)", "their style"
        await opener.click()
        frame = page.frame_locator("iframe")
        await frame.locator("#text").fill(QUESTION)
        await frame.locator("#skriv button").click()
        await frame.locator(".said").wait_for()
        links = await frame.locator(".source a").evaluate_all("all => all.map((one) => one.target)")
        assert links and set(links) == {"_blank"}, "a source must not open inside the panel"
        await page.keyboard.press("Escape")
        await expect(page.locator("iframe")).to_be_hidden()
        assert await page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "open"
        await page.reload()
        await page.get_by_role("button", name="Frågor om partnerskap?").click()
        await expect(page.frame_locator("iframe").locator(".said")).to_have_text(re.compile("pengar"))
        await page.reload()
        await expect(page.locator("iframe")).to_be_visible()
        assert await page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "9px"


async def test_a_site_that_is_not_listed_cannot_frame_us(browser: Browser, site: Served) -> None:
    context = await browser.new_context()
    async with municipality(site.address) as elsewhere:
        page = await context.new_page()
        refused = asyncio.Event()
        page.on("console", lambda line: refused.set() if "frame-ancestors" in line.text else None)
        await page.goto(elsewhere)
        await page.get_by_role("button", name="Frågor om partnerskap?").click()
        await asyncio.wait_for(refused.wait(), 10)
        assert await page.frames[-1].locator("#text").count() == 0
    await context.close()
