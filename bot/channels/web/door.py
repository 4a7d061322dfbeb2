"""What happens at each address."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.web import forms, limits, session
from bot.channels.web.forms import Rejected
from bot.channels.web.limits import Limiter
from bot.channels.web.pages import Pages, Shown, Trouble, shown, transcript
from bot.conversation import replies
from bot.conversation.messages import Incoming, Outgoing
from bot.conversation.runner import words
from bot.errors import PartnerskapError, StorageError
from bot.leads.receipt import receipt
from bot.locale import LANGUAGES, say

if TYPE_CHECKING:
    from bot.channels.web.config import Backstage, WebSettings
    from bot.channels.web.operations import Operations
    from bot.channels.web.session import Visitor

MOST_SHOWN = 200
"""Messages on a page; all are in the text that can be saved."""
MOST_SAVED = 5_000
SCRIPT = "X-Partnerskap"
"""The header with which our script asks for a fragment instead of a page."""
_GREETING = "start"
"""The update in which the greeting is said: once per conversation."""


class Door:
    """The pages for visitors."""

    def __init__(self, backstage: Backstage, settings: WebSettings, operations: Operations) -> None:
        self._stage, self._settings, self._operations = backstage, settings, operations
        self._pages = Pages()
        self._reads = Limiter(limits.NEW, time.monotonic)
        self._addresses = Limiter(limits.ADDRESS, time.monotonic)
        self._sessions = Limiter(limits.SESSION, time.monotonic)

    async def show(self, request: web.Request) -> web.Response:
        """The conversation as a page."""
        who = session.visitor(request, self._settings)
        if self._reads.wait(limits.address(request, self._settings.trust_proxy)):
            return self._limited("address", self._plain(request, 429, "web.problem_limited", seconds=30), 30)
        return await self._page(request, who)

    async def say(self, request: web.Request) -> web.Response:
        """Something written or pressed."""
        who = session.visitor(request, self._settings)
        try:
            if turned_down := await self._too_fast(request, who):
                return turned_down
            message = forms.message(await self._fields(request, who))
        except Rejected as problem:
            return await self._refuse(request, who, problem)
        hint, place = message.language, limits.address(request, self._settings.trust_proxy)
        if message.first:
            await self._hand_over(Incoming(who.user, "/start", language_hint=hint, update_id=_GREETING, channel="web"))
        outgoing = await self._hand_over(
            Incoming(who.user, message.text, message.press, "web", hint, message.update_id, place, message.trapped)
        )
        if not outgoing.saved:
            trouble = Rejected(503, "", message.text or "")
            return await self._refuse(request, who, trouble, outgoing.replies[0].text)
        if not _by_script(request):
            return _see(f"{who.base}/#m-{message.update_id}")
        exchange = Shown(message.update_id, await self._said(who, message), outgoing, last=True)
        return self._html(who, self._pages.fragment(who, exchange, outgoing.language))

    async def react(self, request: web.Request) -> web.Response:
        """A thumb on one answer, perhaps with a word."""
        who = session.visitor(request, self._settings)
        try:
            if turned_down := await self._too_fast(request, who):
                return turned_down
            judged = forms.judgement(await self._fields(request, who))
            if not await self._stage.runner.react(who.user, judged.update_id, judged.reaction, judged.word):
                raise Rejected(404, "web.problem_gone")
        except Rejected as problem:
            return await self._refuse(request, who, problem)
        except StorageError:
            return await self._refuse(request, who, Rejected(503, "web.problem_storage"))
        self._operations.reaction(judged.reaction)
        if not _by_script(request):
            return _see(f"{who.base}/#m-{judged.update_id}")
        exchange = Shown(judged.update_id, None, Outgoing(who.user, (), id="-"), judged.reaction)
        return self._html(who, self._pages.thanks(who, exchange, self._language(request)))

    async def restart(self, request: web.Request) -> web.Response:
        """A clean page: the form's content goes, and so does what was said. Leads sent stay sent."""
        who = session.visitor(request, self._settings)
        try:
            if turned_down := await self._too_fast(request, who):
                return turned_down
            await self._fields(request, who)
            outgoing = await self._hand_over(Incoming(who.user, press="restart", channel="web"))
            if not outgoing.saved:
                raise Rejected(503, "web.problem_storage")
            await self._stage.store.transact(lambda turn: turn.forget_said(who.user, form_only=False))
        except Rejected as problem:
            return await self._refuse(request, who, problem)
        except StorageError:
            return await self._refuse(request, who, Rejected(503, "web.problem_storage"))
        return _see(f"{who.base}/?lang={outgoing.language}")

    async def save(self, request: web.Request) -> web.Response:
        """The conversation as a text file."""
        who = session.visitor(request, self._settings)
        exchanges = shown(await self._stage.store.history(who.user, MOST_SAVED)) if who.known else []
        language = exchanges[-1].outgoing.language if exchanges else self._language(request)
        return _file(transcript(exchanges or [self._greeting(who, language)], language), "samtal.txt")

    async def receipt(self, request: web.Request) -> web.Response:
        """The receipt of one lead, for who sent it and nobody else."""
        who, number = session.visitor(request, self._settings), request.match_info["number"]
        leads = await self._stage.store.leads(who.user) if who.known else []
        lead = next((lead for lead in leads if lead.number == number), None)
        if lead is None:
            return self._plain(request, 404, "web.problem_gone")
        return _file(receipt(lead.document), f"{lead.number}.txt")

    async def demo(self, _request: web.Request) -> web.Response:
        """An invented municipality's page with the chat on it."""
        return web.Response(text=self._pages.demo(), content_type="text/html")

    def oops(self, request: web.Request) -> web.Response:
        """What a visitor reads when the fault is ours and was not foreseen."""
        return self._plain(request, 500, "web.problem_ours")

    def refusal(self, request: web.Request, error: web.HTTPException) -> web.Response:
        """What a visitor reads where nothing is, or nothing that can be done this way."""
        line = {404: "web.problem_gone", 413: "web.problem_large"}.get(error.status, "web.problem_bad")
        response = self._plain(request, error.status, line)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response

    async def _too_fast(self, request: web.Request, who: Visitor) -> web.Response | None:
        """The friendly refusal of somebody who sends too much, as a page or a fragment; what was typed is kept."""
        place = limits.address(request, self._settings.trust_proxy)
        for by, wait in (("address", self._addresses.wait(place)), ("session", self._sessions.wait(who.user))):
            if wait:
                seconds = max(1, math.ceil(wait))
                typed = (await forms.fields(request)).get("text", "")
                refused = await self._refuse(request, who, Rejected(429, "web.problem_limited", typed), seconds=seconds)
                return self._limited(by, refused, seconds)
        return None

    def _limited(self, by: str, response: web.Response, seconds: int) -> web.Response:
        self._operations.limited(by)
        response.headers["Retry-After"] = str(seconds)
        return response

    async def _fields(self, request: web.Request, who: Visitor) -> dict[str, str]:
        """The form, from a page of ours made for this visitor. Raises `Rejected`."""
        form = await forms.fields(request)
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise Rejected(403, "web.problem_forged")
        if not who.has(form.get("token", "")):
            raise Rejected(403, "web.problem_old", form.get("text", ""))
        return form

    async def _hand_over(self, incoming: Incoming) -> Outgoing:
        return await self._stage.runner.handle(incoming)

    async def _said(self, who: Visitor, message: forms.Message) -> str | None:
        """What was said, as storage has it: a button is shown by its label, which only the conversation knows."""
        if message.text is not None:
            return words(message.text)
        history = await self._stage.store.history(who.user, 5)
        return next((one.said for one in history if one.update_id == message.update_id), None)

    async def _refuse(
        self, request: web.Request, who: Visitor, problem: Rejected, text: str = "", **values: object
    ) -> web.Response:
        """The reason, beside the field where it was typed; the script gets the reason alone."""
        language = self._language(request)
        told = text or say(language, problem.line, **values)
        if _by_script(request):
            return self._html(who, told, problem.status, "text/plain")
        return await self._page(request, who, Trouble(told, problem.typed), problem.status)

    async def _page(
        self, request: web.Request, who: Visitor, trouble: Trouble | None = None, status: int = 200
    ) -> web.Response:
        exchanges: list[Shown] = []
        try:
            exchanges = shown(await self._stage.store.history(who.user, MOST_SHOWN)) if who.known else []
        except PartnerskapError:
            status = 503
            trouble = trouble or Trouble(say(self._language(request), "web.problem_storage"))
        language = exchanges[-1].outgoing.language if exchanges else self._language(request)
        first = not exchanges
        page = self._pages.conversation(who, exchanges or [self._greeting(who, language)], language, first, trouble)
        return self._html(who, page, status)

    def _greeting(self, who: Visitor, language: str) -> Shown:
        """What somebody new reads. Nothing is stored until they say something."""
        said = replies.greeting(self._stage.knowledge.guide, language, short=False)
        return Shown(_GREETING, None, Outgoing(who.user, (said,), language=language), last=True)

    @staticmethod
    def _language(request: web.Request) -> str:
        """Asked for in the address; else the first the browser prefers that we speak; else Swedish."""
        if (wanted := request.query.get("lang")) in LANGUAGES:
            return wanted
        for preferred in request.headers.get("Accept-Language", "")[:200].split(","):
            spoken = preferred.strip().partition("-")[0].partition(";")[0].lower()
            if spoken in {"sv", "nb", "nn", "no", "da"}:
                return "sv"
            if spoken == "en":
                return "en"
        return "sv"

    def _html(self, who: Visitor, text: str, status: int = 200, content_type: str = "text/html") -> web.Response:
        response = web.Response(text=text, status=status, content_type=content_type)
        session.set_cookie(response, who, self._settings)
        return response

    def _plain(self, request: web.Request, status: int, line: str, **values: object) -> web.Response:
        language = self._language(request)
        page = self._pages.message(language, say(language, "web.title"), say(language, line, **values))
        return web.Response(text=page, status=status, content_type="text/html")


def _by_script(request: web.Request) -> bool:
    return SCRIPT in request.headers


def _see(address: str) -> web.Response:
    """After a post: fetch the page anew, so that a reload sends nothing twice."""
    return web.Response(status=303, headers={"Location": address})


def _file(text: str, name: str) -> web.Response:
    # With a mark of its encoding: Notepad and Word then read å, ä, ö.
    response = web.Response(body=("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8", "replace"))
    response.content_type, response.charset = "text/plain", "utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
