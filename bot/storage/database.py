"""The database: made, migrated and opened here."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.storage import about
from bot.storage.access import DatabaseError, Storage, Unavailable
from bot.storage.trouble import named

__all__ = [
    "HEAD",
    "Connection",
    "DatabaseError",
    "Storage",
    "Unavailable",
    "file",
    "forms",
    "make_folder",
    "open",
    "prepare",
    "stamp",
]

if TYPE_CHECKING:
    from alembic.config import Config

EXAMPLE = "DATABASE_URL=sqlite:///data/unsit.db"
CACHE_KIB = 512  # of the file in each connection's own memory; the system keeps the rest once for all of them
LARGEST_LOG = 16 * 2**20  # bytes that the write-ahead log may keep once a long reader has let it grow
HEAD = "0004"  # the newest migration; a test holds it against Alembic's own head


async def open(url: str, *, migrate: bool = True) -> Storage:  # noqa: A001 - read as storage.open
    """Migrate and open the database at `url` (sqlite:///path). Raises DatabaseError, as `prepare` does."""
    await asyncio.to_thread(prepare, url, migrate=migrate)
    # Values are hidden in errors, and so in logs: they are what people wrote.
    engine = create_engine(_address(url).set(drivername="sqlite"), hide_parameters=True)
    _speak_sqlite(engine)
    return Storage(engine)


def prepare(url: str, *, migrate: bool = True) -> None:
    """Bring the database to the newest form, making it where there is none; or only see that it has it.

    Raises DatabaseError: Damaged; Unavailable, where it cannot be used now, or where it would be for the bot that
    serves it to `migrate`.
    """
    address = _address(url)
    if address.database and address.database != ":memory:":
        make_folder(Path(address.database))
    engine = create_engine(address.set(drivername="sqlite"))
    _speak_sqlite(engine)
    try:
        with named(str(address.database)):
            _bring_up(engine, migrate=migrate)
    except DBAPIError as error:
        raise DatabaseError(
            f"DATABASE_URL: {address.database} cannot be used as a database ({error.orig}). Example: {EXAMPLE}"
        ) from error
    finally:
        engine.dispose()


def _bring_up(engine: Engine, *, migrate: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if not migrate:
        raise Unavailable(
            f"The bot that serves {engine.url.database} keeps it in the form {found or '(none yet)'}, and this "
            f"program's is {HEAD}. Run both in the same version, or stop the bot first."
        )
    _upgrade(engine)


def forms() -> frozenset[str]:
    """Every form that a database of this program's can have: its migrations."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import, and seldom needed

    return frozenset(script.revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions())


def _alembic() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = _alembic()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise DatabaseError(
                "The database is newer than this program. Install the newer version of Unsit, or restore a backup."
            ) from error
        connection.commit()


def _version(connection: Connection) -> str | None:
    from sqlalchemy import inspect, text  # noqa: PLC0415

    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def file(url: str) -> Path:
    """Where the SQLite database of this address is. Raises DatabaseError."""
    return Path(_address(url).database or "")


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except ArgumentError as error:
        raise DatabaseError(f"DATABASE_URL: it cannot be read. Example: {EXAMPLE}") from error
    if backend != "sqlite":
        raise DatabaseError(f"DATABASE_URL: this version serves SQLite only. Example: {EXAMPLE}")
    return address


def make_folder(path: Path) -> None:
    """The folder that this database is to be in. Raises DatabaseError."""
    if path.is_dir():
        raise DatabaseError(f"DATABASE_URL: {path} is a folder. Example: {EXAMPLE}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"DATABASE_URL: {path.parent} cannot be made ({error.strerror}). Example: {EXAMPLE}"
        ) from error


def _speak_sqlite(engine: Engine) -> None:
    """Transactions begun by us: BEGIN IMMEDIATE for writers, since a read that turns into a write may fail at once."""

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=5000",
            f"journal_size_limit={LARGEST_LOG}",
            "foreign_keys=ON",
            "secure_delete=ON",  # what somebody had erased is not left in the file
            f"cache_size=-{CACHE_KIB}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("unsit_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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
