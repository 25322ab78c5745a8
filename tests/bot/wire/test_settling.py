"""A row is on its way until the database has forgotten it, whatever happens meanwhile."""

from __future__ import annotations

import asyncio

import pytest

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
