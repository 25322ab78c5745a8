"""The bot's own settings on the server: its names, commands, menu button and what it polls for."""

import json
from typing import Any

from bot.playground.store.database import Database


class Settings:
    """JSON values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        """The value set last, or `default`."""
        row = self._database.row("SELECT value FROM settings WHERE name = ?", name)
        return json.loads(row["value"]) if row else default

    def put(self, name: str, value: Any) -> None:
        """Keep `value`; None forgets it."""
        if value is None:
            self._database.run("DELETE FROM settings WHERE name = ?", name)
        else:
            self._database.run("REPLACE INTO settings VALUES (?, ?)", name, json.dumps(value))
