"""The webhook is set, looked after, and given up where it is not wanted any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.wire.telegram import KINDS, NotUs, OutOfReach, Refused, Rival, TryLater
from bot.wire.webhook import NOT_DELIVERED, NOT_TAKEN, TAKEN_AWAY, Hook, Webhook, give_up

HOOK = Hook("https://bot.example.org/unsit", "abc")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Info = dict[str, Any]


class Clock:
    """Each look takes a minute; nobody moves it by hand."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    def on_change(self, callback: object) -> None:
        return


class Line:
    """Tells of the webhook what it is given, one after the other, and refuses the token when that is at an end."""

    def __init__(self, clock: Clock, *answers: Info | Exception) -> None:
        self._clock = clock
        self._answers = list(answers)
        self.calls: list[tuple[str, Info]] = []

    async def call(self, method: str, **facts: Any) -> Any:
        self.calls.append((method, facts))
        if method != "getWebhookInfo":
            return True
        self._clock.time += timedelta(minutes=1)
        answer = self._answers.pop(0) if self._answers else NotUs("at an end")
        if isinstance(answer, Exception):
            raise answer
        return {"url": HOOK.url, "pending_update_count": 0, **answer}

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.webhook.LOOK_EVERY", 0)
    monkeypatch.setattr("bot.wire.webhook.LONGEST_WAIT", 0.001)


class Watch:
    """Looks at all of these answers, then stops."""

    def __init__(self, *answers: Info | Exception) -> None:
        clock = Clock()
        self.line = Line(clock, *answers)
        self.noted: list[str] = []
        self.returns: list[datetime] = []

        async def note(url: str) -> None:
            self.noted.append(url)

        async def on_return(since: datetime) -> None:
            self.returns.append(since)

        self.webhook = Webhook(self.line, HOOK, clock, on_return, note)  # type: ignore[arg-type]
        self.logs: list[Any] = []

    async def end(self) -> Watch:
        with capture_logs() as self.logs, pytest.raises(NotUs):
            await self.webhook.run()
        return self


async def test_it_is_noted_as_ours_and_set_with_its_secret_then_looked_at() -> None:
    watch = await Watch({}, {}).end()
    assert watch.noted == [HOOK.url]
    assert watch.line.methods == ["setWebhook", *3 * ["getWebhookInfo"]]
    facts = watch.line.calls[0][1]
    assert (facts["url"], facts["secret_token"], facts["allowed_updates"]) == (HOOK.url, "abc", KINDS)
    assert watch.logs == []
    assert "abc" not in repr(HOOK)


async def test_what_another_program_took_away_is_set_again_and_told() -> None:
    watch = await Watch({}, {"url": ""}, {}).end()
    assert watch.line.methods.count("setWebhook") == 2
    assert [log["event"] for log in watch.logs] == [TAKEN_AWAY]


async def test_an_outage_is_told_once_and_those_who_tapped_meanwhile_are_shown_how_things_stand() -> None:
    watch = await Watch({}, *4 * [OutOfReach("no network")], {}).end()
    assert watch.returns == [START + timedelta(minutes=1)]
    assert [log["event"] for log in watch.logs] == [
        "telegram is out of reach, trying again",
        "telegram is back",
    ]


async def test_a_short_outage_is_nobodys_business() -> None:
    assert (await Watch({}, OutOfReach("no network"), TryLater(0.001), Rival("?"), {}).end()).returns != []
    assert (await Watch({}, OutOfReach("no network"), {}).end()).returns == []


async def test_out_of_reach_is_true_while_nobody_is_there_and_updates_count_as_a_sign_of_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch = Watch({}, OutOfReach("no network"))
    assert not watch.webhook.hears(START)  # it is not set yet
    seen: list[tuple[bool, bool]] = []
    call = watch.line.call

    async def seeing(method: str, **facts: Any) -> Any:
        seen.append((watch.webhook.out_of_reach, watch.webhook.hears(START + timedelta(minutes=3))))
        return await call(method, **facts)

    monkeypatch.setattr(watch.line, "call", seeing)
    await watch.end()
    assert seen == [(False, False), (False, False), (False, True), (True, True)]
    assert not watch.webhook.out_of_reach  # whoever looks instead of it finds out for itself
    watch.webhook.delivered()
    assert watch.webhook.heard_at == START + timedelta(minutes=3)


async def test_a_url_that_telegram_does_not_take_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch = Watch({})

    async def call(method: str, **facts: Any) -> Any:
        refusal = Refused("bad webhook: failed to resolve host")
        raise (
            refusal
            if watch.line.calls.append((method, facts)) is None and len(watch.line.calls) == 1
            else NotUs()
        )

    monkeypatch.setattr(watch.line, "call", call)
    await watch.end()
    assert [(log["event"], log["reason"]) for log in watch.logs] == [
        (NOT_TAKEN, "bad webhook: failed to resolve host")
    ]


async def test_deliveries_that_fail_are_told_and_afterwards_it_is_shown_how_things_stand() -> None:
    def failed(minute: float) -> Info:
        at = int((START + timedelta(minutes=minute)).timestamp())
        return {"last_error_date": at, "last_error_message": "502 Bad Gateway", "pending_update_count": 3}

    old = {**failed(-60), "pending_update_count": 0}  # from before the start
    over = {**failed(5), "pending_update_count": 0}
    watch = await Watch(old, old, failed(2), failed(4), failed(5), failed(5), over, over).end()
    assert [(log["event"], log.get("reason")) for log in watch.logs] == [
        (NOT_DELIVERED, "502 Bad Gateway"),
        ("telegram delivers again", None),
    ]
    assert watch.returns == [START + timedelta(minutes=2)]
    assert watch.webhook.failed_at == START + timedelta(minutes=5)


async def test_only_ours_is_given_up_and_what_waits_is_kept() -> None:
    theirs, ours = Line(Clock(), {"url": "https://else.where/x"}), Line(Clock(), {})
    await give_up(theirs, HOOK.url)  # type: ignore[arg-type]
    assert theirs.methods == ["getWebhookInfo"]
    await give_up(ours, HOOK.url)  # type: ignore[arg-type]
    assert ours.calls[1] == ("deleteWebhook", {"drop_pending_updates": False})


async def test_who_only_serves_beside_the_one_that_looks_takes_no_pause_for_an_outage() -> None:
    watch = Watch()
    watch.line._clock.time += timedelta(hours=1)
    watch.webhook.delivered()
    await watch.webhook.idle()
    assert watch.returns == []
