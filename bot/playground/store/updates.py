"""Updates waiting for the bot: kept until it confirms them by asking for the next ones."""

import json

from bot.playground.formatted import Json
from bot.playground.store.database import Database

KEPT_SECONDS = 24 * 60 * 60
CALLBACK_KEPT_SECONDS = 150
FIRST_ID = 400_000_001


class Updates:
    """The updates table. Telegram keeps an update for 24 hours, a tap for 150 seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: str, body: Json, at: float) -> None:
        """Queue an update of `kind` (message, callback_query, ...) that happened `at` (epoch seconds)."""
        update_id = self._database.count("update", FIRST_ID)
        self._database.run(
            "INSERT INTO updates (update_id, at, kind, body) VALUES (?, ?, ?, ?)",
            update_id,
            at,
            kind,
            json.dumps(body),
        )

    def confirm(self, offset: int) -> None:
        """Forget the updates below `offset`; a negative one keeps only the last `-offset`."""
        if offset < 0:
            first = self._database.row(
                "SELECT update_id FROM updates ORDER BY update_id DESC LIMIT 1 OFFSET ?", -offset - 1
            )
            offset = first["update_id"] if first else 0
        self._database.run("DELETE FROM updates WHERE update_id < ?", offset)

    def forget(self, update_id: int) -> None:
        """Forget one that was taken."""
        self._database.run("DELETE FROM updates WHERE update_id = ?", update_id)

    def drop_stale(self, now: float) -> None:
        """Forget what nobody fetched in time, as seen at `now` (epoch seconds)."""
        self._database.run(
            "DELETE FROM updates WHERE at < ? OR (kind = 'callback_query' AND at < ?)",
            now - KEPT_SECONDS,
            now - CALLBACK_KEPT_SECONDS,
        )

    def take(self, limit: int) -> list[Json]:
        """The oldest unconfirmed updates, marked as delivered."""
        rows = self._database.rows("SELECT * FROM updates ORDER BY update_id LIMIT ?", limit)
        if rows:
            self._database.run("UPDATE updates SET delivered = 1 WHERE update_id <= ?", rows[-1]["update_id"])
        return [{"update_id": row["update_id"], row["kind"]: json.loads(row["body"])} for row in rows]

    def clear(self) -> None:
        """Drop everything that waits."""
        self._database.run("DELETE FROM updates")

    def waiting(self) -> int:
        """How many the bot has not confirmed."""
        return self._number("SELECT COUNT(*) AS n FROM updates")

    def undelivered(self) -> int:
        """How many were never handed to the bot."""
        return self._number("SELECT COUNT(*) AS n FROM updates WHERE NOT delivered")

    def _number(self, sql: str) -> int:
        row = self._database.row(sql)
        return int(row["n"]) if row else 0
