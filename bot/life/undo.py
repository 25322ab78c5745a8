"""Taking a tap back: possible for ten minutes, wherever an edited message carries [Undo]. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

POSSIBLE_FOR = timedelta(minutes=10)


def is_possible(done_at: datetime | None, now: datetime) -> bool:
    """Whether something done at this moment can still be taken back; None: it was, or never happened."""
    return done_at is not None and now - done_at <= POSSIBLE_FOR
