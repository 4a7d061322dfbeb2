"""The composition root: the only file that knows every room and joins them as the settings say."""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import secrets
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.apart import Apart
from bot.clock import Clock, SystemClock
from bot.conversation.guide import Policy
from bot.conversation.limits import Limits
from bot.conversation.runner import Runner
from bot.errors import PartnerskapError
from bot.fitted import FittedMatchers
from bot.in_service import report
from bot.knowledge import LiveKnowledge, folder
from bot.leads.compose import compose
from bot.outbox.digest import Digest, digest_mail
from bot.outbox.worker import Worker
from bot.storage.forgetting import MARKS_KEPT
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from aiohttp import web

    from bot.channels.telegram.service import Service
    from bot.conversation.ports import Erased, QueuedMail
    from bot.leads.model import Lead
    from bot.outbox.delivery import Transport
    from bot.outbox.digest import Facts
    from bot.outbox.model import Mail
    from bot.settings import Settings

FORGET_EVERY = 3_600.0
"""Seconds between two looks for what has been kept long enough."""
_log = logging.getLogger("partnerskap.app")


@dataclass(slots=True)
class App:
    """The running product."""

    settings: Settings
    clock: Clock
    knowledge: LiveKnowledge
    store: SqliteStore
    runner: Runner
    worker: Worker
    digest: Digest | None

    async def forget(self) -> int:
        """Erase what has been kept as long as was promised. How many rows."""
        now, days = self.clock.now(), self.settings.retention_days
        gone = await self.store.forget(
            now - timedelta(days=days["conversation"]),
            now - timedelta(days=days["lead"]),
            now - timedelta(days=days["question"]),
            now - MARKS_KEPT,
        )
        await tidy_mail_folder(self.settings, self.store)
        return gone

    async def erase_lead(self, number: str) -> Erased:
        """Erase one lead with its mail, also where the mail is a file."""
        return await erase_lead(self.settings, self.store, number)


def policy(settings: Settings) -> Policy:
    """What visitors are told about the operator's choices."""
    return Policy.of(settings.lead_to, settings.retention_days)


def transport(settings: Settings) -> Transport:
    """Where mails go: an SMTP server when one is set, else .eml files in the data folder."""
    if settings.smtp_url:
        from bot.outbox.transports.smtp import SmtpTransport

        return SmtpTransport.from_url(settings.smtp_url.get_secret_value())
    from bot.outbox.transports.file import FileTransport

    return FileTransport(settings.mail_dir())


async def tidy_mail_folder(settings: Settings, store: SqliteStore) -> None:
    """Remove the `.eml` files of leads that are erased. Never raises: what cannot be removed now is tried again with
    the next forgetting, and told about."""
    from bot.outbox.transports.folder import remove_erased

    try:
        given = await store.numbers_given()
        kept = {lead.number for lead in await store.leads()}
        await asyncio.to_thread(remove_erased, settings.mail_dir(), kept, given)
    except (OSError, PartnerskapError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        _log.error("Mejlfiler för raderade anmälningar kunde inte tas bort. %s", why)


async def erase_lead(settings: Settings, store: SqliteStore, number: str) -> Erased:
    """Erase one lead with its mail, also where the mail is a file."""
    gone = await store.erase_lead(number)
    await tidy_mail_folder(settings, store)
    return gone


def daily_digest(settings: Settings, store: SqliteStore, clock: Clock) -> Digest | None:
    """What sees to the daily mail about what came and what waits; None when the operator wants none."""
    if settings.digest == "off":
        return None

    def compose_digest(facts: Facts, now: datetime) -> Mail:
        return digest_mail(
            facts, sender=settings.mail_from, recipient=settings.lead_to, token=secrets.token_hex(6), now=now
        )

    return Digest(store, clock, compose_digest)


@asynccontextmanager
async def store_and_worker(
    settings: Settings, clock: Clock, prepare: Callable[[sqlite3.Connection], None] | None = None
) -> AsyncIterator[tuple[SqliteStore, Worker]]:
    """The database and the worker that delivers from it; both closed afterwards. `prepare`: see `SqliteStore.open`."""
    async with AsyncExitStack() as stack:
        store = SqliteStore.open(settings.database_path(), prepare=prepare)
        stack.push_async_callback(store.close)
        carrier = transport(settings)
        stack.push_async_callback(carrier.close)
        yield store, Worker(store, carrier, clock, jitter=random.SystemRandom().random)


@asynccontextmanager
async def application(
    settings: Settings,
    clock: Clock | None = None,
    knowledge: LiveKnowledge | None = None,
    prepare: Callable[[sqlite3.Connection], None] | None = None,
) -> AsyncIterator[App]:
    """Everything a door needs, opened and afterwards closed in order. `knowledge` may be shared with other doors;
    `prepare`: see `SqliteStore.open`."""
    clock, apart = clock or SystemClock(), Apart()
    knowledge = knowledge or LiveKnowledge(
        folder(settings.faq_dir), clock, policy(settings), FittedMatchers(settings.cache_dir()), apart
    )

    def mail(lead: Lead) -> QueuedMail:
        names = {goal.number: goal.name_sv for goal in knowledge.guide.goals.all()}
        return compose(lead, settings.lead_to, settings.mail_from, secrets.token_hex(6), goal_names=names)

    async with store_and_worker(settings, clock, prepare) as (store, worker):
        limits = Limits.of(settings.lead_limits)
        runner = Runner(lambda: knowledge.guide, store, clock, mail, limits, lambda: tidy_mail_folder(settings, store))
        try:
            yield App(settings, clock, knowledge, store, runner, worker, daily_digest(settings, store, clock))
        finally:
            apart.stop()


def make_ready(app: App) -> None:
    """Fit every language before the first visitor comes. What is loaded by then stays for good: the collector need not
    look through it again and again, which would hold up everybody for a tenth of a second."""
    app.knowledge.guide.answers.warm()
    gc.collect()
    gc.freeze()


def web_door(app: App) -> web.Application:
    """The web chat over the running product, as the settings say."""
    from bot.channels.web.config import Backstage, WebSettings
    from bot.channels.web.server import application as web_application

    chosen = WebSettings(
        frame_ancestors=app.settings.frame_ancestors,
        trust_proxy=app.settings.trust_proxy,
        always_secure=(app.settings.public_url or "").startswith("https://"),
        keep_days=app.settings.retention_days["conversation"],
    )
    backstage = Backstage(
        app.runner, app.store, app.knowledge, app.clock, mail_faults=lambda: app.worker.circuit.faults
    )
    return web_application(backstage, chosen)


def telegram_door(app: App) -> Service | None:
    """The Telegram bot over the running product, as the settings say; None without a token. Raises `SettingsError`
    when the token cannot be one."""
    chosen = app.settings
    if chosen.telegram_token is None:
        return None
    from bot.channels.telegram.webhook import webhook

    hook = webhook(chosen.public_url, chosen.webhook_secret.get_secret_value()) if (
        chosen.public_url and chosen.webhook_secret
    ) else None  # fmt: skip
    if chosen.telegram_library == "ptb":
        from bot.channels.telegram_ptb.service import service
    else:
        from bot.channels.telegram_aiogram.service import service

    return service(app, chosen.telegram_token.get_secret_value(), chosen.telegram_api_url, hook)


@asynccontextmanager
async def background(app: App) -> AsyncIterator[None]:
    """The outbox worker, the watch over the files and the forgetting, while a door is open."""
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(app.worker.run(stop, app.runner.mail_queued), name="outbox"),
        asyncio.create_task(app.knowledge.watch(stop), name="knowledge"),
        asyncio.create_task(_forgetting(app, stop), name="forgetting"),
    ]
    if app.digest:
        tasks.append(asyncio.create_task(app.digest.run(stop, app.runner.mail_queued), name="digest"))
    try:
        yield
    finally:
        stop.set()
        app.runner.mail_queued.set()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, BaseException):
                known = isinstance(outcome, PartnerskapError)  # another's text may quote what somebody wrote
                _log.error("En uppgift i bakgrunden slutade med fel: %s", outcome if known else type(outcome).__name__)


@asynccontextmanager
async def reporting(app: App) -> AsyncIterator[None]:
    """Which knowledge base serves, kept where `partnerskap faq status` looks, while a service is up."""
    stop = asyncio.Event()
    task = asyncio.create_task(report(app.knowledge, app.settings.data_dir, stop), name="report")
    try:
        yield
    finally:
        stop.set()
        await task


async def _forgetting(app: App, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            if gone := await app.forget():
                _log.info("%d rader har sparats så länge som utlovats och är borttagna.", gone)
        except PartnerskapError as error:
            _log.error("Det som sparats länge nog kunde inte tas bort. %s", error)
        try:
            await asyncio.wait_for(stop.wait(), FORGET_EVERY)
        except TimeoutError:
            continue
