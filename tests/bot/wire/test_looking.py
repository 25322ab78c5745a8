"""What slots hold is read for all who ask at once, and never from before they asked."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.storage import mail
from bot.storage.database import Unavailable
from bot.storage.mail import Held
from bot.wire.looking import Looking


@pytest.fixture
def reads(edge, monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The chats of each read."""
    seen: list[list[int]] = []
    read = edge.storage.read

    async def counted(work):
        seen.append(list(work.keywords["chat_ids"]))
        return await read(work)

    monkeypatch.setattr(edge.storage, "read", counted)
    return seen


async def _hold(edge, chat_id: int, message_id: int) -> None:
    hold = partial(mail.hold, chat_id=chat_id, slot="break", message_id=message_id, now=edge.clock.now())
    await edge.storage.write(hold)


async def test_those_who_ask_at_once_share_a_read(edge, reads: list[list[int]]) -> None:
    await _hold(edge, 1, 11)
    await _hold(edge, 2, 22)
    looking = Looking(edge.storage)
    answers = await asyncio.gather(*(looking.slots_of(chat_id) for chat_id in (1, 2, 3, 1)))
    assert answers == [{"break": Held(11, False)}, {"break": Held(22, False)}, {}, {"break": Held(11, False)}]
    assert reads == [[1, 2, 3]]


async def test_who_asks_while_a_read_is_under_way_hears_what_was_written_before_they_asked(
    edge, reads: list[list[int]]
) -> None:
    looking = Looking(edge.storage)
    first = asyncio.create_task(looking.slots_of(1))
    await edge.sees(lambda: reads == [[1]])
    await _hold(edge, 1, 11)
    assert await looking.slots_of(1) == {"break": Held(11, False)}
    await first


async def test_a_read_that_fails_is_everybodys_failure_and_the_next_may_go_well(
    edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, faults = edge.storage.read, [Unavailable("not now")]

    async def at_fault(work):
        if faults:
            raise faults.pop()
        return await read(work)

    monkeypatch.setattr(edge.storage, "read", at_fault)
    looking = Looking(edge.storage)
    ends = await asyncio.gather(looking.slots_of(1), looking.slots_of(2), return_exceptions=True)
    assert [type(end) for end in ends] == [Unavailable, Unavailable]
    assert await looking.slots_of(1) == {}


async def test_who_gives_up_takes_nothing_from_the_others(edge) -> None:
    looking = Looking(edge.storage)
    asking = [asyncio.create_task(looking.slots_of(1)) for _ in range(2)]
    await asyncio.sleep(0)
    asking[0].cancel()
    assert await asking[1] == {}
