"""The ticker on a real due table, with a clock that is moved instead of waited for."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Connection, StaticPool, create_engine
from structlog.testing import capture_logs

from scheduler import due
from scheduler.budget import Budget
from scheduler.clock import MovableClock
from scheduler.due import DueItem
from scheduler.queue import DueQueue
from scheduler.ticker import Handler, Ticker

NOW = datetime(2026, 3, 2, 9, 50, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
T = TypeVar("T")


class Database:
    """A SQLite database in memory that can be unplugged."""

    def __init__(self) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        due.metadata.create_all(self.engine)
        self.unplugged = False
        self.calls = 0

    async def transact(self, work: Callable[[Connection], T]) -> T:
        self.calls += 1
        await asyncio.sleep(0)
        if self.unplugged:
            raise ConnectionError("postgresql://user:secret@host")
        with self.engine.begin() as conn:
            return work(conn)


class Office:
    """A ticker at work: what it handled, and what its handlers are to do."""

    def __init__(self) -> None:
        self.clock = MovableClock(NOW)
        self.database = Database()
        self.queue = DueQueue(self.database.transact, self.database.transact)
        self.handled: list[tuple[str, int]] = []
        self.handlers: dict[str, Handler] = {"reminder": self.settle, "step": self.settle}

    async def settle(self, item: DueItem) -> None:
        self.handled.append((item.kind, item.person))
        await self.database.transact(lambda conn: due.settle(conn, item, None))

    def put(self, kind: str, person: int, at: datetime = NOW) -> None:
        with self.database.engine.begin() as conn:
            due.put(conn, kind, person, at)

    @asynccontextmanager
    async def open(self, budget: int = 1000, **options: object) -> AsyncIterator[Ticker]:
        ticker = Ticker(self.clock, self.queue, self.handlers, Budget(budget), **options)  # type: ignore[arg-type]
        running = asyncio.create_task(ticker.run())
        try:
            yield ticker
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(3):
            while not condition():  # noqa: ASYNC110 - what is awaited is the effect, whoever causes it
                await asyncio.sleep(0.002)


@pytest.fixture
def office() -> AsyncIterator[Office]:
    place = Office()
    yield place
    place.database.engine.dispose()


async def test_what_is_due_is_handed_to_the_handler_of_its_kind(office: Office):
    office.put("reminder", 1)
    office.put("step", 2)
    office.put("reminder", 3, NOW + MINUTE)
    async with office.open() as ticker:
        await ticker.idle()
        assert office.handled == [("step", 2), ("reminder", 1)]
        assert await ticker.next_at() == NOW + MINUTE


async def test_a_moved_clock_wakes_it_at_once(office: Office):
    office.put("reminder", 1, NOW + 45 * MINUTE)
    async with office.open() as ticker:
        await ticker.idle()
        began = time.monotonic()
        office.clock.advance(45 * MINUTE)
        await ticker.idle()
        assert time.monotonic() - began < 0.5
        assert office.handled == [("reminder", 1)]


async def test_a_clock_that_is_set_back_is_told_of_until_that_was_understood(office: Office):
    told: list[timedelta] = []

    async def follow(by: timedelta) -> None:
        told.append(by)
        if len(told) == 1:
            raise ConnectionError

    async with office.open(on_set_back=follow) as ticker:
        await ticker.idle()
        office.clock.advance(-10 * SECOND)  # time servers do that
        await ticker.idle()
        office.clock.advance(-60 * MINUTE)
        await office.until(lambda: len(told) == 2)
        await ticker.idle()
        office.clock.advance(60 * MINUTE)
        await ticker.idle()
    assert told == [60 * MINUTE] * 2


async def test_a_put_wakes_it_at_once(office: Office):
    async with office.open() as ticker:
        await ticker.idle()
        began = time.monotonic()
        office.put("step", 1)
        ticker.wake()
        await office.until(lambda: bool(office.handled))
        assert time.monotonic() - began < 0.5


async def test_what_another_process_put_is_found_within_a_second(office: Office):
    async with office.open() as ticker:
        await ticker.idle()
        office.put("step", 1)
        await office.until(lambda: bool(office.handled))


async def test_what_a_process_had_claimed_when_it_died_another_carries_on_when_the_lease_is_over(
    office: Office,
):
    office.put("step", 1)
    (lost,) = await office.queue.claim(NOW, ["step"], 1, timedelta(seconds=0.2))
    async with office.open() as ticker:
        await ticker.idle()
        assert office.handled == []
        await office.until(lambda: office.handled == [("step", 1)])
    assert not await office.queue.release(lost, NOW)


async def test_on_a_running_clock_a_step_comes_within_100_ms_of_its_moment(office: Office):
    office.clock = MovableClock(NOW, running=True)
    office.put("step", 1, NOW + timedelta(seconds=0.3))
    async with office.open() as ticker:
        await office.until(lambda: bool(office.handled))
        assert ticker.lateness["step"].count == 1
        assert ticker.lateness["step"].worst < timedelta(seconds=0.1)


async def test_a_step_that_is_due_soon_after_its_predecessor_is_not_missed(office: Office):
    office.clock = MovableClock(NOW, running=True)
    times: list[float] = []

    async def step(item: DueItem) -> None:
        times.append(time.monotonic())
        following = item.at + timedelta(seconds=0.05) if len(times) < 5 else None
        await office.database.transact(lambda conn: due.settle(conn, item, following))

    office.handlers["step"] = step
    office.put("step", 1, NOW)
    async with office.open():
        await office.until(lambda: len(times) == 5)
    assert times[-1] - times[0] < 0.4


async def test_reminders_go_at_the_pace_of_the_budget_and_steps_do_not(office: Office):
    for person in range(12):
        office.put("reminder", person)
        office.put("step", person)
    began = time.monotonic()
    async with office.open(budget=5) as ticker:
        await office.until(lambda: len(office.handled) >= 17)
        await asyncio.sleep(0.1)
        kinds = [kind for kind, _ in office.handled]
        assert (kinds.count("step"), kinds.count("reminder")) == (12, 5)
        assert kinds[:12] == ["step"] * 12
        await ticker.idle()
    assert len(office.handled) == 24
    assert time.monotonic() - began > 2


async def test_slow_reminders_never_delay_a_step(office: Office):
    slow = asyncio.Event()
    started: list[int] = []

    async def remind(item: DueItem) -> None:
        started.append(item.person)
        await slow.wait()
        await office.settle(item)

    office.handlers["reminder"] = remind
    for person in range(10):
        office.put("reminder", person)
    async with office.open(bulk_at_once=4) as ticker:
        await office.until(lambda: len(started) == 4)
        office.put("step", 1)
        ticker.wake()
        await office.until(lambda: office.handled == [("step", 1)])
        assert len(started) == 4
        slow.set()
        await ticker.idle()
    assert len(office.handled) == 11


async def test_a_handler_that_fails_is_tried_again_later_and_later_and_stops_nobody(office: Office):
    async def fail(item: DueItem) -> None:
        office.handled.append((item.kind, item.person))
        if item.person == 1 and len(office.handled) < 4:
            raise ValueError("Maria said: my knee hurts")
        await office.database.transact(lambda conn: due.settle(conn, item, None))

    office.handlers["reminder"] = fail
    office.put("reminder", 1)
    office.put("reminder", 2)
    with capture_logs() as lines:
        async with office.open() as ticker:
            await ticker.idle()
            assert office.handled == [("reminder", 1), ("reminder", 2)]
            assert await ticker.next_at() == NOW + 2 * SECOND
            office.clock.advance(2 * SECOND)
            await ticker.idle()
            assert await ticker.next_at() == NOW + 6 * SECOND
            office.clock.advance(4 * SECOND)
            await ticker.idle()
            assert await ticker.next_at() is None
            assert ticker.failures == {"reminder": 2}
    failed = [line for line in lines if line["event"] == "handler_failed"]
    assert [(line["error"], line["in_a_row"], line["retry_in"]) for line in failed] == [
        ("ValueError", 1, 2.0),
        ("ValueError", 2, 4.0),
    ]
    assert "Maria" not in str(lines)


async def test_after_a_success_the_delays_begin_anew(office: Office):
    fails = iter([True, True, False, True, False])

    async def sometimes(item: DueItem) -> None:
        if next(fails):
            raise ValueError
        await office.database.transact(lambda conn: due.settle(conn, item, office.clock.now() + MINUTE))

    office.handlers["reminder"] = sometimes
    office.put("reminder", 1)
    delays: list[timedelta] = []
    async with office.open() as ticker:
        for _ in range(4):
            await ticker.idle()
            following = await ticker.next_at()
            assert following is not None
            delays.append(following - office.clock.now())
            office.clock.set(following)
        await ticker.idle()
    assert delays == [2 * SECOND, 4 * SECOND, MINUTE, 2 * SECOND]


async def test_a_handler_that_hangs_is_cancelled_when_its_lease_is_over(office: Office):
    async def hang(item: DueItem) -> None:
        await asyncio.Event().wait()

    office.handlers["step"] = hang
    office.put("step", 1)
    async with office.open(lease=timedelta(seconds=0.05)) as ticker:
        await office.until(lambda: ticker.failures["step"] == 1)
        await ticker.idle()


async def test_what_is_due_together_is_handed_over_together(office: Office):
    batches: list[list[int]] = []

    async def settle(items: Sequence[DueItem]) -> None:
        batches.append([item.person for item in items])
        await office.database.transact(lambda conn: due.settle_all(conn, [(item, None) for item in items]))

    for person in range(5):
        office.put("reminder", person, NOW - person * SECOND)
    office.put("step", 9)
    async with office.open(together={"reminder": settle}, bulk_at_once=3) as ticker:
        await ticker.idle()
        assert ticker.lateness["reminder"].count == 5
    assert batches == [[4, 3, 2], [1, 0]]
    assert office.handled == [("step", 9)]


async def test_where_a_batch_fails_each_is_handled_by_itself_and_only_the_faulty_one_is_tried_later(
    office: Office,
):
    async def fail_together(items: Sequence[DueItem]) -> None:
        raise ValueError("Maria said: my knee hurts")

    async def fail_for_one(item: DueItem) -> None:
        if item.person == 2:
            raise ValueError
        await office.settle(item)

    office.handlers["reminder"] = fail_for_one
    for person in (1, 2, 3):
        office.put("reminder", person)
    with capture_logs() as lines:
        async with office.open(together={"reminder": fail_together}) as ticker:
            await ticker.idle()
            assert await ticker.next_at() == NOW + 2 * SECOND
            assert ticker.failures == {"reminder": 1}
    assert office.handled == [("reminder", 1), ("reminder", 3)]
    assert [line["event"] for line in lines] == ["handled_one_by_one", "handler_failed"]
    assert "Maria" not in str(lines)


async def test_a_batch_that_hangs_is_cancelled_and_tried_later(office: Office):
    async def hang(items: Sequence[DueItem]) -> None:
        await asyncio.Event().wait()

    office.put("reminder", 1)
    office.put("reminder", 2)
    async with office.open(together={"reminder": hang}, lease=timedelta(seconds=0.05)) as ticker:
        await office.until(lambda: ticker.failures["reminder"] == 2)
        await ticker.idle()
    assert office.handled == []


async def test_an_outage_of_the_database_is_logged_once_and_survived(office: Office):
    office.put("reminder", 1)
    office.database.unplugged = True
    with capture_logs() as lines:
        async with office.open(first_outage_wait=timedelta(milliseconds=5)) as ticker:
            await office.until(lambda: office.database.calls >= 4)
            for _ in range(200):
                ticker.wake()
            office.database.unplugged = False
            await office.until(lambda: bool(office.handled))
    assert [line["event"] for line in lines] == ["queue_unavailable", "queue_recovered"]
    assert "secret" not in str(lines)


async def test_a_long_outage_is_not_a_storm(office: Office):
    office.database.unplugged = True
    async with office.open(first_outage_wait=timedelta(milliseconds=20)) as ticker:
        for _ in range(40):
            ticker.wake()
            await asyncio.sleep(0.005)
        assert office.database.calls < 10


async def test_a_release_that_fails_leaves_the_item_to_its_lease(office: Office):
    async def fail(item: DueItem) -> None:
        office.database.unplugged = True
        raise ValueError

    office.handlers["step"] = fail
    office.put("step", 1)
    with capture_logs() as lines:
        async with office.open(first_outage_wait=timedelta(milliseconds=5)) as ticker:
            await office.until(lambda: any(line["event"] == "release_failed" for line in lines))
            office.database.unplugged = False
            await ticker.idle()
            assert await ticker.next_at() is None
            assert await office.database.transact(due.release_all) == 1


async def test_a_queue_that_promises_and_yields_nothing_does_not_make_it_spin(office: Office):
    class Greedy(DueQueue):
        async def claim(
            self, now: datetime, kinds: Collection[str], limit: int, lease: timedelta
        ) -> Sequence[DueItem]:
            return []

    office.queue = Greedy(office.database.transact, office.database.transact)
    office.put("reminder", 1)
    async with office.open(budget=3):
        await asyncio.sleep(0.3)
        assert 5 < office.database.calls < 60


async def test_lateness_is_measured_and_shown(office: Office):
    office.put("reminder", 1, NOW - 10 * MINUTE)
    office.put("step", 1, NOW)
    with capture_logs() as lines:
        async with office.open() as ticker:
            await ticker.idle()
            late = ticker.lateness
    assert (late["reminder"].count, late["reminder"].worst, late["reminder"].over_limit) == (
        1,
        10 * MINUTE,
        1,
    )
    assert (late["step"].worst, late["step"].over_limit) == (timedelta(), 0)
    (line,) = lines
    assert (line["event"], line["kind"], line["late_seconds"]) == ("items_late", "reminder", 600.0)


async def test_what_a_moved_clock_made_due_is_not_late(office: Office):
    office.put("reminder", 1, NOW + MINUTE)
    async with office.open() as ticker:
        await ticker.idle()
        office.clock.advance(timedelta(hours=3))
        await ticker.idle()
        assert ticker.lateness["reminder"].over_limit == 0


async def test_when_cancelled_it_waits_for_handlers_under_way(office: Office):
    started = asyncio.Event()

    async def linger(item: DueItem) -> None:
        started.set()
        await asyncio.sleep(0.05)
        await office.settle(item)

    office.handlers["step"] = linger
    office.put("step", 1)
    async with office.open():
        await started.wait()
    assert office.handled == [("step", 1)]


async def test_a_cancellation_that_comes_together_with_a_wake_up_is_not_lost(office: Office):
    async with asyncio.timeout(2):
        async with office.open() as ticker:
            await ticker.idle()
            await asyncio.sleep(0.01)
            ticker.wake()


async def test_when_cancelled_its_patience_has_a_limit(office: Office):
    started, ended = asyncio.Event(), asyncio.Event()

    async def hang(item: DueItem) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    office.handlers["step"] = hang
    office.put("step", 1)
    with capture_logs() as lines:
        async with office.open(patience=timedelta(seconds=0.02)):
            await started.wait()
    assert ended.is_set()
    assert [line["event"] for line in lines] == ["handlers_cancelled"]


async def test_a_kind_without_a_handler_is_left_alone(office: Office):
    office.put("summary", 1)
    async with office.open() as ticker:
        await ticker.idle()
        assert await ticker.next_at() is None
