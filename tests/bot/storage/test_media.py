"""One process at a time uploads a picture, and what Telegram keeps is known by its address."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage import media
from bot.storage.media import Claim

A, B = "a" * 32, "b" * 32
LONG = timedelta(minutes=1)
OVER = timedelta(seconds=-1)  # a claim that has run out when it begins


def _keep(conn: Connection, digest: str, file_id: str, now: datetime) -> None:
    media.keep(conn, digest, kind="animation", file_id=file_id, size=1000, now=now)


def test_the_first_who_asks_may_upload_and_the_next_waits(conn: Connection) -> None:
    assert media.claim(conn, A, "animation", LONG).until is not None
    assert not media.claim(conn, A, "animation", LONG).is_answer
    assert media.claim(conn, B, "photo", LONG).is_answer


def test_who_waits_gets_the_id_that_the_upload_brought(conn: Connection, now: datetime) -> None:
    media.claim(conn, A, "animation", LONG)
    _keep(conn, A, "one", now)
    assert media.claim(conn, A, "animation", LONG) == Claim(file_id="one")
    assert media.file_id(conn, A) == "one"
    assert media.file_ids(conn, [A, B]).keys() == {A}


def test_a_claim_that_has_run_out_or_was_released_is_anothers(conn: Connection) -> None:
    first = media.claim(conn, A, "animation", OVER)
    second = media.claim(conn, A, "animation", LONG)
    assert first.until is not None
    assert second.until is not None
    media.release(conn, A, first.until)
    assert not media.claim(conn, A, "animation", LONG).is_answer
    media.release(conn, A, second.until)
    assert media.claim(conn, A, "animation", LONG).is_answer


def test_only_the_id_that_telegram_refused_is_forgotten(conn: Connection, now: datetime) -> None:
    _keep(conn, A, "one", now)
    _keep(conn, A, "two", now)
    media.forget(conn, A, "one")
    assert media.file_id(conn, A) == "two"
    media.forget(conn, A, "two")
    assert media.file_id(conn, A) is None
    assert media.claim(conn, A, "animation", LONG).until is not None
