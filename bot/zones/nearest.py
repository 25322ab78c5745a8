"""Owns the guess at what was meant by a name that nobody bears: the nearest spellings."""

import re
from difflib import SequenceMatcher, get_close_matches

from bot.zones import names
from bot.zones.places import City, Place, cities_called, place_of_zone, spellings_like
from bot.zones.spelling import key

AT_MOST = 3
_ALIKE = 0.75  # of 1: two letters wrong in eight
_POOL = 20
_SHORTEST = 4  # letters: anything is nearly spelled like "ok"


def nearest(text: str) -> tuple[Place, ...]:
    """Up to three places spelled nearly like this: those that are nearest, most populous first."""
    if "/" in text:
        close = get_close_matches(key(text), names.by_key(), AT_MOST, _ALIKE)
        zones = (names.canonical(names.by_key()[spelling]) for spelling in close)
        return tuple(dict.fromkeys(map(place_of_zone, zones)))
    return _nearest_cities(key(re.split(r"[,;()]", text)[0]))


def _nearest_cities(spelling: str) -> tuple[Place, ...]:
    if len(spelling) < _SHORTEST or any(character.isdigit() for character in spelling):
        return ()
    close = get_close_matches(spelling, spellings_like(spelling), _POOL, _ALIKE)
    ranked = sorted(((_distance(spelling, other), next(cities_called(other))) for other in close), key=_order)
    best = (city.place for distance, city in ranked if distance == ranked[0][0])
    return tuple(dict.fromkeys(best))[:AT_MOST]


def _distance(spelling: str, other: str) -> float:
    """From 0 to 1, coarse enough that one letter changed and one letter left out count the same."""
    return round(1 - SequenceMatcher(None, spelling, other).ratio(), 1)


def _order(ranked: tuple[float, City]) -> tuple[float, int]:
    distance, city = ranked
    return distance, -city.population
