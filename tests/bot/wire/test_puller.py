"""Updates are fetched for as long as it may take, and acknowledged only once they are kept."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.wire.puller import Puller
from bot.wire.telegram import NotUs, OutOfReach, Rival, TryLater


class Line:
    """A telephone line that gives these answers one after the other, and is refused when they are at an end."""

    def __init__(self, *answers: list[int] | Exception) -> None:
        self._answers = list(answers)
        self.offsets: list[int | None] = []

    async def poll(self, offset: int | None) -> list[dict[str, Any]]:
        self.offsets.append(offset)
        answer = self._answers.pop(0) if self._answers else NotUs("at an end")
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


async def _pull(line: Line, desk: Desk) -> list[Any]:
    puller = Puller(line, desk.receive)  # type: ignore[arg-type]  # all that it uses of Telegram
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
    assert logs[2]["wait"] == 0.002


async def test_a_token_that_is_refused_ends_it() -> None:
    line = Line(NotUs("Unauthorized"), [5])
    await _pull(line, desk := Desk())
    assert desk.kept == []


async def test_it_can_be_cancelled_while_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.puller.LONGEST_WAIT", 60)
    pulling = asyncio.create_task(Puller(Line(OutOfReach("")), Desk().receive).run())  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    pulling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pulling
