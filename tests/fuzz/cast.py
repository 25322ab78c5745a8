"""People at every point of their life with the bot, written straight into its database to be quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.features.feedback import rules
from bot.features.settings.handlers import ASKED
from bot.features.settings.pages import Setting
from bot.storage import breaks, pauses, people
from bot.storage.breaks import Origin
from bot.storage.database import Connection

UNKNOWN, SET_UP, EXERCISING = "unknown", "set up", "exercising"
EXERCISE = "seated-figure-four"
Write = Callable[[Connection, int, datetime], None]


def _meet(conn: Connection, person_id: int, now: datetime) -> None:
    people.meet(conn, person_id, "Ada", "en", now)


def _at_question(conn: Connection, person_id: int, now: datetime, *, after: int) -> None:
    """Halfway through the first meeting, after so many answers."""
    _meet(conn, person_id, now)
    answers: list[Callable[[], None]] = [
        partial(people.change, conn, person_id, agreed_at=now),
        partial(people.change, conn, person_id, zone_offered="Europe/Lisbon"),
        partial(people.live_in, conn, person_id, "Europe/Lisbon", now),
        partial(people.work, conn, person_id, "Mon-Fri 9-17", now),
        partial(people.change, conn, person_id, interval=45),
        partial(people.change, conn, person_id, places=("chair",), equipment=(), careful=()),
    ]
    for answer in answers[:after]:
        answer()


def _set_up(conn: Connection, person_id: int, now: datetime, **facts: object) -> None:
    _at_question(conn, person_id, now, after=6)
    people.change(conn, person_id, set_up_at=now, **facts)


def _reminded(conn: Connection, person_id: int, now: datetime) -> None:
    _set_up(conn, person_id, now)
    facts = {"exercises": (EXERCISE,), "seconds": 70, "limit_seconds": 80}
    breaks.add(conn, person_id, Origin.REMINDER, now, **facts)


def _paused(conn: Connection, person_id: int, now: datetime) -> None:
    _set_up(conn, person_id, now)
    pauses.add(conn, person_id, now, now + timedelta(hours=2), kind="pause", now=now)


def _asked_for_feedback(conn: Connection, person_id: int, now: datetime) -> None:
    _set_up(conn, person_id, now, asked=rules.question(now))


def _gone(conn: Connection, person_id: int, now: datetime) -> None:
    _set_up(conn, person_id, now, gone_at=now)


def _asked_for(setting: Setting) -> Write:
    def write(conn: Connection, person_id: int, now: datetime) -> None:
        _set_up(conn, person_id, now, asked=f"{ASKED}{setting}")

    return write


AT_QUESTIONS: Mapping[str, Write] = {
    f"at question {after}": partial(_at_question, after=after) for after in range(7)
}
AT_SETTINGS: Mapping[str, Write] = {f"asked for {setting}": _asked_for(setting) for setting in Setting}
STANDS: Mapping[str, Write] = {
    UNKNOWN: lambda conn, person_id, now: None,
    **AT_QUESTIONS,
    SET_UP: _set_up,
    EXERCISING: _set_up,  # and what they tap then
    "reminded": _reminded,
    "paused": _paused,
    "asked for feedback": _asked_for_feedback,
    "gone": _gone,
    **AT_SETTINGS,
}
"""Where somebody can stand, and the rows that say so."""
