"""Instants and wall clocks: the only place that turns a local date and minute into a moment, and back.

Everything inside is UTC; a zone is an IANA name. Naive datetimes are refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


class NaiveDatetimeError(ValueError):
    """A datetime without a zone was given where a moment is needed; attach one, for example `tzinfo=UTC`."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment.isoformat()} has no time zone; give an aware datetime")


class UnknownZoneError(ValueError):
    """No such IANA time zone is known; take one like "Europe/Berlin"."""

    def __init__(self, name: str) -> None:
        super().__init__(f'no time zone is called "{name}"; take an IANA name such as "Europe/Berlin"')
        self.name = name


def as_utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises `NaiveDatetimeError` when it has no zone."""
    if moment.utcoffset() is None:
        raise NaiveDatetimeError(moment)
    return moment.astimezone(UTC)


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises `UnknownZoneError`."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZoneError(name) from error


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date on the wall in `zone` at `moment`."""
    return as_utc(moment).astimezone(zone).date()


def first_instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) at which clocks in `zone` show `minute` minutes past midnight of `day`, or
    later.

    `minute` may pass 1440 and then means the following day. In a gap this is the moment the clocks jump; in a
    fold it is the first of the two. So the order on the wall is never reversed in time: what does not overlap
    on paper does not overlap in fact.
    """
    wall = datetime.combine(day, datetime.min.time(), zone) + timedelta(minutes=minute)
    first, second = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return first if first <= second else _jump_between(second, first, zone)


def _jump_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment between two moments at which the offset of `zone` changes."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
