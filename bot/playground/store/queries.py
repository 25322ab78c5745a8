"""Taps on inline buttons that wait for their answer, and the answers a person saw."""

from dataclasses import dataclass

from bot.playground.store.database import Database

ANSWERED_WITHIN_SECONDS = 150


@dataclass(frozen=True)
class Toast:
    """What a person saw after a tap: nothing (empty text), a line at the edge, or an alert to close."""

    query_id: str
    message_id: int
    revision: int
    text: str
    alert: bool
    url: str | None


class Queries:
    """The queries table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, chat_id: int, person_id: int, message_id: int, at: float) -> str:
        """Note a tap made `at` (epoch seconds); returns the query's id."""
        number = self._database.count("query", 1)
        query_id = f"{4_295_000_000_000_000_000 + number * 1009}"
        self._database.run(
            "INSERT INTO queries (id, chat_id, person_id, message_id, at, revision)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            query_id,
            chat_id,
            person_id,
            message_id,
            at,
            self._database.count("revision"),
        )
        return query_id

    def answer(self, query_id: str, now: float, text: str, alert: bool, url: str | None) -> bool:
        """Answer a tap once and in time; False when it is unknown, too old or answered already."""
        touched = self._database.run(
            "UPDATE queries SET answered = 1, text = ?, alert = ?, url = ?, revision = ?"
            " WHERE id = ? AND NOT answered AND at >= ?",
            text,
            alert,
            url,
            self._database.count("revision"),
            query_id,
            now - ANSWERED_WITHIN_SECONDS,
        )
        return touched == 1

    def answers(self, person_id: int, since: int = 0) -> list[Toast]:
        """The answers this person got after revision `since`, in order."""
        rows = self._database.rows(
            "SELECT * FROM queries WHERE person_id = ? AND answered AND revision > ? ORDER BY revision",
            person_id,
            since,
        )
        return [
            Toast(row["id"], row["message_id"], row["revision"], row["text"], bool(row["alert"]), row["url"])
            for row in rows
        ]
