"""Owns the answer to a typed "where are you?": one place, a few to choose from, or the nearest spellings."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.zones import names, offsets
from bot.zones.nearest import nearest
from bot.zones.places import Place, place_of_zone
from bot.zones.readings import places_meant
from bot.zones.spelling import key

AT_MOST = 8
LONGEST = 120  # characters: the longest name of a place with its region and country stays below

_UTC = Place("UTC", "", "", "Etc/UTC")


@dataclass(frozen=True, slots=True)
class Found:
    """There is one place that this can mean, or all that it can mean share a zone."""

    place: Place


@dataclass(frozen=True, slots=True)
class Candidates:
    """Two to eight places, likeliest first; each with its region if another one is in the same country."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is called that. `near` are up to three places that are spelled nearly so, nearest first."""

    near: tuple[Place, ...]


def search(text: str, now: datetime) -> Found | Candidates | Unknown:
    """The zone of somebody who typed this, which can be any text.

    Understands cities (also with their region or country), countries, regions, IANA names, abbreviations, and
    distances from UTC; `now` (aware) decides who has which. Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware: who has which distance from UTC depends on the moment")
    line = " ".join(text.split()) if len(text) <= LONGEST else ""
    places = (
        (_by_zone_name(line) if "/" in line else ())
        or _by_clock(line, now)
        or places_meant(line, now)
        or _by_zone_name(line)
    )
    return _answer(places) if places else Unknown(nearest(line))


def _answer(places: tuple[Place, ...]) -> Found | Candidates:
    if len({place.zone for place in places}) == 1:
        return Found(places[0])
    few = places[:AT_MOST]
    countries = [place.country for place in few]
    return Candidates(tuple(p if countries.count(p.country) > 1 else replace(p, region="") for p in few))


def _by_zone_name(line: str) -> tuple[Place, ...]:
    zone = names.zone_named(line)
    return (place_of_zone(zone),) if zone else ()


def _by_clock(line: str, now: datetime) -> tuple[Place, ...]:
    spelling = key(line)
    if spelling in {"utc", "zulu"}:
        return (_UTC,)
    offset = offsets.offset_in(line)
    return offsets.places_called(spelling, now) if offset is None else offsets.places_at_offset(offset, now)
