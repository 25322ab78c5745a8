"""`unsit backup` and `unsit restore`: what an operator is told about them."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.storage import copies, database
from bot.storage.copies import CopyError
from bot.storage.sqlite import File

Say = Callable[[str], None]


def back_up(settings: Settings, target: Path, say: Say, *, overwrite: bool = False) -> None:
    """Make a backup in the file `target`, also while the bot runs. Raises DatabaseError."""
    made = copies.back_up(
        _file(settings, "pg_dump --format=custom --file={file} --dbname={server}", target),
        target,
        overwrite=overwrite,
    )
    say(f"Backed up to {made.path.resolve()} ({size(made.size)}, form {made.form}).")


def restore(settings: Settings, backup: Path, now: datetime, say: Say, *, overwrite: bool = False) -> None:
    """Put the backup in place of the database. Raises DatabaseError."""
    present = _file(
        settings,
        "pg_restore --clean --if-exists --no-owner --single-transaction --dbname={server} {file}",
        backup,
    )
    made = copies.restore(backup, present, now, overwrite=overwrite)
    if made.aside is not None:
        say(f"The database that was there is now {made.aside.resolve()}: delete it once all is well.")
    say(f"Restored to {made.path.resolve()} ({size(made.size)}, form {made.form}).")
    if made.form != database.HEAD:
        say(f"It is of an earlier form: the next start brings it to {database.HEAD}.")
    ours = _bot_id(settings)
    if made.bot_id and ours and made.bot_id != ours:
        say(f"Mind: it belongs to the bot with the id {made.bot_id}, and BOT_TOKEN is of {ours}.")


def size(count: int) -> str:
    """A number of bytes as it is said: 1.2 MB."""
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"


def _file(settings: Settings, instead: str, named: Path) -> Path:
    there = database.place(settings.database)
    if isinstance(there, File):
        return there.path
    line = instead.format(file=shlex.quote(str(named)), server=shlex.quote(there.for_tools))
    raise CopyError(
        f"DATABASE_URL names a PostgreSQL server, which has its own way (it asks for the password): {line}"
    )


def _bot_id(settings: Settings) -> int:
    """The number before a token's colon; 0 where there is no token."""
    return int(settings.bot_token.get_secret_value().partition(":")[0]) if settings.bot_token else 0
