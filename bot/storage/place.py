"""Where a database is, and what is particular to its kind: the rest of the storage is the same for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine

from bot.storage.trouble import DatabaseError


@dataclass(frozen=True, slots=True)
class Engines:
    """Two ways to the same database: a transaction that sees one moment, and one that may write.

    `cut` ends what waits for an answer of the database, from any thread, and there is no way any more.
    """

    reading: Engine
    writing: Engine
    cut: Callable[[], None] = lambda: None

    def dispose(self) -> None:
        """Give back every connection."""
        self.reading.dispose()
        self.writing.dispose()


class Place(Protocol):
    """A database of one kind. `shared`: whether several processes may serve it at once."""

    @property
    def shared(self) -> bool: ...

    @property
    def writers(self) -> int:
        """How many threads write at a time."""
        ...

    @property
    def together(self) -> int:
        """How many pieces of work may share a transaction."""
        ...

    @property
    def readers(self) -> int:
        """How many threads read at a time."""
        ...

    @property
    def example(self) -> str:
        """A DATABASE_URL of its kind."""
        ...

    @property
    def for_tools(self) -> str:
        """Its address as its own tools take it, without a password."""
        ...

    def __str__(self) -> str:
        """As a person would name it, without any secret."""
        ...

    def make(self) -> None:
        """Whatever has to be there before it is opened. Raises DatabaseError."""
        ...

    def engines(self) -> Engines:
        """As it is served."""
        ...

    def migrating(self) -> Engine:
        """As its form is changed: the process waits for others as long as they need."""
        ...

    def looking(self) -> Engine:
        """As it is examined, beside a bot that serves it."""
        ...

    def begin_migration(self, conn: Connection, /) -> None:
        """Wait until nobody else changes its form, and let nobody else until this transaction ends."""
        ...

    def wait_at_most(self, conn: Connection, seconds: float, /) -> None:
        """The next transaction waits no longer than this for another program's."""
        ...

    def meaning(self, error: Exception, /) -> DatabaseError | None:
        """What passes, or damage, in words; None for a fault of ours."""
        ...

    def is_worth_another_try(self, error: Exception, /) -> bool:
        """Whether the transaction was undone for a reason that will be gone at once, before it was committed."""
        ...

    def outlives_its_cause(self, error: Exception, /) -> bool:
        """Whether the connection that met this error has to be replaced by a new one to get over it."""
        ...

    def size(self, conn: Connection, /) -> int:
        """In bytes."""
        ...

    def damage(self, conn: Connection, /) -> str | None:
        """What a quick look for damage finds; nothing where all is well, None where there is no such look."""
        ...

    def begin_trial(self, conn: Connection, /) -> None:
        """Begin a transaction whose writes go as far as the disk."""
        ...

    def served(self, conn: Connection, /) -> bool | None:
        """Whether a process serves it, as far as the database knows: None where it does not."""
        ...
