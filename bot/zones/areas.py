"""Owns countries and their regions: their English names, and what else people call them.

An area's code is the ISO 3166 code of a country ("US"), or that and GeoNames' code of a region ("US.OR").
"""

from collections import defaultdict
from functools import cache
from importlib.resources import files

# Short enough to be a word of any language ("no", "can", "and"), but nobody means anything else by these.
_UNMISTAKABLE = frozenset({"uk", "us", "usa", "uae"})
_SHORT = 3


def area_name(code: str) -> str:
    """The English name; empty for a code that has none."""
    return _table().names.get(code, "")


def areas_called(spelling: str) -> frozenset[str]:
    """The codes of the areas with this name or abbreviation (a spelling key): "georgia" -> GE, US.GA."""
    return _table().codes.get(spelling, frozenset())


def stands_alone(spelling: str) -> bool:
    """Whether a name can mean an area without a city before it: "oregon" can, "or" cannot."""
    return not spelling.isascii() or len(spelling) > _SHORT or spelling in _UNMISTAKABLE


class _Table:
    def __init__(self, lines: list[str]) -> None:
        codes: defaultdict[str, set[str]] = defaultdict(set)
        self.names: dict[str, str] = {}
        for line in lines:
            code, self.names[code], keys = line.split("\t")
            for spelling in keys.strip("|").split("|"):
                codes[spelling].add(code)
        self.codes = {spelling: frozenset(found) for spelling, found in codes.items()}


@cache
def _table() -> _Table:
    lines = files("bot.zones").joinpath("areas.tsv").read_text("utf-8").split("\n")
    return _Table([line for line in lines[:-1] if not line.startswith(("#", "code\t"))])
