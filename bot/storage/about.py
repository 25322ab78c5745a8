"""What the database says about itself: whose it is, and what was noted of all its people at once, each by a name."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.storage.tables import about
from bot.storage.upsert import upsert


def note(conn: Connection, name: str, value: str) -> None:
    """Note this in the place of what was noted by that name (at most 40 characters)."""
    noting = upsert(conn, about).values(name=name, value=value)
    conn.execute(noting.on_conflict_do_update(index_elements=["name"], set_={"value": noting.excluded.value}))


def noted(conn: Connection, name: str) -> str | None:
    """What was noted by that name last; None where nothing was."""
    value: str | None = conn.scalar(select(about.c.value).where(about.c.name == name))
    return value
