"""Failures of the Bot API become types that say what to do, and the token stays out of them."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs
from telegram.error import ChatMigrated, NetworkError, RetryAfter

from bot.playground.faults import Fault
from bot.wire.telegram import Gone, NotUs, OutOfReach, Refused, Rival, TryLater, connect, say_hello


async def test_a_bad_request_is_refused_with_telegrams_own_words(edge) -> None:
    with pytest.raises(Refused, match=r"(?i)message text is empty"):
        await edge.telegram.call("sendMessage", chat_id=1, text=" ")


async def test_a_chat_that_is_not_there_is_gone(edge) -> None:
    with pytest.raises(Gone):
        await edge.telegram.call("sendMessage", chat_id=404, text="hello")


async def test_a_person_who_blocked_us_is_gone(edge) -> None:
    edge.playground.person(1).block()
    with pytest.raises(Gone):
        await edge.telegram.call("sendMessage", chat_id=1, text="hello")


async def test_a_flood_says_how_long_to_wait(edge) -> None:
    edge.playground.faults.flood_seconds = 7
    edge.playground.faults.next(Fault.FLOOD)
    with pytest.raises(TryLater) as caught:
        await edge.telegram.call("sendMessage", chat_id=1, text="hello")
    assert caught.value.seconds == 7


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.ERROR_500, Fault.ERROR_502])
async def test_a_broken_line_is_out_of_reach(edge, fault: Fault) -> None:
    edge.playground.faults.next(fault)
    with pytest.raises(OutOfReach):
        await edge.telegram.call("getMe")


async def test_a_refusal_of_an_unknown_kind_names_the_method_and_the_shape_of_the_request(edge) -> None:
    async def moved(*_: object, **_facts: object) -> None:
        raise ChatMigrated(-100)

    edge.telegram._post = moved
    with pytest.raises(Refused) as caught:
        await edge.telegram.call("sendMessage", chat_id=1, text="my knee hurts")
    assert caught.value.method == "sendMessage"
    assert caught.value.shape
    assert "knee" not in str(caught.value.shape)


class Door:
    """Somebody who is not there at first, as often as these errors say."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)

    async def initialize(self) -> None:
        if self._failures:
            raise self._failures.pop(0)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, without waiting."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("bot.wire.telegram.asyncio.sleep", sleep)
    return waited


async def test_hello_is_said_until_somebody_answers_never_all_at_the_same_moment(waits: list[float]) -> None:
    with capture_logs() as logs:
        await say_hello(Door(*(NetworkError("no network") for _ in range(11))))  # type: ignore[arg-type]
    longest = [1, 2, 4, 8, 16, *[30] * 6]
    assert all(most / 2 <= wait <= most for wait, most in zip(waits, longest, strict=True))
    assert len(set(waits)) == 11
    told = "telegram is out of reach, trying again"
    assert [log["event"] for log in logs] == [told, told, "telegram is back"]
    assert [log["wait_seconds"] for log in logs[:2]] == [round(wait, 1) for wait in (waits[0], waits[10])]


@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_hello_waits_as_long_as_it_is_told_to(waits: list[float]) -> None:
    await say_hello(Door(RetryAfter(137)))  # type: ignore[arg-type]
    assert waits == [137]


async def test_a_wrong_token_is_not_us_and_is_not_repeated_in_the_error(edge) -> None:
    stranger = connect("1000001:somebody-elses", edge.address)
    with pytest.raises(NotUs) as caught:
        await stranger.call("getMe")
    assert "somebody-elses" not in str(caught.value)
    await stranger.hang_up()


async def test_of_two_pollers_the_older_is_told_of_its_rival(edge) -> None:
    offset = (await edge.telegram.poll(None))[-1]["update_id"] + 1
    rival = connect(edge.playground.token, edge.address)
    polls = {asyncio.create_task(poller.poll(offset)) for poller in (edge.telegram, rival)}
    done, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
    assert [type(poll.exception()) for poll in done] == [Rival]
    for poll in waiting:
        poll.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await rival.hang_up()


async def test_updates_come_raw_and_are_acknowledged_by_the_next_poll(edge) -> None:
    updates = await edge.telegram.poll(None)
    assert [update["message"]["text"] for update in updates] == ["/start"]
    assert edge.playground.unconfirmed() == 1
    edge.playground.person(1).type("hello")
    again = await edge.telegram.poll(updates[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in again] == ["hello"]
    assert edge.playground.unconfirmed() == 1
