"""The database: made, migrated and opened here."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.storage import about
from bot.storage.access import DatabaseError, Storage, Unavailable
from bot.storage.place import Place
from bot.storage.sqlite import EXAMPLE, File
from bot.storage.trouble import NotLetIn, named

__all__ = [
    "HEAD",
    "Connection",
    "DatabaseError",
    "Storage",
    "Unavailable",
    "forms",
    "open",
    "place",
    "prepare",
    "stamp",
]

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0005"  # the newest migration; a test holds it against Alembic's own head
DRIVERS = ("postgresql", "postgresql+psycopg")


async def open(url: str, *, migrate: bool = True) -> Storage:  # noqa: A001 - read as storage.open
    """Migrate and open the database at `url`. Raises DatabaseError, as `prepare` does."""
    await asyncio.to_thread(prepare, url, migrate=migrate)
    return Storage(place(url))


def place(url: str) -> Place:
    """What this address names (sqlite:///path, postgresql://...). Raises DatabaseError."""
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except ArgumentError as error:
        raise DatabaseError(f"DATABASE_URL: it cannot be read. Example: {EXAMPLE}") from error
    if backend == "sqlite":
        return File(Path(address.database or ""))
    from bot.storage import postgresql  # noqa: PLC0415 - slow to import, and no need of a laptop's

    if address.drivername not in DRIVERS:
        raise DatabaseError(
            "DATABASE_URL: it must begin with sqlite:/// or postgresql://, and name no other driver than psycopg. "
            f"Example: {postgresql.EXAMPLE}"
        )
    return postgresql.Server(address.set(drivername="postgresql+psycopg"))


def prepare(url: str, *, migrate: bool = True) -> None:
    """Bring the database to the newest form, making it where there is none; or only see that it has it.

    Raises DatabaseError: Damaged; Unavailable, where it cannot be used now, or where it would be for the bot that
    serves it to `migrate`.
    """
    there = place(url)
    there.make()
    engine = there.migrating()
    try:
        with named(there):
            _bring_up(there, engine, migrate=migrate)
    except NotLetIn as error:
        raise DatabaseError(f"DATABASE_URL: {error}") from error
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise DatabaseError(
            f"DATABASE_URL: {there} cannot be used as a database ({reason}). Example: {there.example}"
        ) from error
    finally:
        engine.dispose()


def _bring_up(there: Place, engine: Engine, *, migrate: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if not migrate and found is None:
        raise Unavailable(f"There is nothing in {there} yet: the first start of the bot makes it.")
    if not migrate:
        raise Unavailable(
            f"The bot that serves {there} keeps it in the form {found}, and this "
            f"program's is {HEAD}. Run both in the same version, or stop the bot first."
        )
    _upgrade(there, engine)


def forms() -> frozenset[str]:
    """Every form that a database of this program's can have: its migrations."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import, and seldom needed

    return frozenset(script.revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions())


def _alembic() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _upgrade(there: Place, engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = _alembic()
    with engine.connect() as connection:
        there.begin_migration(connection)
        if _version(connection) == HEAD:  # another process was quicker
            return
        _refuse_while_served(there, connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise DatabaseError(
                "The database is newer than this program. Install the newer version of Unsit, or restore a backup."
            ) from error
        connection.commit()


def _refuse_while_served(there: Place, connection: Connection) -> None:
    """Processes of an earlier version would go on with a form that they do not know. A file is held while served."""
    from sqlalchemy import inspect  # noqa: PLC0415 - as below

    from bot.storage import fleet  # noqa: PLC0415 - it needs the tables, which an address does not

    if there.shared and inspect(connection).has_table("processes") and (living := fleet.living(connection)):
        names = ", ".join(process.name for process in living)
        raise Unavailable(
            f"Processes of another version serve {there} ({names}), and this program's form of it is {HEAD}. "
            "Stop them first."
        )


def _version(connection: Connection) -> str | None:
    from sqlalchemy import inspect, text  # noqa: PLC0415

    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def stamp(conn: Connection, bot_id: int) -> None:
    """Tie the database to one bot: another's chats and update ids would be wrong. Raises DatabaseError."""
    known = about.noted(conn, "bot_id")
    if known is None:
        about.note(conn, "bot_id", str(bot_id))
    elif known != str(bot_id):
        raise DatabaseError(
            f"This database belongs to the bot with the id {known}, BOT_TOKEN is of {bot_id}. "
            "Use that bot's token, or another DATABASE_URL."
        )
