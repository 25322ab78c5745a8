"""The newest few of each of many people, in one statement: as many rows as people, however long their history."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Text, cast, func, select

from bot.storage.tables import people

_BETWEEN = "|"


def newest_by_person(
    conn: Connection,
    person_ids: Collection[int],
    column: Column[Any],
    count: int,
    *where: ColumnElement[bool],
) -> dict[int, list[str]]:
    """The column's values as texts without a "|", newest first, of people who have any.

    The rows are those of the column's table that belong to the person, the greatest ids first.
    """
    table = column.table
    rows = (
        select(cast(column, Text).label("value"))
        .where(table.c.person_id == people.c.id, *where)
        .order_by(table.c.id.desc())
        .limit(count)
        .correlate(people)
        .subquery()
    )
    strung = select(func.aggregate_strings(rows.c.value, _BETWEEN)).scalar_subquery()
    found = conn.execute(select(people.c.id, strung).where(people.c.id.in_(person_ids)))
    return {person_id: values.split(_BETWEEN) for person_id, values in found if values is not None}
