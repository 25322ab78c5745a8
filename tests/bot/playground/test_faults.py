"""Misfortunes come when ordered, by chance from a seed, and never by themselves."""

import httpx
import pytest

from bot.playground.faults import Fault, Faults
from bot.playground.person import Person
from bot.playground.server import Playground


@pytest.mark.parametrize(("fault", "done"), [(Fault.DROP_BEFORE, 1), (Fault.DROP_AFTER, 2)])
async def test_a_connection_is_lost_before_or_after_the_work(
    api, playground: Playground, ada: Person, fault: Fault, done: int
) -> None:
    playground.faults.next(fault, "sendMessage")
    with pytest.raises(httpx.TransportError):
        await api.do("sendMessage", chat_id=1, text="hi")
    assert len(ada.messages) == done
    await api.do("sendMessage", chat_id=1, text="hi")


async def test_server_errors_do_nothing(api, playground: Playground, ada: Person) -> None:
    playground.faults.next(Fault.ERROR_500, "sendMessage")
    playground.faults.next(Fault.FLOOD, "sendMessage")
    playground.faults.next(Fault.ERROR_502)
    assert (await api.refused("sendMessage", chat_id=1, text="hi"))[0] == 500
    assert (await api.ask("sendMessage", chat_id=1, text="hi"))["parameters"] == {"retry_after": 1}
    assert (await api.http.get(f"{api.base}/bot{api.token}/getMe")).status_code == 502
    assert len(ada.messages) == 1


async def test_a_page_can_come_in_place_of_an_answer(api, playground: Playground, ada: Person) -> None:
    playground.faults.page_code = 403
    playground.faults.next(Fault.PAGE)
    answer = await api.http.get(f"{api.base}/bot{api.token}/getMe")
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")


async def test_a_slow_answer_still_comes(api, playground: Playground, ada: Person) -> None:
    playground.faults.next(Fault.SLOW)
    assert (await api.do("sendMessage", chat_id=1, text="hi"))["text"] == "hi"


async def test_an_update_can_come_twice(api, playground: Playground, ada: Person) -> None:
    ada.type("hello")
    playground.faults.next(Fault.TWICE, "getUpdates")
    first, second = await api.do("getUpdates")
    assert first == second


async def test_updates_can_come_in_another_order(api, playground: Playground, ada: Person) -> None:
    for text in ("one", "two", "three"):
        ada.type(text)
    playground.faults.next(Fault.REORDERED, "getUpdates")
    updates = await api.do("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["three", "two", "one"]
    confirmed = updates[0]["update_id"] + 1
    assert await api.do("getUpdates", offset=confirmed) == []


def test_chance_repeats_itself_from_a_seed() -> None:
    def drawn(seed: int) -> list[Fault | None]:
        faults = Faults(seed)
        faults.rates = {Fault.SLOW: 0.2, Fault.ERROR_500: 0.2}
        return [faults.draw("sendMessage") for _ in range(50)]

    assert drawn(7) == drawn(7) != drawn(8)
    assert set(drawn(7)) == {None, Fault.SLOW, Fault.ERROR_500}


def test_nothing_fails_by_itself() -> None:
    faults = Faults()
    assert {faults.draw("sendMessage") for _ in range(100)} == {None}
