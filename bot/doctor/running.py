"""Whether a bot serves the database, and whether it hears from Telegram."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.doctor.finding import Finding, age, ok, warn

START = "Start it: unsit run"
# It is noted every half minute, and a poll in which nothing comes may take as long.
SILENCE = timedelta(minutes=2)


def look(served: bool, heard_at: datetime | None, now: datetime) -> Finding:
    """`served`: whether a process holds the database. `heard_at`: when Telegram was noted to have answered."""
    heard = "not heard yet" if heard_at is None else f"last heard {age(heard_at, now)} ago"
    if not served:
        return warn("running", f"no bot serves it; Telegram was {heard}.", START)
    if heard_at is not None and now - heard_at > SILENCE:
        return warn("running", f"a bot serves it, but Telegram was {heard}.", "Its log says why.")
    return ok("running", f"a bot serves it, Telegram was {heard}.")
