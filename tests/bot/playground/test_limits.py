"""Rate limits, switched on, answer 429 with the seconds to wait by the playground's clock."""

from datetime import timedelta

import pytest

from bot.playground.limits import Limits
from bot.playground.person import Person
from bot.playground.refusals import RefusalError
from bot.playground.server import Playground
from scheduler.clock import MovableClock


async def test_limits_are_off_unless_asked_for(api, ada: Person) -> None:
    for number in range(40):
        await api.do("sendMessage", chat_id=1, text=f"{number}")


async def test_a_chat_takes_a_burst_of_three_then_one_a_second(
    api, playground: Playground, clock: MovableClock, ada: Person
) -> None:
    playground.limits.on = True
    for text in "abc":
        await api.do("sendMessage", chat_id=1, text=text)
    body = await api.ask("sendMessage", chat_id=1, text="d")
    assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 3})
    assert body["description"] == "Too Many Requests: retry after 3"
    clock.advance(timedelta(seconds=3))
    await api.do("sendMessage", chat_id=1, text="d")


async def test_edits_of_a_chat_share_20_a_minute(
    api, playground: Playground, clock: MovableClock, ada: Person
) -> None:
    playground.limits.on = True
    await api.do("sendMessage", chat_id=1, text="a")
    for number in range(20):
        clock.advance(timedelta(seconds=1))
        await api.do("editMessageText", chat_id=1, message_id=2, text=f"{number}")
    body = await api.ask("editMessageText", chat_id=1, message_id=2, text="x")
    assert body["parameters"]["retry_after"] == 41


def test_thirty_messages_a_second_in_all() -> None:
    limits = Limits()
    limits.on = True
    for chat in range(30):
        limits.spend(chat, 100.0)
    with pytest.raises(RefusalError, match="retry after 1"):
        limits.spend(31, 100.5)
    limits.spend(31, 101.0)


def test_a_group_takes_20_a_minute() -> None:
    limits = Limits()
    limits.on = True
    for number in range(20):
        limits.spend(-7, 100.0 + 2 * number)
    with pytest.raises(RefusalError, match="retry after 20"):
        limits.spend(-7, 140.0)
