"""The bot's figures in the form of Prometheus, read where they are counted, at the moment they are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.storage import depth
from bot.storage.database import DatabaseError, Storage
from bot.storage.depth import Depth
from bot.tally import Tally
from bot.web.deliveries import Deliveries
from bot.wire.inbox import Inbox
from bot.wire.outbox import Outbox
from bot.wire.receiver import Receiver
from bot.wire.webhook import Webhook
from scheduler.clock import Clock
from scheduler.lateness import BOUNDS, Lateness
from scheduler.ticker import Ticker

ANSWERS_WITHIN = 2.0  # seconds, for what is counted in the database; without it the rest is told alone
LATELY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the figures come from. `kinds` of due items; `deliveries` where a webhook is served."""

    storage: Storage
    inbox: Inbox
    outbox: Outbox
    ticker: Ticker
    receiver: Receiver
    tally: Tally
    clock: Clock
    kinds: Collection[str]
    deliveries: Deliveries | None = None


async def told(counted: Counted) -> bytes:
    """All figures, as text."""
    now = counted.clock.now()
    measure = partial(depth.measure, kinds=counted.kinds, now=now, since=now - LATELY)
    waiting = None
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            waiting = await counted.storage.read(measure)
    except (DatabaseError, TimeoutError):  # told by `unsit_database_up`
        pass
    registry = (
        CollectorRegistry()
    )  # of this moment alone, and not the library's own, which any import can add to
    registry.register(_Moment(counted, waiting, now))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Moment(Collector):
    """What is true at `now`; no `waiting` where the database does not say."""

    def __init__(self, counted: Counted, waiting: Depth | None, now: datetime) -> None:
        self._counted = counted
        self._waiting = waiting
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """As the library asks for it."""
        yield from self._of_traffic()
        yield from _of_due(self._counted.ticker)
        yield from _of_receiving(self._counted.receiver, self._counted.deliveries)
        yield _gauge("database_up", "Whether the database answers.", self._waiting is not None)
        if self._waiting is not None:
            yield from _of_depth(self._waiting, self._now)

    def _of_traffic(self) -> Iterator[Metric]:
        counted = self._counted
        yield _counters("updates_received", "New updates.", "kind", counted.inbox.received)
        yield _counters("sends", "Tries to send, by what became of them.", "outcome", counted.outbox.outcomes)
        for name, count in counted.tally.counts.items():
            yield CounterMetricFamily(f"unsit_{name}", "What should not happen, see the log.", value=count)


def _of_due(ticker: Ticker) -> Iterator[Metric]:
    late = HistogramMetricFamily(
        "unsit_due_lateness_seconds", "How late due items were handed over.", labels=["kind"]
    )
    for kind, of_kind in ticker.lateness.items():
        late.add_metric([kind], _buckets(of_kind), of_kind.total.total_seconds())
    yield late
    yield _counters("due_failures", "Due items whose handler failed.", "kind", ticker.failures)


def _buckets(lateness: Lateness) -> list[tuple[str, float]]:
    """As Prometheus counts: how many were not later than each bound."""
    bounds = [*map(str, BOUNDS), "+Inf"]
    return list(zip(bounds, map(float, accumulate(lateness.spread)), strict=True))


def _of_receiving(receiver: Receiver, deliveries: Deliveries | None) -> Iterator[Metric]:
    heard = receiver.heard_at.timestamp()
    yield _gauge("telegram_heard_timestamp_seconds", "When Telegram was last heard.", heard)
    yield _gauge("telegram_out_of_reach", "Whether the last try found nobody there.", receiver.out_of_reach)
    if isinstance(receiver, Webhook):
        yield _gauge("webhook_waiting", "Updates that Telegram has not delivered yet.", receiver.waiting)
        failed = receiver.failed_at.timestamp() if receiver.failed_at else 0.0
        yield _gauge("webhook_failed_timestamp_seconds", "When a delivery last failed; 0: never.", failed)
    if deliveries is not None:
        codes = {str(code): count for code, count in deliveries.turned_away.items()}
        yield _counters("deliveries_turned_away", "Deliveries that were refused.", "code", codes)
        unreadable = deliveries.unreadable
        yield CounterMetricFamily(
            "unsit_deliveries_unreadable", "Deliveries that were no updates.", value=unreadable
        )


def _of_depth(waiting: Depth, now: datetime) -> Iterator[Metric]:
    yield _gauge("inbox_waiting", "Updates that were kept and not applied.", waiting.unapplied)
    yield _gauge("inbox_parked", "Updates that failed and were set aside.", waiting.parked)
    yield _gauge("outbox_waiting", "Messages that wait to be sent.", waiting.unsent)
    yield _gauges("due_waiting", "Due items that were not handled yet.", "kind", waiting.overdue)
    lag = {kind: (now - at).total_seconds() for kind, at in waiting.oldest.items()}
    lags = {kind: max(0.0, lag.get(kind, 0.0)) for kind in waiting.overdue}
    yield _gauges("due_lag_seconds", "How late the oldest unclaimed due item is.", "kind", lags)
    yield _gauges("reminders_withheld", "Due in the last 24 hours and held back.", "reason", waiting.withheld)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"unsit_{name}", what, value=float(value))


def _gauges(name: str, what: str, label: str, values: Mapping[str, float]) -> Metric:
    metric = GaugeMetricFamily(f"unsit_{name}", what, labels=[label])
    for of, value in values.items():
        metric.add_metric([of], value)
    return metric


def _counters(name: str, what: str, label: str, values: Mapping[str, float]) -> Metric:
    metric = CounterMetricFamily(f"unsit_{name}", what, labels=[label])
    for of, value in values.items():
        metric.add_metric([of], value)
    return metric
