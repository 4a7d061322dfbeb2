"""For who runs the service: is it alive, is it ready, and what has it done. Nothing here tells who asked what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, generate_latest

from bot.errors import PartnerskapError

if TYPE_CHECKING:
    from bot.channels.web.config import Backstage
    from bot.conversation.messages import Incoming, Outgoing

LONGEST_WAIT = 3_600
"""Seconds a mail may wait before somebody should look: a promise to a visitor stands behind it."""
MOST_FINDINGS = 20
"""Findings told in one go; `partnerskap faq check` tells them all."""
BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Operations:
    """The counters of one running service, and its state on request."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._messages = Counter("partnerskap_messages", "Messages saved", ["channel"], registry=registry)
        self._questions = Counter(
            "partnerskap_questions",
            "Messages read as questions, by decision",
            ["channel", "decision"],
            registry=registry,
        )
        self._leads = Counter("partnerskap_leads", "Leads received", ["channel"], registry=registry)
        self._limited = Counter(
            "partnerskap_limited", "Requests turned down, by what ran out", ["by"], registry=registry
        )
        self._seconds = Histogram(
            "partnerskap_request_seconds", "From request to response", ["route"], buckets=BUCKETS, registry=registry
        )
        self._requests = Counter(
            "partnerskap_requests", "Requests, by address and status", ["route", "status"], registry=registry
        )
        self._reactions = Counter("partnerskap_reactions", "Thumbs given to answers", ["reaction"], registry=registry)
        self._outbox = Gauge("partnerskap_outbox_mails", "Mails in the outbox, by state", ["state"], registry=registry)
        self._age = Gauge("partnerskap_outbox_oldest_seconds", "Age of the oldest undelivered mail", registry=registry)
        self._faults = Gauge(
            "partnerskap_mail_server_faults",
            "Faults of the mail server in a row; zero when it answers",
            registry=registry,
        )
        self._unsaved = Gauge("partnerskap_unsaved_messages", "Messages storage could not take", registry=registry)
        self._findings = Gauge(
            "partnerskap_knowledge_findings", "Faults in the files as they are now", registry=registry
        )
        self._knowledge = Info("partnerskap_knowledge", "The knowledge base in service", registry=registry)
        for decision in ("answer", "clarify", "refuse"):
            self._questions.labels("web", decision)
        self._leads.labels("web")

    def watch(self, incoming: Incoming, outgoing: Outgoing) -> None:
        """Count one saved message."""
        self._messages.labels(incoming.channel).inc()
        if outgoing.decision:
            self._questions.labels(incoming.channel, outgoing.decision).inc()
        if outgoing.lead:
            self._leads.labels(incoming.channel).inc()

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count one request. `route` as it was registered, never as it was asked for."""
        self._seconds.labels(route).observe(seconds)
        self._requests.labels(route, str(status)).inc()

    def limited(self, by: str) -> None:
        """Count one request turned down."""
        self._limited.labels(by).inc()

    def reaction(self, reaction: str) -> None:
        """Count one thumb."""
        self._reactions.labels(reaction).inc()

    async def metrics(self) -> bytes:
        """Everything counted, in Prometheus' text form. What storage cannot tell now stays as it was."""
        stage = self._backstage
        self._unsaved.set(stage.runner.unsaved)
        self._faults.set(stage.mail_faults())
        self._findings.set(len(stage.knowledge.findings))
        self._knowledge.info({"version": stage.knowledge.guide.answers.knowledge.version})
        try:
            for state, number in (await stage.store.outbox_summary()).items():
                self._outbox.labels(state).set(number)
            self._age.set(await self._oldest())
        except PartnerskapError:
            self._age.set(float("nan"))
        return generate_latest(self._registry)

    def health(self) -> str:
        """That the process lives, which version of the answers serves and why a newer one does not; for people."""
        now = self._backstage.knowledge.standing
        fitting = " (frågor matchas ännu mot den förra)" if now.fitting else ""
        lines = ["ok", f"kunskapsbas {now.version} för {now.day}, i bruk sedan {now.since.isoformat()}{fitting}"]
        if now.findings:
            lines.append(f"en nyare version används inte, {len(now.findings)} fel:")
            lines += now.findings[:MOST_FINDINGS]
        return "\n".join(lines) + "\n"

    async def readiness(self) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and how each part is. A version of the answers that has faults is told about but does
        not make the service unready: the last good one answers."""
        stage = self._backstage
        now = stage.knowledge.standing
        told: dict[str, Any] = {
            "faq": {
                "ok": bool(stage.knowledge.guide.answers.entries["sv"]),
                "version": now.version,
                "day": now.day.isoformat(),
                "since": now.since.isoformat(),
                "fitting": now.fitting,
                "findings": len(now.findings),
            }
        }
        try:
            age = await self._oldest()
            told["database"] = {"ok": True}
            told["outbox"] = {
                "ok": age <= LONGEST_WAIT,
                "oldest_seconds": round(age),
                # Told, but no reason to turn visitors away: one mail that was refused may be so for weeks.
                "failed": (await stage.store.outbox_summary())["failed"],
                "server_faults": stage.mail_faults(),
            }
        except PartnerskapError as error:
            told["database"] = {"ok": False, "problem": str(error)}
        return all(part["ok"] for part in told.values()), told

    async def _oldest(self) -> float:
        since = await self._backstage.store.oldest_undelivered()
        return max(0.0, (self._backstage.clock.now() - since).total_seconds()) if since else 0.0
