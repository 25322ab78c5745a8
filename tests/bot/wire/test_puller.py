"""Updates are fetched for as long as it may take, and acknowledged only once they are kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.storage.database import Unavailable
from bot.wire.puller import RIVAL, RIVALS_WAIT, STRAYS_WAIT, Puller
from bot.wire.telegram import NotUs, OutOfReach, Rival, TryLater
from scheduler.clock import Clock, MovableClock, SystemClock

others_turn = asyncio.sleep


class Sleeper:
    """A clock by which each poll takes one of these times; nobody moves it by hand."""

    def __init__(self, *seconds: float) -> None:
        self.start = self._now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._seconds = list(seconds)

    def now(self) -> datetime:
        return self._now

    def on_change(self, callback: object) -> None:
        return

    def pass_by(self) -> None:
        self._now += timedelta(seconds=self._seconds.pop(0) if self._seconds else 0)


class Line:
    """A telephone line that gives these answers one after the other, and is refused when they are at an end."""

    def __init__(self, *answers: list[int] | Exception, clock: Sleeper | None = None) -> None:
        self._answers = list(answers)
        self._clock = clock
        self.offsets: list[int | None] = []
        self.waits: list[int] = []

    async def poll(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        self.offsets.append(offset)
        self.waits.append(seconds)
        answer = self._answers.pop(0) if self._answers else NotUs("at an end")
        if self._clock is not None:
            self._clock.pass_by()
        await others_turn(0)
        if isinstance(answer, Exception):
            raise answer
        return [{"update_id": number} for number in answer]


class Desk:
    """Keeps what it gets, unless it is told to fail."""

    def __init__(self, *failures: Exception | None) -> None:
        self._failures = list(failures)
        self.kept: list[int] = []

    async def receive(self, updates: list[dict[str, Any]]) -> None:
        failure = self._failures.pop(0) if self._failures else None
        if failure is not None:
            raise failure
        self.kept += [update["update_id"] for update in updates]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.puller.LONGEST_WAIT", 0.001)
    monkeypatch.setattr("bot.wire.puller.STRAYS_WAIT", (0.001, 0.001))
    monkeypatch.setattr("bot.wire.puller.RIVALS_WAIT", (0.001, 0.001))


def _puller(
    line: Line, desk: Desk, clock: Clock | None = None, returns: list[datetime] | None = None
) -> Puller:
    async def on_return(since: datetime) -> None:
        if returns is not None:
            returns.append(since)

    # A line is all that it uses of Telegram.
    return Puller(line, desk.receive, clock or SystemClock(), on_return)  # type: ignore[arg-type]


async def _pull(line: Line, desk: Desk) -> list[Any]:
    puller = _puller(line, desk)
    with capture_logs() as logs, pytest.raises(NotUs):
        await puller.run()
    return logs


async def test_what_is_kept_is_acknowledged_by_the_next_fetch() -> None:
    line, desk = Line([5, 6], [], [9]), Desk()
    await _pull(line, desk)
    assert desk.kept == [5, 6, 9]
    assert line.offsets == [None, 7, 7, 10]


async def test_what_could_not_be_kept_is_not_acknowledged_and_comes_again() -> None:
    line, desk = Line([5], [5]), Desk(RuntimeError("my knee hurts"))
    logs = await _pull(line, desk)
    assert desk.kept == [5]
    assert line.offsets == [None, None, 6]
    assert "knee" not in str(logs)
    assert logs[-1]["event"] == "telegram is back"


async def test_a_number_that_starts_anew_is_acknowledged_as_it_is() -> None:
    line, desk = Line([900], [5]), Desk()
    await _pull(line, desk)
    assert line.offsets == [None, 901, 6]


async def test_it_says_what_is_wrong_goes_on_trying_and_says_when_it_is_over() -> None:
    line = Line(OutOfReach("no network"), Rival("terminated by other"), TryLater(0.002), [5])
    desk = Desk()
    logs = await _pull(line, desk)
    assert desk.kept == [5]
    assert [(log["log_level"], log["event"].split(":")[0]) for log in logs] == [
        ("warning", "telegram is out of reach, trying again"),
        ("error", "another program polls with this bot's token"),
        ("warning", "telegram is out of reach, trying again"),
        ("info", "telegram is back"),
    ]
    assert logs[2]["wait_seconds"] == 0.0


async def test_an_outage_is_told_at_first_and_then_every_tenth_time() -> None:
    logs = await _pull(Line(*(OutOfReach("no network") for _ in range(25)), [5]), Desk())
    assert [log["failures"] for log in logs] == [1, 11, 21, 25]
    assert logs[-1]["event"] == "telegram is back"


async def test_what_the_database_cannot_keep_now_is_asked_for_again_soon_and_told_by_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.wire.puller.LONGEST_WAIT", 60)
    monkeypatch.setattr("bot.wire.puller.UNKEPT_WAIT", 0.001)
    line, desk = Line([5], [5], [5]), Desk(Unavailable("full"), Unavailable("full"))
    logs = await asyncio.wait_for(_pull(line, desk), 2)
    assert desk.kept == [5]
    assert line.offsets == [None, None, None, 6]
    assert logs == []


async def test_a_token_that_is_refused_ends_it() -> None:
    line = Line(NotUs("Unauthorized"), [5])
    await _pull(line, desk := Desk())
    assert desk.kept == []


async def test_it_can_be_cancelled_while_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.puller.LONGEST_WAIT", 60)
    pulling = asyncio.create_task(_puller(Line(OutOfReach("")), Desk()).run())
    await asyncio.sleep(0.01)
    pulling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pulling


async def test_after_an_outage_longer_than_a_tap_lives_it_says_since_when() -> None:
    clock, returns = Sleeper(25, 150, 80, 71, 20), list[datetime]()
    line = Line([5], [], OutOfReach("no network"), [], [6], clock=clock)
    with pytest.raises(NotUs):
        await _puller(line, Desk(), clock, returns).run()
    # 150 s are a slow line, in which no tap was forgotten; 151 s are an outage.
    assert returns == [clock.start + timedelta(seconds=175)]


async def test_a_laptop_that_slept_was_away_though_nothing_failed() -> None:
    clock, returns = Sleeper(1, 8 * 3600), list[datetime]()
    with pytest.raises(NotUs):
        await _puller(Line([], [5], clock=clock), Desk(), clock, returns).run()
    assert returns == [clock.start + timedelta(seconds=1)]


async def test_a_clock_that_is_moved_by_hand_is_no_outage() -> None:
    clock, returns = MovableClock(), list[datetime]()
    puller = _puller(Line([], []), Desk(), clock, returns)
    clock.advance(timedelta(hours=8))
    with pytest.raises(NotUs):
        await puller.run()
    assert returns == []


async def test_a_webhook_that_is_set_is_not_called_another_program() -> None:
    webhook = Rival(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
    )
    logs = await _pull(Line(webhook), Desk())
    assert "a webhook is set" in logs[0]["event"]


async def test_a_clock_that_is_moved_by_hand_during_an_outage_takes_nothing_from_it() -> None:
    clock, returns = MovableClock(), list[datetime]()
    begun = clock.now()

    class Away(Line):
        async def poll(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
            clock.advance(timedelta(minutes=5))  # by the button of the playground, as often as somebody likes
            return await super().poll(offset, seconds)

    puller = _puller(Away(OutOfReach("no network"), []), Desk(), clock, returns)
    with pytest.raises(NotUs):
        await puller.run()
    assert returns == [begun + timedelta(minutes=5)]


async def test_updates_are_fetched_while_others_are_shown_how_things_stand() -> None:
    clock, shown = Sleeper(200, 0), asyncio.Event()

    async def on_return(since: datetime) -> None:
        await shown.wait()

    desk = Desk()
    puller = Puller(Line([5], [6], clock=clock), desk.receive, clock, on_return)  # type: ignore[arg-type]
    with pytest.raises(NotUs):
        await asyncio.wait_for(puller.run(), 2)
    assert desk.kept == [5, 6]


async def test_a_rival_is_left_alone_for_a_while_and_not_cut_off_by_a_short_poll(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("bot.wire.puller.asyncio.sleep", sleep)
    monkeypatch.setattr("bot.wire.puller.STRAYS_WAIT", STRAYS_WAIT)
    monkeypatch.setattr("bot.wire.puller.RIVALS_WAIT", RIVALS_WAIT)
    line = Line([], *(Rival("terminated by other") for _ in range(3)), [5], Rival("once more"), [6])
    logs = await _pull(line, Desk())
    assert line.waits == [0, *[25] * 7]
    assert [5 <= wait <= 10 for wait in waits] == [True, False, False, True]  # it may have been a stray
    assert [30 <= wait <= 60 for wait in waits] == [False, True, True, False]
    assert [log["event"] for log in logs] == [*[RIVAL] * 3, "telegram is back", RIVAL, "telegram is back"]


async def test_whether_telegram_is_there_is_known_at_once() -> None:
    line = Line([], [5], OutOfReach("no network"), [6], [])
    await _pull(line, Desk())
    assert line.waits == [0, 25, 25, 0, 25, 25]


async def test_it_ends_without_a_word_where_another_process_polls_by_now() -> None:
    line, desk, has = Line([5], [6]), Desk(), [True, False]
    await _fleet_puller(line, desk, has).run()
    assert (desk.kept, line.offsets) == ([5], [None])


async def test_that_another_process_took_over_is_no_rival() -> None:
    line, has = Line(Rival("terminated by other")), [True, False]
    with capture_logs() as logs:
        await _fleet_puller(line, Desk(), has).run()
    assert logs == []


async def test_whoever_does_not_poll_does_not_know_that_telegram_is_out_of_reach() -> None:
    line = Line(OutOfReach("no network"))
    puller = _fleet_puller(line, Desk(), [True, True, False])
    with capture_logs():
        await puller.run()
    assert not puller.out_of_reach


def _fleet_puller(line: Line, desk: Desk, has: list[bool]) -> Puller:
    """One whose process has the duty to poll, or not, each time when it looks."""

    async def on_return(since: datetime) -> None:
        return

    return Puller(line, desk.receive, SystemClock(), on_return, may_poll=lambda: has.pop(0))  # type: ignore[arg-type]
