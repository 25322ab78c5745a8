"""Owns the names of the IANA zones: which there are, which are current, and how a person may write them.

Read from the tzdata package, which is also where zoneinfo falls back to, so every name here loads.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files

from bot.zones.spelling import key

# Where tzdb's own link leads to another country's zone, or the rules were kept as a zone of their own.
_SUCCESSORS = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "CST6CDT": "America/Chicago",
    "EST5EDT": "America/New_York",
    "Iceland": "Atlantic/Reykjavik",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}
_NOBODYS = {"Factory"}  # tzdb's "not set yet"


@cache
def all_names() -> frozenset[str]:
    """Every name that `zoneinfo.ZoneInfo` loads, old ones included."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - _NOBODYS


def is_zone(name: str) -> bool:
    """Whether this is exactly the name of an IANA zone, current or old."""
    return name in all_names()


@cache
def countries() -> dict[str, str]:
    """Current geographic zone -> ISO 3166 code of its country, from tzdb's zone.tab."""
    lines = files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def canonical(name: str) -> str:
    """The current name of a zone: "US/Pacific" -> "America/Los_Angeles"; a current one stays as it is."""
    if name in countries():
        return name
    return _SUCCESSORS.get(name) or _links().get(name, name)


def zone_named(text: str) -> str | None:
    """The current name of the zone typed in any case and spacing ("europe / berlin"), or None."""
    written = re.sub(r"\s*/\s*", "/", unicodedata.normalize("NFKC", text).strip())
    exact = _by_written().get(re.sub(r"\s+", "_", written).casefold())
    if exact is None:
        exact = (by_key() if "/" in written else _by_tail()).get(key(written))
    return exact and canonical(exact)


@cache
def by_key() -> dict[str, str]:
    """Spelling key -> name. Not of Etc zones, since the keys of Etc/GMT+2 and Etc/GMT-2 are the same."""
    return {key(name): name for name in all_names() if "/" in name and not name.startswith("Etc/")}


@cache
def _by_tail() -> dict[str, str]:
    """The key of what a zone is named after -> name: places too small for any other table ("Lord Howe")."""
    return {key(name.rpartition("/")[2]): name for name in countries()}


@cache
def _by_written() -> dict[str, str]:
    return {name.casefold(): name for name in all_names()}


@cache
def _links() -> dict[str, str]:
    """Old name -> the name it links to: the lines "L target name" of tzdb's compact source."""
    lines = files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    return {name: target for _, target, name in links}
