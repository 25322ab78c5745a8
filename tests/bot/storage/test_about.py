"""What is noted about the database as a whole."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.storage import about


def test_what_is_noted_last_is_what_stands_by_a_name(conn: Connection) -> None:
    assert about.noted(conn, "colour") is None
    for value in ("red", "blue"):
        about.note(conn, "colour", value)
    about.note(conn, "size", "small")
    assert (about.noted(conn, "colour"), about.noted(conn, "size")) == ("blue", "small")
