"""Many rows as one parameter of one statement, which costs a third of a statement for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

__all__ = ["as_table"]


def as_table(
    conn: Connection, columns: Mapping[str, TypeEngine[Any]], rows: Iterable[tuple[Any, ...]]
) -> FromClause:
    """These rows as something to select from or to update with; each has the columns' values in their order.

    Values are what JSON knows: texts, whole numbers, and None.
    """
    is_postgresql = conn.dialect.name == "postgresql"
    parameter = bindparam(None, json.dumps(list(rows), separators=(",", ":")), Text)
    each = func.jsonb_array_elements(cast(parameter, JSONB)) if is_postgresql else func.json_each(parameter)
    row = each.table_valued("value", name="given_row")
    field = _of_jsonb if is_postgresql else _of_json
    fields = [
        field(row.c.value, place, kind).label(name) for place, (name, kind) in enumerate(columns.items())
    ]
    return select(*fields).select_from(row).subquery("given")


def _of_jsonb(row: ColumnElement[Any], place: int, kind: TypeEngine[Any]) -> ColumnElement[Any]:
    return cast(row.op("->>")(literal_column(str(place))), kind)


def _of_json(row: ColumnElement[Any], place: int, kind: TypeEngine[Any]) -> ColumnElement[Any]:
    return func.json_extract(row, literal_column(f"'$[{place}]'"), type_=kind)
