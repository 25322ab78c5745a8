"""What each table and column of an export means. Pure; the sentences are in locales/<language>/export.ftl."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.storage.tables import metadata
from bot.texts import Texts

# Columns that mean the same wherever they are.
_SAME = frozenset({"id", "person_id", "person", "chat_id", "session_id", "exercise", "undone_at"})


def of(tables: Iterable[str], texts: Texts) -> Mapping[str, Any]:
    """What the file is and what its tables and columns mean. Raises MissingText for one that nobody described."""
    return {
        "what": texts("export-about"),
        "values": texts("export-values"),
        "tables": {name: _table(name, texts) for name in tables},
    }


def _table(name: str, texts: Texts) -> Mapping[str, Any]:
    columns = [column.name for column in metadata.tables[name].columns]
    return {
        "what": texts(f"export-{name}"),
        "fields": {column: texts(_key(name, column)) for column in columns},
    }


def _key(table: str, column: str) -> str:
    # The id of a person is more than a running number.
    same = column in _SAME and (table, column) != ("people", "id")
    return f"export-any-{column}" if same else f"export-{table}-{column}"
