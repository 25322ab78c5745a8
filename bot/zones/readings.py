"""Owns what a typed line can mean as the name of a city, region or country, and what of that is likely."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.zones import areas, offsets
from bot.zones.places import City, Place, cities_called, shares
from bot.zones.spelling import key

_COMMAS = "[,;]+"
_SEPARATORS = "[,;/()]+"
_WORDS = 8

# A namesake this many times smaller is not asked about: London has 20 times the people of London, Ontario,
# but Portland, Oregon has 10 times those of Portland, Maine, who would be puzzled.
_OVERWHELMING = 15
# The same for all that one name can mean, zones of a country too: Ceuta has a 500th of Spain's people.
_NEGLIGIBLE = 1000
# Somebody who types a city's other name means it less often than the city that has it for its own.
_OTHER_NAME = 3
_NOISE = 30


@dataclass(frozen=True, slots=True)
class _Match:
    place: Place
    weight: float  # people, roughly


def places_meant(line: str, now: datetime) -> tuple[Place, ...]:
    """What the line means by its strictest reading that means anything, likeliest first."""
    for matches in _readings(line, now):
        if matches:
            ranked = sorted(matches, key=lambda match: -match.weight)
            likely = (match.place for match in ranked if match.weight * _NEGLIGIBLE >= ranked[0].weight)
            return tuple(dict.fromkeys(likely))
    return ()


def _readings(line: str, now: datetime) -> Iterator[list[_Match]]:
    """From the strictest to the most forgiving."""
    parts = _split(line, _SEPARATORS)
    words = [key(word) for word in line.split()][:_WORDS]
    yield _named(key(line), now)
    # Commas first: some names have a slash or brackets of their own.
    for pieces in (_split(line, _COMMAS), parts):
        if len(pieces) > 1:  # "Berlin, Germany", "Germany, Berlin"
            yield _within(pieces[0], pieces[1:])
            yield _within(pieces[-1], pieces[:-1])
    for cut in range(len(words) - 1, 0, -1):  # "portland maine"
        yield _within("".join(words[:cut]), ["".join(words[cut:])])
    for part in parts[1:]:  # "Smallville, Ohio": too small for the table, but the region tells the zone
        yield _in_areas(areas.areas_called(part), now)
    for cut in range(1, len(words)):  # "I live in Germany"
        yield _in_areas(_areas_alone("".join(words[cut:])), now)
    for part in parts if len(parts) > 1 else ():  # "Lisbon, at my mother's"
        yield _named(part, now)


def _split(line: str, separators: str) -> list[str]:
    return [part for part in map(key, re.split(separators, line)) if part]


def _named(spelling: str, now: datetime) -> list[_Match]:
    cities = list(cities_called(spelling))
    return _weighed(cities, spelling) + _in_areas(_areas_alone(spelling), now)


def _areas_alone(spelling: str) -> frozenset[str]:
    return areas.areas_called(spelling) if areas.stands_alone(spelling) else frozenset()


def _within(spelling: str, qualifiers: list[str]) -> list[_Match]:
    """The cities of this name that lie in all of the areas named."""
    wanted = [areas.areas_called(qualifier) for qualifier in qualifiers]
    if not all(wanted):
        return []
    cities = [city for city in cities_called(spelling) if all(codes & set(city.areas) for codes in wanted)]
    return _weighed(cities, spelling)


def _weighed(cities: list[City], spelling: str) -> list[_Match]:
    """The cities that can be meant: one alone if it overwhelms the rest, no small ones by other names."""
    own = {city: city.keys[0] == spelling for city in cities}
    weights = {city: city.population if own[city] else city.population / _OTHER_NAME for city in cities}
    ranked = sorted(cities, key=lambda city: -weights[city])
    if len(ranked) > 1 and weights[ranked[0]] >= weights[ranked[1]] * _OVERWHELMING:
        ranked = ranked[:1]
    return [
        _Match(city.place, weights[city])
        for city in ranked
        if own[city] or weights[city] * _NOISE >= weights[ranked[0]]
    ]


def _in_areas(codes: frozenset[str], now: datetime) -> list[_Match]:
    """The zones of these areas, each by its largest city there, without twins."""
    largest: dict[tuple[str, str], City] = {}
    people: dict[tuple[str, str], int] = {}
    for share in shares() if codes else ():
        part = share.city.country, share.city.zone
        if codes & set(share.city.areas):
            largest.setdefault(part, share.city)
            people[part] = people.get(part, 0) + share.population
    ranked = sorted(largest, key=lambda part: -people[part])
    matches = {largest[part].place: people[part] for part in ranked}
    return [_Match(place, matches[place]) for place in offsets.without_twins(matches, now)]
