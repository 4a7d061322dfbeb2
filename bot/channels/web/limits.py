"""How much one visitor, and one address, may send. A bucket that fills by itself; who empties it waits a moment."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

MOST_KEPT = 20_000
"""Buckets kept; the one longest unused goes first, which can only be to its owner's advantage."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An allowance."""

    burst: float
    """Messages at once."""
    per_second: float


SESSION = Rate(30, 0.5)
"""Faster than anybody writes, slower than a program that tries things out."""
ADDRESS = Rate(300, 10)
"""A whole town hall may share one address."""
NEW = Rate(600, 20)
"""Pages read, by address."""


class Limiter:
    """Buckets of one kind. Nothing in it is kept longer than the process lives."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        """`now`: seconds that only ever grow."""
        self._rate, self._now = rate, now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Take one from the bucket of `key`: 0 when there was one, else the seconds until there is."""
        now = self._now()
        left, since = self._buckets.pop(key, (self._rate.burst, now))
        left = min(self._rate.burst, left + (now - since) * self._rate.per_second)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MOST_KEPT:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate.per_second

    def __len__(self) -> int:
        return len(self._buckets)


def address(request: web.Request, trust_proxy: bool) -> str:
    """Where a request comes from, as it is counted. Of a proxy's list only the last place counts: what stands before
    it the visitor may have written. IPv6 homes have 2**64 addresses each and count as one."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if trust_proxy else ""
    text = told or request.remote or ""
    try:
        found = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return request.remote or "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
