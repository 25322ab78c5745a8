"""The due table as the ticker uses it: each call a transaction of its own, in whatever way the caller has
these run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from scheduler import due
from scheduler.due import Connection, DueItem

_T = TypeVar("_T")


class Queue(Protocol):
    """What the ticker asks of the due table; see the functions of the same names in `scheduler.due`."""

    async def claim(
        self, now: datetime, kinds: Collection[str], limit: int, lease: timedelta
    ) -> Sequence[DueItem]:
        """Take up to `limit` due rows for the time of `lease`."""
        ...

    async def release(self, item: DueItem, at: datetime) -> bool:
        """Give a claim back, to be tried again from `at` on."""
        ...

    async def next_by_kind(self, kinds: Collection[str]) -> Mapping[str, datetime]:
        """When the next row of each of these kinds can be claimed; kinds without rows are left out."""
        ...


class Transact(Protocol):
    """Runs `work` on a connection inside a transaction, commits and returns its result."""

    async def __call__(self, work: Callable[[Connection], _T]) -> _T:
        """The result of `work`."""
        ...


class DueQueue:
    """The due table behind two ways to run a transaction: one that may write, and one that only reads.

    `holder` is the name under which this process claims; it may change while it runs.
    """

    def __init__(self, write: Transact, read: Transact, holder: Callable[[], str] = str) -> None:
        self._write = write
        self._read = read
        self._holder = holder
        self._in_doubt: list[str] = []  # claims of which nobody heard: they may have been kept all the same

    async def claim(
        self, now: datetime, kinds: Collection[str], limit: int, lease: timedelta
    ) -> Sequence[DueItem]:
        """See `scheduler.due.claim`."""
        in_doubt, token = list(self._in_doubt), due.new_token(self._holder())
        self._in_doubt.append(token)

        def work(conn: Connection) -> list[DueItem]:
            due.give_back(conn, in_doubt)
            return due.claim(conn, now, kinds, limit, lease, token=token)

        items = await self._write(work)
        self._in_doubt = [one for one in self._in_doubt if one not in {*in_doubt, token}]
        return items

    async def release(self, item: DueItem, at: datetime) -> bool:
        """See `scheduler.due.release`."""
        return await self._write(lambda conn: due.release(conn, item, at))

    async def next_by_kind(self, kinds: Collection[str]) -> Mapping[str, datetime]:
        """See `scheduler.due.next_by_kind`."""
        return await self._read(lambda conn: due.next_by_kind(conn, kinds))
