"""A row is on its way until the database has forgotten it, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.storage import everything, mail
from bot.storage.mail import Change, Held
from bot.wire import outgoing
from bot.wire.outgoing import View
from bot.wire.settling import Settling


@pytest.fixture
async def rows(edge) -> list[int]:
    return [row.id for row in await edge.keep(*(outgoing.send(View(str(number))) for number in range(3)))]


async def test_a_row_is_begun_once_and_known_until_it_is_forgotten(edge, rows: list[int]) -> None:
    settling = Settling(edge.storage, edge.clock)
    assert settling.begin(rows[0])
    assert not settling.begin(rows[0])
    settling.end(rows[0])
    assert settling.known == {rows[0]}
    await asyncio.gather(*settling.tasks)
    assert settling.known == frozenset()
    assert await edge.unsent() == 2


async def test_who_watches_learns_what_was_forgotten_meanwhile_and_nothing_else(
    edge, rows: list[int]
) -> None:
    settling = Settling(edge.storage, edge.clock)
    with settling.watched() as forgotten:
        for row_id in rows[:2]:
            settling.begin(row_id)
            settling.end(row_id)
        await asyncio.gather(*settling.tasks)
    settling.end(rows[2])
    await asyncio.gather(*settling.tasks)
    assert forgotten == set(rows[:2])


async def test_one_who_watches_sees_all_also_where_another_watched_meanwhile(edge, rows: list[int]) -> None:
    settling = Settling(edge.storage, edge.clock)
    with settling.watched() as forgotten:
        with settling.watched():
            pass
        settling.begin(rows[0])
        settling.end(rows[0])
        await asyncio.gather(*settling.tasks)
    assert forgotten == {rows[0]}


async def test_what_cannot_be_forgotten_for_a_reason_nobody_foresaw_is_tried_again(
    edge, rows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.settling.REST", 0.01)
    settling, insist, faults = Settling(edge.storage, edge.clock), edge.storage.insist, ["a fault of ours"]

    async def at_fault(work, **how):
        if faults:
            raise RuntimeError(faults.pop())
        return await insist(work, **how)

    monkeypatch.setattr(edge.storage, "insist", at_fault)
    for row_id in rows:
        settling.begin(row_id)
        settling.end(row_id)
    await asyncio.gather(*settling.tasks)
    assert settling.known == frozenset()
    assert await edge.unsent() == 0


@pytest.fixture
def writes(edge, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One thing for each write."""
    seen: list[object] = []
    insist = edge.storage.insist

    async def counted(work, **how):
        seen.append(work)
        return await insist(work, **how)

    monkeypatch.setattr(edge.storage, "insist", counted)
    return seen


async def _held(edge, chat_id: int) -> mail.Slots:
    return (await edge.storage.read(partial(mail.slots_of, chat_ids=[chat_id])))[chat_id]


async def test_what_has_gone_out_is_noted_together_and_its_rows_are_forgotten_with_it(
    edge, rows: list[int], writes: list[object]
) -> None:
    settling = Settling(edge.storage, edge.clock)
    with settling.watched() as forgotten:
        for row_id in rows:
            settling.begin(row_id)
        notes = [settling.note(row_id, Change(row_id, "break", Held(row_id, True))) for row_id in rows]
        await asyncio.gather(*notes)
        assert await edge.unsent() == 0
        assert settling.known == set(rows)  # an old message may still have to go
        for row_id in rows:
            settling.end(row_id)
    assert settling.known == frozenset()
    assert forgotten == set(rows)
    assert len(writes) == 1
    assert await _held(edge, rows[1]) == {"break": Held(rows[1], True)}


async def test_nothing_is_noted_for_a_row_that_was_erased_meanwhile(edge, rows: list[int]) -> None:
    settling = Settling(edge.storage, edge.clock)
    await edge.storage.write(partial(everything.erase, person_id=1))
    await settling.note(rows[0], Change(1, "break", Held(10, drawn=False)))
    assert await edge.storage.read(partial(mail.holds, chat_id=1, slot="break")) is None


async def test_notes_of_one_chat_are_written_in_their_order(edge, rows: list[int]) -> None:
    settling = Settling(edge.storage, edge.clock)
    changes = (Change(1, "break", Held(5, False)), Change(1, "session", Held(5, False)), Change(1, "session"))
    await asyncio.gather(*(settling.note(row, one) for row, one in zip(rows, changes[:2], strict=False)))
    assert await _held(edge, 1) == {"session": Held(5, False)}
    await settling.note(rows[2], changes[2])
    assert await _held(edge, 1) == {}


async def test_a_note_that_cannot_be_written_fails_alone(edge, rows: list[int]) -> None:
    settling = Settling(edge.storage, edge.clock)
    good, bad = Change(1, "break", Held(5, False)), Change(2, "break", Held(2**70, False))
    ends = await asyncio.gather(
        settling.note(rows[0], good), settling.note(rows[1], bad), return_exceptions=True
    )
    assert ends[0] is None
    assert isinstance(ends[1], OverflowError)
    assert await _held(edge, 1) == {"break": Held(5, False)}
    assert await edge.unsent() == 2


async def test_a_note_is_written_though_nobody_waits_for_it_any_more(edge, rows: list[int]) -> None:
    settling = Settling(edge.storage, edge.clock)
    noting = asyncio.create_task(settling.note(rows[0], Change(1, "break", Held(5, False))))
    await asyncio.sleep(0)
    noting.cancel()
    await asyncio.gather(*settling.tasks)
    assert await _held(edge, 1) == {"break": Held(5, False)}


async def test_what_can_wait_is_taken_along_by_another_write(
    edge, rows: list[int], writes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    settling = Settling(edge.storage, edge.clock)
    settling.end(rows[0], can_wait=True)
    await asyncio.sleep(0.01)
    assert writes == []
    settling.end(rows[1])
    await asyncio.gather(*settling.tasks)
    assert len(writes) == 1
    assert await edge.unsent() == 1
    monkeypatch.setattr("bot.wire.settling.LATER", 0.01)
    settling.end(rows[2], can_wait=True)
    await edge.sees(lambda: settling.known == frozenset() and len(writes) == 2)
    await asyncio.gather(*settling.tasks)
    assert await edge.unsent() == 0
