"""What Telegram keeps of drawn exercises: the file id of each picture, and who is uploading which at the moment.

A file id belongs to one bot, and so does a database. Functions take the caller's connection and never commit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Connection, select, type_coerce, update

from bot.storage.tables import media
from bot.storage.upsert import upsert
from scheduler.database_time import milliseconds


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to who wants to upload: the file id where there is one by now, else until when it is theirs.

    That goes by the database's clock. Neither: somebody else is uploading it.
    """

    file_id: str | None = None
    until: datetime | None = None

    @property
    def is_answer(self) -> bool:
        """Whether there is anything to go on with."""
        return self != Claim()


def file_id(conn: Connection, digest: str) -> str | None:
    """The id under which Telegram keeps this picture."""
    return file_ids(conn, [digest]).get(digest)


def file_ids(conn: Connection, digests: Collection[str]) -> dict[str, str]:
    """The ids of those of the pictures that Telegram keeps, by digest."""
    kept = select(media.c.digest, media.c.file_id).where(
        media.c.digest.in_(digests), media.c.file_id.is_not(None)
    )
    return {row.digest: row.file_id for row in conn.execute(kept)}


def claim(conn: Connection, digest: str, kind: str, lease: timedelta) -> Claim:
    """Ask to upload the picture, for the time of `lease`. One asker at a time is told to go on."""
    conn.execute(upsert(conn, media).values(digest=digest, kind=kind).on_conflict_do_nothing())
    has_run_out = type_coerce(media.c.claimed_until, BigInteger) <= milliseconds()
    taken = (
        update(media)
        .where(media.c.digest == digest, media.c.file_id.is_(None))
        .where(media.c.claimed_until.is_(None) | has_run_out)
        .values(claimed_until=milliseconds(later=lease))
        .returning(media.c.claimed_until)
    )
    until = conn.scalar(taken)
    return Claim(until=until) if until is not None else Claim(file_id=file_id(conn, digest))


def release(conn: Connection, digest: str, until: datetime) -> None:
    """The upload came to nothing: whoever asks next may try. A later claim of somebody else's stays."""
    conn.execute(
        update(media)
        .where(media.c.digest == digest, media.c.claimed_until == until)
        .values(claimed_until=None)
    )


def keep(conn: Connection, digest: str, *, kind: str, file_id: str, size: int, now: datetime) -> None:
    """Telegram keeps the picture (`size` in bytes) under this id."""
    facts = {"kind": kind, "file_id": file_id, "bytes": size, "uploaded_at": now, "claimed_until": None}
    conn.execute(
        upsert(conn, media)
        .values(digest=digest, **facts)
        .on_conflict_do_update(index_elements=[media.c.digest], set_=facts)
    )


def forget(conn: Connection, digest: str, file_id: str) -> None:
    """Telegram no longer takes this id; one that came in its place meanwhile stays."""
    conn.execute(
        update(media)
        .where(media.c.digest == digest, media.c.file_id == file_id)
        .values(file_id=None, bytes=None, uploaded_at=None)
    )
