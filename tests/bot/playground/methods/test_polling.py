"""getUpdates as Telegram plays it: offsets confirm, one poller at a time, waiting ends with news."""

import asyncio
from datetime import timedelta

import pytest

from bot.playground.person import Person
from bot.playground.server import Playground
from scheduler.clock import MovableClock


def texts(updates) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_an_offset_confirms_them(api, ada: Person) -> None:
    ada.type("one")
    ada.type("two")
    first = await api.do("getUpdates")
    assert texts(first) == texts(await api.do("getUpdates")) == ["one", "two"]
    assert texts(await api.do("getUpdates", offset=first[0]["update_id"] + 1)) == ["two"]
    assert texts(await api.do("getUpdates")) == ["two"]


async def test_a_negative_offset_keeps_the_newest_and_forgets_the_rest(api, ada: Person) -> None:
    for text in ("one", "two", "three"):
        ada.type(text)
    assert texts(await api.do("getUpdates", offset=-2)) == ["two", "three"]
    assert texts(await api.do("getUpdates")) == ["two", "three"]
    assert texts(await api.do("getUpdates", offset=-50)) == ["two", "three"]


async def test_the_limit_is_kept(api, ada: Person) -> None:
    for text in ("one", "two", "three"):
        ada.type(text)
    assert texts(await api.do("getUpdates", limit=2)) == ["one", "two"]


async def test_a_long_poll_ends_with_the_first_update(api, ada: Person) -> None:
    polling = asyncio.create_task(api.do("getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    ada.type("hello")
    assert texts(await asyncio.wait_for(polling, 1)) == ["hello"]


async def test_a_long_poll_ends_empty_when_its_time_is_up(api, ada: Person) -> None:
    assert await api.do("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first_with_a_conflict(api, ada: Person) -> None:
    first = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(api.do("getUpdates", timeout=30))
    code, description = await asyncio.wait_for(first, 1)
    assert code == 409
    assert description.startswith("Conflict: terminated by other getUpdates request")
    ada.type("hello")
    assert texts(await asyncio.wait_for(second, 1)) == ["hello"]


async def test_a_poller_that_went_away_takes_nothing_along(api, playground: Playground, ada: Person) -> None:
    polling = asyncio.create_task(api.do("getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    polling.cancel()
    await asyncio.sleep(0.02)
    ada.type("hello")
    assert playground.unfetched() == 1


async def test_kinds_not_asked_for_are_left_out_from_then_on(api, ada: Person) -> None:
    await api.do("getUpdates", allowed_updates=["callback_query"])
    ada.type("unheard")
    assert await api.do("getUpdates") == []
    await api.do("getUpdates", allowed_updates=[])
    ada.type("heard")
    assert texts(await api.do("getUpdates")) == ["heard"]


async def test_allowed_updates_must_be_a_list_of_names(api) -> None:
    code, description = await api.refused("getUpdates", allowed_updates="message")
    assert (code, description) == (400, "Bad Request: can't parse allowed_updates JSON object")
    assert (await api.refused("getUpdates", allowed_updates=[1]))[0] == 400


async def test_what_waits_is_counted(api, playground: Playground, ada: Person) -> None:
    ada.type("hello")
    assert (playground.unfetched(), playground.unconfirmed()) == (1, 1)
    (update,) = await api.do("getUpdates")
    assert (playground.unfetched(), playground.unconfirmed()) == (0, 1)
    await api.do("getUpdates", offset=update["update_id"] + 1)
    assert playground.unconfirmed() == 0


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
async def test_updates_are_kept_for_a_day(
    api, clock: MovableClock, ada: Person, hours: int, left: int
) -> None:
    ada.type("hello")
    clock.advance(timedelta(hours=hours))
    assert len(await api.do("getUpdates")) == left


@pytest.mark.parametrize(("seconds", "left"), [(149, 1), (151, 0)])
async def test_taps_are_kept_for_150_seconds(
    api, clock: MovableClock, ada: Person, seconds: int, left: int
) -> None:
    ada.tap_data(1, "go")
    clock.advance(timedelta(seconds=seconds))
    assert len(await api.do("getUpdates")) == left


async def test_pending_updates_can_be_dropped_with_a_webhook(api, ada: Person) -> None:
    ada.type("hello")
    assert await api.do("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 1,
    }
    assert await api.do("setWebhook", url="") is True
    assert await api.do("deleteWebhook", drop_pending_updates=True) is True
    assert await api.do("getUpdates") == []
