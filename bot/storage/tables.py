"""All tables of the bot, in one MetaData with the scheduler's due queue.

History is facts: what happened is added and never changed, and what was true for a time carries since when it was. The
columns of `people` that repeat the newest zone and hours only spare a look into their history.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
)

from scheduler.due import Instant, metadata
from scheduler.slots import send_budget

__all__ = ["Instant", "metadata", "send_budget"]

# SQLite counts rows up by itself only in a column of type INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


class Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of ids without spaces, kept as text ("chair floor")."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else " ".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else tuple(value.split())


def _person() -> Column[int]:
    return Column(
        "person_id", BigInteger, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True
    )


about = Table(
    "about",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# A person's id is their Telegram user id, which is also the id of their private chat.
people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_name", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("agreed_at", Instant),
    Column("set_up_at", Instant),
    Column("gone_at", Instant),
    Column("returned_at", Instant),
    Column("reacted_at", Instant),
    Column("zone", String(64)),
    Column("hours", Text),
    Column("interval_minutes", Integer),
    Column("places", Words),
    Column("equipment", Words),
    Column("careful", Words),
    Column("goal", Integer, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("asked", String(24)),
    Column("slowed", Boolean, nullable=False),
    Column("zone_offered", String(64)),
    Column("day_start_minutes", Integer, nullable=False),
    Column("auto_done", Boolean, nullable=False),
    Column("pace", String(8), nullable=False),  # of holds: short | normal | long
    Column("goal_told_on", Date),
    Column("admitted_at", Instant),
    Column("clips", Boolean, nullable=False),  # whether exercises are shown as pictures, or told in text
)

zones = Table(
    "zones",
    metadata,
    _person(),
    Column("since", Instant, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("id", _Id, primary_key=True),
)

work_weeks = Table(
    "work_weeks",
    metadata,
    _person(),
    Column("since", Instant, nullable=False),
    Column("hours", Text, nullable=False),
    Column("id", _Id, primary_key=True),
)

pauses = Table(
    "pauses",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("start", Instant, nullable=False),
    Column("until", Instant),  # nothing: until resumed
    Column("kind", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("resumed_at", Instant),
)

# "Done for today": no more reminders on that date.
days_done = Table(
    "days_done",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("date", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone_at", Instant),
)

# "/late 20:00": the last range of that date runs until then.
days_late = Table(
    "days_late",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("date", Date, nullable=False),
    Column("until", Instant, nullable=False),
    Column("at", Instant, nullable=False),
)

# "/log yesterday": something was done on that date, told afterwards.
days_logged = Table(
    "days_logged",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("date", Date, nullable=False),
    Column("at", Instant, nullable=False),
)

# One row for everything offered: each reminder that went out, and what a person asked for.
breaks = Table(
    "breaks",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("origin", String(16), nullable=False),  # reminder | asked
    Column("reason", String(32), nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("sitting_since", Instant),
    Column("exercises", Words, nullable=False),
    Column("routine", String(64)),
    Column("seconds", Integer, nullable=False),
    Column("place", String(16)),
    Column("limit_seconds", Integer, nullable=False),
    Column("refused", Words, nullable=False),
    Column("outcome", String(16)),
    Column("outcome_at", Instant),
    Column("snoozed_until", Instant),
    sqlite_autoincrement=True,  # an erased id must not come back: buttons carry it
)
Index("ix_breaks_person_origin", breaks.c.person_id, breaks.c.origin, breaks.c.id)
# What was offered lately is read for each reminder: from here it is one place in the file, and not one for each offer.
Index("ix_breaks_offered", breaks.c.person_id, breaks.c.id, breaks.c.exercises)

# Reminders that fell due and did not go out, and why.
withheld = Table(
    "withheld",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("reason", String(32), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("break_id", BigInteger),
    Column("exercises", Words, nullable=False),
    Column("levels", Words, nullable=False),  # one digit for each exercise, in the same order
    Column("steps", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("outcome", String(16)),
    sqlite_autoincrement=True,  # as with breaks
)
Index("ix_sessions_person_ended", sessions.c.person_id, sessions.c.ended_at)

completions = Table(
    "completions",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("session_id", BigInteger, nullable=False, index=True),
    Column("exercise", String(64), nullable=False),
    Column("level", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),  # done | partial
    Column("at", Instant, nullable=False),
    Column("date", Date, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("worked_seconds", Float, nullable=False),
    Column("planned_seconds", Integer, nullable=False),
)
Index("ix_completions_person_at", completions.c.person_id, completions.c.at)

retractions = Table(
    "retractions",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("session_id", BigInteger, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("undone_at", Instant),
)

# Movement that was not a guided exercise: "I just moved".
moves = Table(
    "moves",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("date", Date, nullable=False),
    Column("zone", String(64), nullable=False),
)
Index("ix_moves_person_at", moves.c.person_id, moves.c.at)

ratings = Table(
    "ratings",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("session_id", BigInteger, nullable=False),
    Column("rating", String(16), nullable=False),
    Column("at", Instant, nullable=False),
)

levels = Table(
    "levels",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise", String(64), primary_key=True),
    Column("level", Integer, nullable=False),
)

favourites = Table(
    "favourites",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise", String(64), primary_key=True),
    Column("since", Instant, nullable=False),
)

left_out = Table(
    "left_out",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise", String(64), primary_key=True),
    Column("why", String(16), nullable=False),  # hurt | hard | never
    Column("since", Instant, nullable=False),
    Column("until", Instant),
)

lessons_seen = Table(
    "lessons_seen",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("lesson", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)

# When a line was passed on to the operator; the line itself is not kept.
feedbacks = Table(
    "feedbacks",
    metadata,
    _person(),
    Column("id", _Id, primary_key=True),
    Column("at", Instant, nullable=False),
)

# Updates as they came, kept until applied; afterwards the id alone stays for 48 hours, so that a repeat is known.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(8), nullable=False),  # waiting | done | parked
    Column("body", Text),
    Column("error", Text),
)
Index("ix_inbox_state_update", inbox.c.state, inbox.c.update_id)

# What still has to go out; a row is removed once Telegram has taken it.
outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("importance", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("body", Text, nullable=False),
    # The process that sends it; empty where only one process serves the database.
    Column("process", String(8), nullable=False, server_default="", index=True),
    sqlite_autoincrement=True,  # an erased id must not come back: a message under way is forgotten by it
)

# Which message a slot of a chat holds now.
slots = Table(
    "slots",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", String(32), primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("drawn", Boolean, nullable=False),  # a drawn exercise with a caption: it cannot become a text
)

# Pictures and clips of exercises that Telegram keeps for this bot, by what they show. They are nobody's.
media = Table(
    "media",
    metadata,
    Column("digest", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),  # photo | animation
    Column("file_id", Text),  # nothing: not uploaded yet
    Column("bytes", Integer),
    Column("uploaded_at", Instant),
    Column("claimed_until", Instant),  # until then somebody is uploading it
)

# The processes that serve a database together, each until it has not been heard for a while.
processes = Table(
    "processes",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("name", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("seen_until", Instant, nullable=False),
)

# What only one of them does at a time, and which.
duties = Table(
    "duties",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("process", String(8), nullable=False),
)

# Groups that have been told that the bot works one to one.
groups_told = Table(
    "groups_told",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
