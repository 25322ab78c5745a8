"""What is on this machine: the database and what waits in it, and the disks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.agenda import REMINDER
from bot.backup import size
from bot.config import Settings
from bot.doctor import running
from bot.doctor.finding import Finding, age, fail, ok, warn
from bot.storage import database, health
from bot.storage.alone import is_served
from bot.storage.breaks import Outcome
from bot.storage.database import HEAD, DatabaseError
from bot.storage.health import Empty, Health, Parked
from bot.storage.place import Place
from bot.storage.sqlite import File
from bot.storage.sqlite_errors import RESTORE

LATELY = timedelta(hours=24)
WAITS_LONG = timedelta(minutes=1)
LITTLE_ROOM = 500_000_000  # bytes: what drawn exercises need, and a backup
NO_ROOM = 20_000_000
RUNS = "Does the bot run? Its log says what keeps them."


@dataclass(frozen=True, slots=True)
class Found:
    """The lines, and what they are about; no health where the database cannot be read or is not there yet.

    `served`: whether a process holds it.
    """

    findings: tuple[Finding, ...]
    health: Health | None
    served: bool = False

    @property
    def bot_id(self) -> int:
        """Whose database it is; 0 where nobody's yet."""
        return self.health.bot_id if self.health else 0


def look(settings: Settings, now: datetime) -> Found:
    """Look at all of it."""
    disks = tuple(_disks(settings))
    served = False
    try:
        place = database.place(settings.database)
        if isinstance(place, File):
            if not place.path.exists():
                return Found((_missing(f"there is none at {place.path.resolve()} yet."), *disks), None)
            served = is_served(place.path)
        state = health.examine(place, now - LATELY, now - WAITS_LONG)
    except Empty as error:
        return Found((_missing(str(error)), *disks), None)
    except DatabaseError as error:
        return Found((fail("database", str(error)), *disks), None, served)
    served = served or bool(state.served)
    mail = (_parked(state.parked), _unapplied(state, now), _unsent(state, now), *_reminders(state))
    bot = running.look(served, state.heard_at, now)
    return Found((*_of_database(place, state), bot, *mail, *disks), state, served)


def _missing(what: str) -> Finding:
    return warn("database", what, "The first start makes it.")


def _of_database(place: Place, state: Health) -> Iterator[Finding]:
    name = place.path.resolve() if isinstance(place, File) else place
    yield ok("database", f"{name}, {size(state.size)}.")
    yield _form(state.form)
    if state.damage is not None:
        yield (
            fail("integrity", f"{state.damage}.", RESTORE)
            if state.damage
            else ok("integrity", "quick check passed.")
        )
    yield fail("writing", state.unwritable) if state.unwritable else ok("writing", "it can be written.")


def _form(form: str) -> Finding:
    if form == HEAD:
        return ok("form", f"{form}, the newest.")
    if form in database.forms():
        return warn("form", f"{form}, this program's is {HEAD}.", "The next start brings it up to date.")
    return fail(
        "form",
        f"{form}, newer than this program's {HEAD}.",
        "Install the newer version of Unsit, or restore a backup.",
    )


def _parked(updates: tuple[Parked, ...]) -> Finding:
    if not updates:
        return ok("parked", "no update has failed in the last 30 days.")
    newest = updates[0]
    kind = newest.error.partition(":")[0]  # what follows may quote a person
    return warn(
        "parked",
        f"{len(updates)} updates failed and were set aside, the newest at {newest.received_at:%Y-%m-%d %H:%M} UTC "
        f"({kind if kind.isidentifier() else 'unnamed'}).",
        "Look at them, which shows what people wrote: unsit doctor --parked",
    )


def _unapplied(state: Health, now: datetime) -> Finding:
    if state.oldest_unapplied_at is None:
        return ok("inbox", "no update waits to be answered.")
    since = state.oldest_unapplied_at
    what = f"{state.unapplied} updates wait to be answered, the oldest for {age(since, now)}."
    if now - since < WAITS_LONG:
        return ok("inbox", what)
    return warn(
        "inbox", what, "Does the bot run? Started again, it tries them once more; its log says what fails."
    )


def _unsent(state: Health, now: datetime) -> Finding:
    if state.oldest_unsent_at is None:
        return ok("outbox", "nothing waits to be sent.")
    since = state.oldest_unsent_at
    what = f"{state.unsent} messages wait to be sent, the oldest for {age(since, now)}."
    if now - since < WAITS_LONG:
        return ok("outbox", what)
    return warn("outbox", what, "Does the bot run? Its log says why they are not sent.")


def _reminders(state: Health) -> Iterator[Finding]:
    counted, overdue = state.reminders, state.overdue.get(REMINDER, 0)
    if counted is None:
        return
    reasons = ", ".join(f"{count} {reason}" for reason, count in counted.held_back.items())
    what = f"{counted.sent} went out in the last 24 hours" + (
        f"; due but held back: {reasons}." if reasons else "."
    )
    if Outcome.REFUSED in counted.held_back:
        yield warn("reminders", what, "Telegram refused some: the log says which and why.")
    elif overdue:
        yield warn("reminders", f"{overdue} should have gone out more than a minute ago. {what}", RUNS)
    else:
        yield ok("reminders", what)


def _disks(settings: Settings) -> Iterator[Finding]:
    folders = {"DATA_DIR": settings.data_dir}
    if settings.database_url and not settings.names_postgresql:
        place = database.place(settings.database)
        if isinstance(place, File):
            folders["DATABASE_URL"] = place.path.parent
    for name, folder in folders.items():
        yield _disk(name, folder)


def _disk(name: str, folder: Path) -> Finding:
    there = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return fail("disk", f"{name}: {there} cannot be written.", "Let this user write to it.")
    free = shutil.disk_usage(there).free
    what = f"{name}: {size(free)} are free on the disk of {folder.resolve()}."
    if free < NO_ROOM:
        return fail("disk", what, "Make room: soon nothing can be kept.")
    if free < LITTLE_ROOM:
        return warn("disk", what, "Make room.")
    return ok("disk", what)
