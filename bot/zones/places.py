"""Owns what a place is, and the city table: who is called what, and how many live where.

The table is kept as one block of bytes and searched as text: that costs a few megabytes and a millisecond a
question, where an index of its 120,000 names would cost ten times the memory and a noticeable start.
"""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.zones import names
from bot.zones.areas import area_name
from bot.zones.spelling import key


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a person may be: English names of country and region (may be empty), and the zone."""

    name: str
    country: str
    region: str
    zone: str


@dataclass(frozen=True, slots=True)
class City:
    """A row of the table: ISO 3166 country code, GeoNames' region code, spelling keys (own name first)."""

    name: str
    country: str
    region: str
    zone: str
    population: int
    keys: tuple[str, ...]

    @property
    def areas(self) -> tuple[str, str]:
        """The codes of the country and of the region within it."""
        return self.country, f"{self.country}.{self.region}"

    @property
    def place(self) -> Place:
        """The city as a person reads it."""
        country, region = self.areas
        return Place(self.name, area_name(country), area_name(region), self.zone)


def cities_called(spelling: str) -> Iterator[City]:
    """The cities that bear this name (a spelling key), most populous first."""
    block, wanted = _block(), f"|{spelling}|".encode()
    at = block.find(wanted) if spelling else -1
    while at >= 0:
        end = block.index(b"\n", at)
        yield _city(block[block.rindex(b"\n", 0, at) + 1 : end])
        at = block.find(wanted, end)


def spellings_like(spelling: str) -> set[str]:
    """All keys of the table that begin with the same letter and are about as long."""
    first, rest = spelling[0], len(spelling[1:].encode())
    spread = 1 + rest // 4
    pattern = rf"\|({re.escape(first)}[^|\n]{{{max(rest - spread, 0)},{rest + spread}}})(?=\|)"
    return {found.decode() for found in re.findall(pattern.encode(), _block())}


def all_cities() -> Iterator[City]:
    """Every row, most populous first."""
    return map(_city, _rows())


@dataclass(frozen=True, slots=True)
class Share:
    """The people of one zone within one region: how many live in its cities, and the largest of those."""

    city: City
    population: int


@cache
def shares() -> tuple[Share, ...]:
    """The whole table summed up by region and zone."""
    largest: dict[tuple[bytes, ...], bytes] = {}
    people: Counter[tuple[bytes, ...]] = Counter()
    for row in _rows():
        _, country, region, zone, population, _ = row.split(b"\t")
        largest.setdefault((country, region, zone), row)
        people[country, region, zone] += int(population)
    return tuple(Share(_city(row), people[part]) for part, row in largest.items())


@cache
def zones() -> dict[str, int]:
    """The zones that people live in -> how many do in cities; most populous first."""
    people: Counter[str] = Counter()
    for share in shares():
        people[share.city.zone] += share.population
    return dict(people.most_common())


def place_of_zone(zone: str) -> Place:
    """The place that stands for a zone: the city it is named after, or else its largest one."""
    if zone.startswith("Etc/"):
        return Place(_nautical(zone), "", "", zone)
    tail = zone.rpartition("/")[2].replace("_", " ")
    namesakes = (city for city in cities_called(key(tail)) if city.zone == zone)
    city = next(namesakes, None) or next((s.city for s in shares() if s.city.zone == zone), None)
    return city.place if city else Place(tail, area_name(names.countries().get(zone, "")), "", zone)


def _nautical(zone: str) -> str:
    """Etc/GMT+2 -> UTC-2: the sign in these names is the other way round, as in POSIX."""
    return zone.removeprefix("Etc/").translate(str.maketrans("+-", "-+")).replace("GMT", "UTC")


def _rows() -> list[bytes]:
    return _block().strip().split(b"\n")


@cache
def _block() -> bytes:
    packed = files("bot.zones").joinpath("cities.tsv.gz").read_bytes()
    header, _, rows = gzip.decompress(packed).partition(b"\nname\t")
    assert header.startswith(b"#"), "the city table begins with its attribution"
    return rows[rows.index(b"\n") :]


def _city(row: bytes) -> City:
    name, country, region, zone, population, keys = row.decode().split("\t")
    return City(name, country, region, zone, int(population), tuple(keys.strip("|").split("|")))
