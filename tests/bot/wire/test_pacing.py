"""Nobody is flooded: what goes out stays within Telegram's limits, and what matters most does not wait for the rest.

The playground's limits are on, so that one message too many is refused; its clock and the outbox's move together.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.playground.faults import Fault
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.limits import PAID, Rates
from bot.wire.outbox import Outbox
from bot.wire.outgoing import Importance, Key, Outgoing, View
from bot.wire.post import Post
from bot.wire.telegram import OutOfReach

BULK_AT_MOST = Rates().bulk_waiting
ANSWER, STEP, REMINDER = Importance.ANSWER, Importance.STEP, Importance.REMINDER


@pytest.fixture
def outbox(edge) -> Outbox:
    edge.playground.limits.on = True
    return edge.outbox(Rates(), monotonic=lambda: 0.0)


async def _until_sent(edge, outbox: Outbox) -> float:
    """Let time pass until everything is sent; how many seconds it took."""
    began = edge.clock.now()
    async with asyncio.timeout(60):
        while outbox._workers:
            await asyncio.sleep(0.003)
            edge.clock.advance(timedelta(seconds=0.1))
    await outbox.idle()
    return (edge.clock.now() - began).total_seconds()


def _calls(edge) -> list[str]:
    """The texts that were asked for, in order, the refused ones too; not those that a fault stopped on the way."""
    entries = [entry for entry in edge.playground.journal.entries if entry.code]
    return [entry.arguments["text"] for entry in entries if "text" in entry.arguments]


def _refused(edge) -> list[int]:
    return [entry.code for entry in edge.playground.journal.entries if entry.code not in (0, 200)]


async def _fill(edge, outbox: Outbox, messages: int = 3) -> None:
    """The chat has just got all that it takes at once."""
    outbox.enqueue(await edge.keep(*(outgoing.send(View(f"burst {number}")) for number in range(messages))))
    await outbox.idle()
    edge.playground.journal.clear()


async def test_a_chat_gets_three_at_once_and_then_one_a_second(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(*(outgoing.send(View(str(number))) for number in range(9))))
    await edge.sees(lambda: len(edge.playground.journal.of("sendMessage")) == 3)
    assert 5 < await _until_sent(edge, outbox) < 8
    assert _calls(edge) == [str(number) for number in range(9)]
    assert _refused(edge) == []


async def test_edits_stay_within_twenty_a_minute_and_the_last_one_always_comes(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.show("settings", View("0"))))
    await outbox.idle()
    for number in range(1, 41):
        edge.clock.advance(timedelta(seconds=1))
        outbox.enqueue(await edge.keep(outgoing.show("settings", View(str(number)))))
        await asyncio.sleep(0.005)
    await _until_sent(edge, outbox)
    assert edge.playground.person(1).last.text == "40"
    assert len(edge.playground.journal.of("editMessageText")) < 40
    assert _refused(edge) == []


async def test_the_answer_to_a_tap_waits_for_nothing(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.send(View("tap", ((Key("Start", Start(1)),),)))))
    await outbox.idle()
    tapped = edge.playground.person(1).tap("Start")
    await _fill(edge, outbox, 2)
    outbox.enqueue(await edge.keep(outgoing.send(View("later")), outgoing.toast(tapped, "now")))
    await edge.sees(lambda: len(edge.playground.journal.of("answerCallbackQuery")) == 1)
    assert edge.playground.journal.of("sendMessage") == []
    await _until_sent(edge, outbox)


async def test_a_step_goes_before_answers_and_these_before_a_reminder(edge, outbox: Outbox) -> None:
    await _fill(edge, outbox)
    for importance, out in (
        (REMINDER, outgoing.show("break", View("reminder"), anew=True)),
        (ANSWER, outgoing.show("settings", View("settings"))),
        (ANSWER, outgoing.send(View("help"))),
        (STEP, outgoing.show("session", View("left side"), anew=True)),
    ):
        outbox.enqueue(await edge.keep(out, importance=importance))
    await _until_sent(edge, outbox)
    assert _calls(edge) == ["left side", "settings", "help", "reminder"]


async def test_views_of_one_slot_never_overtake_each_other(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.show("break", View("old reminder"))))
    await outbox.idle()
    tapped = edge.playground.person(1).last.id
    await _fill(edge, outbox, 2)
    for importance, out in (
        (ANSWER, outgoing.send(View("help"))),
        (REMINDER, outgoing.close("break", "went by")),
        (ANSWER, outgoing.show("session", View("ready"), message_id=tapped)),
        (STEP, outgoing.show("session", View("hold"), anew=True)),
    ):
        outbox.enqueue(await edge.keep(out, importance=importance))
    await _until_sent(edge, outbox)
    # The step takes along what it follows: the tapped message, and what was to become of that before.
    assert _calls(edge) == ["went by", "ready", "hold", "help"]


async def test_a_step_is_never_late_for_what_the_person_does_beside_it(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.show("session", View("step 0")), importance=STEP))
    await outbox.idle()
    for number in range(1, 61):
        edge.clock.advance(timedelta(seconds=1))
        outbox.enqueue(await edge.keep(outgoing.show("settings", View(f"setting {number}"))))
        await asyncio.sleep(0.003)
        if number % 10 == 0:
            outbox.enqueue(await edge.keep(outgoing.show("session", View(f"step {number}")), importance=STEP))
            # It comes without a moment having passed.
            await edge.sees(lambda said=f"step {number}": said in _calls(edge))
    await _until_sent(edge, outbox)
    assert _refused(edge) == []


async def test_a_view_that_waits_for_another_try_is_dropped_for_a_newer_one(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.show("session", View("0:30"))))
    await outbox.idle()
    edge.playground.faults.next(Fault.FLOOD, "editMessageText")
    outbox.enqueue(await edge.keep(outgoing.show("session", View("0:20"))))
    await edge.sees(lambda: len(edge.playground.journal.of("editMessageText")) == 1)
    outbox.enqueue(await edge.keep(outgoing.show("session", View("0:10"))))
    await _until_sent(edge, outbox)
    assert len(edge.playground.journal.of("editMessageText")) == 2
    assert edge.playground.person(1).last.text == "0:10"
    assert await edge.unsent() == 0


async def test_a_view_that_fails_while_a_newer_one_waits_is_not_tried_again(
    edge, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = await edge.keep(*(outgoing.show("session", View(left)) for left in ("0:20", "0:10")))
    deliver = Post.deliver

    async def fails(post: Post, chat_id: int, out: Outgoing) -> bool:
        if out.text == "0:20":
            outbox.enqueue(rows[1:])
            raise OutOfReach("no network")
        return await deliver(post, chat_id, out)

    monkeypatch.setattr(Post, "deliver", fails)
    outbox.enqueue(rows[:1])
    await _until_sent(edge, outbox)
    assert _calls(edge) == ["0:10"]
    assert await edge.unsent() == 0


async def _reminders(edge, people: range) -> None:
    for number in people:
        edge.playground.person(number, "Somebody").type("/start")
        await edge.keep(outgoing.send(View("reminder")), chat_id=number, importance=REMINDER)


async def test_reminders_left_by_an_outage_go_out_at_thirty_a_second_also_when_they_fail(
    edge, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.delivery.FIRST_WAIT", 0.0)
    await _reminders(edge, range(1, 81))
    edge.playground.faults.next(Fault.DROP_BEFORE, "sendMessage", times=20)
    await outbox.resume()
    # The twenty that failed count too: Telegram may have seen them.
    assert await _until_sent(edge, outbox) >= 3
    codes = [entry.code for entry in edge.playground.journal.of("sendMessage")]
    assert codes.count(200) == 80
    assert 429 not in _refused(edge)


async def test_an_answer_does_not_stand_behind_reminders(edge, outbox: Outbox) -> None:
    await _reminders(edge, range(2, 62))
    await outbox.resume()
    await edge.sees(lambda: len(edge.playground.journal.of("sendMessage")) == 30)
    edge.playground.limits.on = False  # the overall limit is about bulk
    outbox.enqueue(await edge.keep(outgoing.send(View("answer"))))
    await edge.sees(lambda: "answer" in _calls(edge))
    assert _calls(edge).count("reminder") == 30
    await _until_sent(edge, outbox)


async def test_a_deletion_has_no_rate_but_waits_where_the_chat_was_told_to(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.show("session", View("step"))))
    await outbox.idle()
    edge.playground.faults.flood_seconds = 137
    edge.playground.faults.next(Fault.FLOOD, "sendMessage")
    outbox.enqueue(await edge.keep(outgoing.send(View("told to wait"))))
    await edge.sees(lambda: len(edge.playground.journal.of("sendMessage")) == 2)
    outbox.enqueue(await edge.keep(outgoing.drop("session"), importance=STEP))
    edge.clock.advance(timedelta(seconds=136))
    await asyncio.sleep(0.05)
    assert edge.playground.journal.of("deleteMessage") == []
    edge.clock.advance(timedelta(seconds=1))
    await edge.sees(lambda: len(edge.playground.journal.of("deleteMessage")) == 1)
    await outbox.idle()


async def test_a_reminder_that_an_answer_must_not_overtake_counts_but_is_not_held_back_with_the_others(
    edge,
) -> None:
    outbox = edge.outbox(Rates(bulk=3, bulk_within=100), monotonic=lambda: 0.0)
    await _reminders(edge, range(2, 4))
    edge.playground.faults.flood_seconds = 50
    edge.playground.faults.next(Fault.FLOOD, "sendMessage", times=2)
    await outbox.resume()
    await edge.sees(lambda: all(map(outbox._traffic.is_told_to_wait, (2, 3))))
    reminder, answer = outgoing.show("break", View("reminder")), outgoing.close("break", "skipped")
    outbox.enqueue(await edge.keep(reminder, importance=REMINDER) + await edge.keep(answer))
    await edge.sees(lambda: _calls(edge) == ["reminder", "skipped"])
    edge.clock.advance(timedelta(seconds=99))
    await asyncio.sleep(0.05)
    assert len(_calls(edge)) == 2  # the reminder was the third of three in a hundred seconds
    edge.clock.advance(timedelta(seconds=1))
    await edge.sees(lambda: len(_calls(edge)) == 4)
    await outbox.idle()


async def test_no_more_reminders_are_made_than_can_go_out_soon(edge, outbox: Outbox) -> None:
    assert outbox.room_for_bulk() == BULK_AT_MOST
    await _reminders(edge, range(1, 41))
    edge.playground.faults.next(Fault.DROP_BEFORE, "sendMessage", times=1000)
    await outbox.resume()
    assert outbox.room_for_bulk() == BULK_AT_MOST - 40
    await outbox.close()


async def test_chats_told_to_wait_for_hours_leave_room_for_the_reminders_of_others(
    edge, outbox: Outbox
) -> None:
    await _reminders(edge, range(1, 3))
    edge.playground.faults.flood_seconds = 10_000
    edge.playground.faults.next(Fault.FLOOD, "sendMessage", times=2)
    await outbox.resume()
    await edge.sees(lambda: outbox.room_for_bulk() < BULK_AT_MOST)
    await edge.sees(lambda: outbox.room_for_bulk() == BULK_AT_MOST)
    await outbox.close()


@pytest.mark.parametrize(("rates", "at_once"), [(PAID, 90), (Rates(), 30)])
async def test_reminders_that_are_paid_for_keep_to_their_own_limit(edge, rates: Rates, at_once: int) -> None:
    edge.playground.limits.on = True
    outbox = edge.outbox(rates, monotonic=lambda: 0.0)
    for person_id in range(2, 92):
        edge.playground.person(person_id, "Ben").type("/start")
        reminder = outgoing.show("break", View("reminder"), anew=True)
        outbox.enqueue(await edge.keep(reminder, importance=REMINDER, chat_id=person_id))
    await edge.sees(lambda: len(edge.playground.journal.of("sendMessage")) == at_once)
    await _until_sent(edge, outbox)
    assert len(edge.playground.journal.of("sendMessage")) == 90
    assert _refused(edge) == []


async def test_only_new_reminders_are_paid_for(edge) -> None:
    outbox = edge.outbox(replace(PAID, messages=10**6))
    for importance, out in (
        (REMINDER, outgoing.show("break", View("reminder"), anew=True)),
        (REMINDER, outgoing.show("break", View("it waits"))),
        (ANSWER, outgoing.send(View("help"))),
        (STEP, outgoing.show("session", View("left side"), anew=True)),
    ):
        outbox.enqueue(await edge.keep(out, importance=importance))
        await outbox.idle()
    sent = [entry.arguments for entry in edge.playground.journal.entries if "text" in entry.arguments]
    assert [facts["text"] for facts in sent if facts.get("allow_paid_broadcast") == "True"] == ["reminder"]
    assert len(sent) == 4
