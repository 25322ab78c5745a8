"""What time it is by the database's own clock, in SQL: the one clock that all processes of a fleet share.

Leases and the send budget go by it, so that processes whose clocks differ still agree on whose turn it is. What is due
goes by the app's clock, which tests and the playground can move.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement


class _Microseconds(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True
    name = "unsit_microseconds"


@compiles(_Microseconds, "sqlite")
def _on_sqlite(_element: _Microseconds, _compiler: SQLCompiler, **_facts: Any) -> str:
    # 2440587.5 is the Julian day of 1970-01-01T00:00Z; SQLite's clock counts milliseconds.
    return "(CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000)"


@compiles(_Microseconds, "postgresql")
def _on_postgresql(_element: _Microseconds, _compiler: SQLCompiler, **_facts: Any) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"


def microseconds() -> ColumnElement[int]:
    """Microseconds since 1970 at the moment the statement comes to it (SQLite: whole milliseconds)."""
    return _Microseconds()


def milliseconds(*, later: timedelta = timedelta()) -> ColumnElement[int]:
    """Milliseconds since 1970, as `Instant` keeps moments, so much `later` than now."""
    return _Microseconds() // 1000 + later // timedelta(milliseconds=1)
