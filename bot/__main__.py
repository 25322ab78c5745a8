"""The `unsit` command: run, migrate, move, media, backup, restore, doctor, stats.

Exit codes: 0 ended as asked; 1 an error of the program, a database that cannot be used at the moment, or something that
the doctor found; 2 a setting is wrong, the database is damaged, or what was asked is refused: starting again does not
help.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from bot import config, logs
from bot.arguments import parser
from bot.config import EXAMPLES, ConfigError, Settings

if TYPE_CHECKING:
    from bot.wire.webhook import Hook

NOT_ACCEPTED = (
    "BOT_TOKEN: Telegram does not accept this token. Ask @BotFather for the right one (/mybots, API Token). "
    f"Example: BOT_TOKEN={EXAMPLES['BOT_TOKEN']}"
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    choice = parser().parse_args(arguments)
    try:
        settings = config.load()
        logs.set_up(settings.log_level, settings.log_format, secrets=settings.secrets)
        return _obey(choice, settings)
    except ConfigError as error:
        return _refuse(choice, error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read what was said has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # Python would print its traceback past the log, which blanks secrets
        structlog.get_logger(__name__).critical("crashed", exc_info=True)
        return 1


def _refuse(choice: argparse.Namespace, error: ConfigError) -> int:
    if choice.command == "doctor":
        from bot.doctor.finding import fail  # noqa: PLC0415

        print(fail("settings", str(error)))
        return 1
    logs.complain(error)
    return 2


def _obey(choice: argparse.Namespace, settings: Settings) -> int:
    playground = choice.command == "run" and settings.bot_token is None
    makes = choice.command in ("run", "migrate") and not settings.database_url
    if playground or makes or choice.command == "media":
        config.make_data_dir(settings)
    acts: Mapping[str, Callable[[], int]] = {
        "run": lambda: _until_done(_serve(settings, choice.port)),
        "migrate": lambda: _migrate(settings),
        "move": lambda: _move(settings, choice.source),
        "media": lambda: _until_done(_draw(settings)),
        "backup": lambda: _copy(choice, settings),
        "restore": lambda: _copy(choice, settings),
        "doctor": lambda: _until_done(_examine(settings, choice.parked)),
        "stats": lambda: _tell(settings, choice.days, as_json=choice.json),
    }
    return acts[choice.command]()


def _migrate(settings: Settings) -> int:
    from bot.storage import database  # noqa: PLC0415 - heavy imports wait until the settings are right
    from bot.storage.alone import held_at  # noqa: PLC0415

    try:
        with held_at(settings.database):
            database.prepare(settings.database)
    except database.Unavailable as error:  # as in `_until_done`
        logs.complain(error)
        return 1
    except database.DatabaseError as error:
        logs.complain(error)
        return 2
    return 0


def _move(settings: Settings, source: str) -> int:
    from bot.storage import database, moving  # noqa: PLC0415

    try:
        rows = moving.move(source, settings.database)
    except database.DatabaseError as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, database.Unavailable) else 2
    print(f"Moved {rows:,} rows. The database they came from is as it was: keep it until all is well.")
    return 0


def _tell(settings: Settings, days: int, *, as_json: bool) -> int:
    from bot import stats  # noqa: PLC0415
    from bot.storage.database import DatabaseError, Unavailable  # noqa: PLC0415

    try:
        stats.tell(settings, days, datetime.now(UTC), print, as_json=as_json)
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, Unavailable) else 2
    return 0


def _copy(choice: argparse.Namespace, settings: Settings) -> int:
    from bot import backup  # noqa: PLC0415
    from bot.storage.database import DatabaseError  # noqa: PLC0415

    try:
        if choice.command == "backup":
            backup.back_up(settings, choice.file, print, overwrite=choice.force)
        else:
            backup.restore(settings, choice.file, datetime.now(UTC), print, overwrite=choice.force)
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _until_done(work: Coroutine[Any, Any, int]) -> int:
    from bot.storage.database import DatabaseError, Unavailable  # noqa: PLC0415
    from bot.wire.telegram import NotUs  # noqa: PLC0415
    from content.catalogue import CatalogueError  # noqa: PLC0415

    try:
        return asyncio.run(_until_stopped(work))
    except Unavailable as error:  # it passes by itself: whoever restarts us may try again
        logs.complain(error)
        return 1
    except (DatabaseError, CatalogueError) as error:
        logs.complain(error)
        return 2
    except NotUs:
        logs.complain(NOT_ACCEPTED)
        return 2


async def _serve(settings: Settings, port: int | None) -> int:
    if settings.bot_token is None:
        await _serve_playground(settings, port)
        return 0
    from bot.app import opened  # noqa: PLC0415
    from bot.wire.limits import PAID, Rates  # noqa: PLC0415
    from scheduler.clock import SystemClock  # noqa: PLC0415

    token = settings.bot_token.get_secret_value()
    async with opened(
        settings.database,
        token,
        settings.telegram_api_url,
        SystemClock(),
        door=settings.door,
        operator=settings.operator_chat_id,
        content_dir=settings.content_dir,
        media_dir=settings.media_dir,
        media_chat=settings.media_chat_id,
        rates=PAID if settings.paid_broadcasts else Rates(),
        hook=_hook(settings),
        port=settings.port,
    ) as app:
        logs.announce("Unsit serves on Telegram. Stop it with Ctrl+C.")
        await app.run()
    return 0


def _hook(settings: Settings) -> Hook | None:
    from bot.wire.webhook import Hook  # noqa: PLC0415

    return (
        Hook(settings.webhook_url, settings.webhook_secret.get_secret_value())
        if settings.webhook_url
        else None
    )


async def _draw(settings: Settings) -> int:
    from bot import media  # noqa: PLC0415

    return 1 if await media.prepare(settings, partial(print, flush=True)) else 0


async def _examine(settings: Settings, parked: bool) -> int:
    from bot import doctor  # noqa: PLC0415
    from scheduler.clock import SystemClock  # noqa: PLC0415

    return (
        0 if await doctor.examine(settings, partial(print, flush=True), SystemClock(), parked=parked) else 1
    )


async def _serve_playground(settings: Settings, port: int | None) -> None:
    from bot.playground.serve import serve  # noqa: PLC0415

    if settings.names_postgresql:
        raise ConfigError(
            "DATABASE_URL: the playground keeps its own SQLite database and leaves a PostgreSQL one alone. "
            "Set BOT_TOKEN to serve on Telegram, or unset DATABASE_URL. Example: DATABASE_URL="
        )
    await serve(settings.data_dir, port, _announce, settings.content_dir)


def _announce(address: str) -> None:
    print(f"No BOT_TOKEN, so this is the playground: open {address} in a browser.", flush=True)
    print("Other people: ?person=2 and so on. Stop it with Ctrl+C.", flush=True)


async def _until_stopped(serving: Coroutine[Any, Any, int]) -> int:
    """Serve until it ends by itself (with this exit code), or until Ctrl+C or SIGTERM ends it in good order."""
    task = asyncio.ensure_future(serving)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, task.cancel)
        except NotImplementedError:  # Windows: Ctrl+C arrives as KeyboardInterrupt
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(task.cancel))
    try:
        return await task
    except asyncio.CancelledError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
