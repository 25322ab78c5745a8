"""How the next break is told after something moved it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import telling
from bot.texts import Html, Texts
from scheduler.breaks import Planned, Quiet, QuietReason

_AT_ONCE = timedelta(minutes=1)


def told(
    planned: Planned | Quiet | None, now: datetime, zone: str, texts: Texts, *, first: bool = False
) -> Html:
    """One line: when the next (or first) break comes, in the person's IANA zone, or why none does."""
    if isinstance(planned, Planned):
        at_once = planned.at - now < _AT_ONCE
        when = texts("upcoming-at-once") if at_once else telling.when(planned.at, now, zone, texts)
        return texts("upcoming", which="first" if first else "next", when=when)
    reason = planned.reason if planned is not None else QuietReason.NO_HOURS
    return texts("upcoming-none", reason=str(reason))
