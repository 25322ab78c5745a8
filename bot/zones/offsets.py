"""Owns zones known by what their clocks show: a distance from UTC ("UTC+5:30") or letters ("CET")."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.zones.places import Place, place_of_zone, zones
from bot.zones.spelling import key

_OFFSET = re.compile(
    r"(?P<from>utc|gmt)?\s*(?P<sign>[+-])?\s*(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.IGNORECASE
)
_DASHES = str.maketrans("−–—‐‑", "-----")
_WESTMOST, _EASTMOST = timedelta(hours=-12), timedelta(hours=14)

_LONGEST = 4  # letters of an abbreviation

_US_TIMES = {
    "e": ("eastern", "America/New_York"),
    "c": ("central", "America/Chicago"),
    "m": ("mountain", "America/Denver"),
    "p": ("pacific", "America/Los_Angeles"),
}
# In use among people, but tzdb writes these clocks as plain offsets, or calls all of them something else.
_SPOKEN = {
    "aft": ("Asia/Kabul",),
    "art": ("America/Argentina/Buenos_Aires",),
    "bdt": ("Asia/Dhaka",),
    "brt": ("America/Sao_Paulo",),
    "bst": ("Asia/Dhaka",),
    "clt": ("America/Santiago",),
    "cot": ("America/Bogota",),
    "gst": ("Asia/Dubai",),
    "ict": ("Asia/Bangkok", "Asia/Ho_Chi_Minh"),
    "irst": ("Asia/Tehran",),
    "mmt": ("Asia/Yangon",),
    "myt": ("Asia/Kuala_Lumpur",),
    "npt": ("Asia/Kathmandu",),
    "pet": ("America/Lima",),
    "pht": ("Asia/Manila",),
    "sgt": ("Asia/Singapore",),
    "trt": ("Europe/Istanbul",),
    "uzt": ("Asia/Tashkent",),
    **{f"{letter}t": (zone,) for letter, (_, zone) in _US_TIMES.items()},
    **{
        f"{word}{kind}time": (zone,)
        for word, zone in _US_TIMES.values()
        for kind in ("", "standard", "daylight")
    },
}


def offset_in(text: str) -> timedelta | None:
    """The distance from UTC that was typed: "UTC+5:30", "GMT-3", "+0530"; None if no zone can have it."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    match = _OFFSET.fullmatch(plain)
    if match is None or not (match["from"] or match["sign"]):
        return None
    size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    offset = -size if match["sign"] == "-" else size
    return offset if _WESTMOST <= offset <= _EASTMOST else None


def places_at_offset(offset: timedelta, now: datetime) -> tuple[Place, ...]:
    """The zones whose clocks are that far from UTC at `now` (aware), most populous first, without twins.

    Where nobody lives, the nautical zone of a whole hour.
    """
    inhabited = (name for name, zone in _loaded() if now.astimezone(zone).utcoffset() == offset)
    return without_twins(map(place_of_zone, inhabited), now) or _at_sea(offset)


def places_called(abbreviation: str, now: datetime) -> tuple[Place, ...]:
    """The zones that use this abbreviation (a spelling key) in now's year; order as in `places_at_offset`."""
    if len(abbreviation) > _LONGEST and abbreviation not in _SPOKEN:
        return ()
    users = _abbreviations(now.year).get(abbreviation, set()) | set(_SPOKEN.get(abbreviation, ()))
    return without_twins((place_of_zone(name) for name in zones() if name in users), now)


def without_twins(places: Iterable[Place], now: datetime) -> tuple[Place, ...]:
    """Leaves out a place whose clocks show all of now's year what an earlier place in its country shows."""
    first: dict[tuple[str, ...], Place] = {}
    for place in places:
        zone = ZoneInfo(place.zone)
        shown = (str(moment.astimezone(zone).utcoffset()) for moment in (now, *_seasons(now.year)))
        first.setdefault((place.country, *shown), place)
    return tuple(first.values())


def _at_sea(offset: timedelta) -> tuple[Place, ...]:
    hours, rest = divmod(offset, timedelta(hours=1))
    return () if rest else (place_of_zone(f"Etc/GMT{-hours:+}"),)


@cache
def _loaded() -> tuple[tuple[str, ZoneInfo], ...]:
    """Kept, since loading all of them takes longer than everything else here."""
    return tuple((name, ZoneInfo(name)) for name in zones())


@lru_cache(maxsize=2)
def _abbreviations(year: int) -> dict[str, set[str]]:
    """Abbreviation -> zones. What else than summer and winter a year holds (Ramadan) has no letters."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for moment in _seasons(year):
        for name, zone in _loaded():
            letters = moment.astimezone(zone).tzname() or ""
            if letters.isalpha():
                found[key(letters)].add(name)
    return dict(found)


def _seasons(year: int) -> tuple[datetime, datetime]:
    """A moment of winter and one of summer."""
    return datetime(year, 1, 15, tzinfo=UTC), datetime(year, 7, 15, tzinfo=UTC)
