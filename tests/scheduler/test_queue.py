"""The due table behind a way to run transactions that can fail after all is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from scheduler import due
from scheduler.due import Connection
from scheduler.queue import DueQueue

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)


class Transactions:
    """`lost`: the next transaction is committed, and nobody hears of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.lost = False

    async def __call__(self, work: Callable[[Connection], Any]) -> Any:
        with self._engine.begin() as conn:
            result = work(conn)
        if self.lost:
            self.lost = False
            raise ConnectionError("as asked")
        return result


@pytest.fixture
def transact() -> Iterator[Transactions]:
    engine = create_engine("sqlite://")
    due.metadata.create_all(engine)
    yield Transactions(engine)
    engine.dispose()


async def test_what_was_claimed_as_the_connection_was_lost_is_claimed_again_at_once(
    transact: Transactions,
) -> None:
    queue = DueQueue(transact, transact)
    await transact(lambda conn: due.put(conn, "step", 1, NOW))
    transact.lost = True
    with pytest.raises(ConnectionError):
        await queue.claim(NOW, ["step"], 10, LEASE)
    assert [item.person for item in await queue.claim(NOW, ["step"], 10, LEASE)] == [1]


async def test_what_was_claimed_and_heard_of_is_kept(transact: Transactions) -> None:
    queue = DueQueue(transact, transact)
    await transact(lambda conn: due.put(conn, "step", 1, NOW))
    (item,) = await queue.claim(NOW, ["step"], 10, LEASE)
    assert await queue.claim(NOW, ["step"], 10, LEASE) == []
    assert await transact(lambda conn: due.settle(conn, item, None))
