"""What a failure means: nobody waits for ever behind a message that no server takes, and an outage loses nothing."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.wire import outgoing
from bot.wire.delivery import DOUBTED_AFTER, FAULTS_AT_MOST
from bot.wire.outgoing import Unsent, View
from bot.wire.telegram import Failed, Gone, OutOfReach, Refused, Telegram, TryLater


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.delivery.FIRST_WAIT", 0.0)


@pytest.fixture
def fails(edge, monkeypatch: pytest.MonkeyPatch):
    """Call it with texts and methods that fail, and for how many tries in all; it counts how often each was tried."""
    tried: dict[str, int] = {}
    call = type(edge.telegram).call

    def begin(*what: str, times: int = 1_000_000) -> dict[str, int]:
        async def failing(telegram: Telegram, method: str, **facts: object) -> object:
            for met in {method, str(facts.get("text"))} & set(what):
                tried[met] = tried.get(met, 0) + 1
                if sum(tried.values()) <= times:
                    raise OutOfReach("500 Internal Server Error")
            return await call(telegram, method, **facts)

        monkeypatch.setattr(type(edge.telegram), "call", failing)
        return tried

    return begin


def _texts(edge) -> list[str]:
    return [message.text for message in edge.playground.person(1).messages if message.from_bot]


async def test_a_message_that_always_fails_where_its_chat_can_be_reached_is_given_up_and_told(
    edge, fails
) -> None:
    tried, outbox = fails("poison"), edge.outbox()
    poison = outgoing.show("break", View("poison"), anew=True)
    with capture_logs() as logs:
        outbox.enqueue(await edge.keep(poison, outgoing.send(View("hello"))))
        await outbox.idle()
    assert _texts(edge) == ["hello"]
    assert tried == {"poison": DOUBTED_AFTER + FAULTS_AT_MOST}
    assert edge.never_sent == [("break", Unsent.REFUSED)]
    assert outbox.refused == 1
    assert [log["reason"] for log in logs if log["event"] == "refused"] == [
        "failed 8 times: 500 Internal Server Error"
    ]
    assert await edge.unsent() == 0


async def test_where_the_chat_cannot_be_reached_either_everything_waits_in_order(edge, fails) -> None:
    fails("sendMessage", "sendChatAction", times=40)
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("one")), outgoing.send(View("two"))))
    await outbox.idle()
    assert _texts(edge) == ["one", "two"]
    assert outbox.refused == 0


async def test_what_fails_a_few_times_only_is_not_given_up(edge, fails) -> None:
    tried, outbox = fails("unlucky", times=DOUBTED_AFTER + FAULTS_AT_MOST - 1), edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("unlucky"))))
    await outbox.idle()
    assert _texts(edge) == ["unlucky"]
    assert tried == {"unlucky": DOUBTED_AFTER + FAULTS_AT_MOST}


async def test_what_became_of_each_try_is_counted(edge, monkeypatch: pytest.MonkeyPatch) -> None:
    outbox, call = edge.outbox(), type(edge.telegram).call
    failures: dict[str, list[Failed]] = {
        "slowly": [TryLater(0.0), OutOfReach("no network")],
        "wrong": [Refused("can't parse entities")],
        "to nobody": [Gone("blocked")],
    }

    async def failing(telegram: Telegram, method: str, **facts: object) -> object:
        if ahead := failures.get(str(facts.get("text"))):
            raise ahead.pop(0)
        return await call(telegram, method, **facts)

    monkeypatch.setattr(type(edge.telegram), "call", failing)
    for text in ("slowly", "wrong", "to nobody"):
        outbox.enqueue(await edge.keep(outgoing.send(View(text))))
        await outbox.idle()
    assert outbox.outcomes == {
        **dict.fromkeys(("told_to_wait", "out_of_reach", "sent", "refused", "gone"), 1),
        "too_late": 0,
    }
