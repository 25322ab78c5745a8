"""Many rows as one parameter of one statement, which costs a tenth of a statement for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, FromClause, Text, bindparam, cast, column, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

__all__ = ["as_table"]


def as_table(
    conn: Connection, columns: Mapping[str, TypeEngine[Any]], rows: Iterable[tuple[Any, ...]]
) -> FromClause:
    """These rows as something to select from or to update with; each has the columns' values in their order.

    Values are what JSON knows: texts, whole numbers, and None.
    """
    parameter = bindparam(None, json.dumps([dict(zip(columns, row, strict=True)) for row in rows]), Text)
    if conn.dialect.name == "postgresql":
        named = [column(name, kind) for name, kind in columns.items()]
        records = func.jsonb_to_recordset(cast(parameter, JSONB(none_as_null=True)))
        return records.table_valued(*named, name="given").render_derived(with_types=True)
    row = func.json_each(parameter).table_valued("value", name="row")
    fields = [
        func.json_extract(row.c.value, literal_column(f"'$.{name}'"), type_=kind).label(name)
        for name, kind in columns.items()
    ]
    return select(*fields).select_from(row).subquery("given")
