"""A person's history as one flat list, as somebody would read it in a spreadsheet. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.storage.everything import Kept

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened at this moment (UTC), told in the zone (IANA) where the person lived then."""

    at: datetime
    zone: str
    what: str
    name: str = ""
    outcome: str = ""
    seconds: int | None = None

    COLUMNS: ClassVar = ("date", "time", "zone", "what", "name", "outcome", "seconds")

    def cells(self) -> Sequence[str]:
        """As written in a row, in the order of COLUMNS."""
        local = self.at.astimezone(ZoneInfo(self.zone))
        seconds = "" if self.seconds is None else str(self.seconds)
        moment = (f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}", self.zone)
        return (*moment, self.what, self.name, self.outcome, seconds)


def rows(kept: Kept, names: Mapping[str, str]) -> list[Entry]:
    """Everything that happened, oldest first; `names` has what exercises and lessons are called, by id."""
    zones = [(row["since"], row["zone"]) for row in kept["zones"]]
    found = [*_offers(kept, zones, names), *_done(kept, names), *_days(kept, zones)]
    found += [
        Entry(row["at"], _zone(zones, row["at"]), "lesson", _name(row["lesson"], names))
        for row in kept["lessons_seen"]
    ]
    return sorted(found, key=lambda entry: entry.at)


def _offers(kept: Kept, zones: Sequence[tuple[datetime, str]], names: Mapping[str, str]) -> Iterator[Entry]:
    for row in kept["breaks"]:
        what = "reminder" if row["origin"] == "reminder" else "offer"
        at, offered = row["offered_at"], ", ".join(_name(each, names) for each in row["exercises"])
        yield Entry(at, _zone(zones, at), what, offered, row["outcome"] or "", row["seconds"])


def _done(kept: Kept, names: Mapping[str, str]) -> Iterator[Entry]:
    taken_back = {row["session_id"] for row in kept["retractions"] if row["undone_at"] is None}
    for row in kept["completions"]:
        outcome = "taken back" if row["session_id"] in taken_back else row["outcome"]
        name = _name(row["exercise"], names)
        yield Entry(row["at"], row["zone"], "exercise", name, outcome, round(row["worked_seconds"]))
    for row in kept["moves"]:
        yield Entry(row["at"], row["zone"], "moved")


def _days(kept: Kept, zones: Sequence[tuple[datetime, str]]) -> Iterator[Entry]:
    for row in kept["ratings"]:
        yield Entry(row["at"], _zone(zones, row["at"]), "rating", "", row["rating"])
    for row in kept["pauses"]:
        yield Entry(row["start"], _zone(zones, row["start"]), "pause", "", row["kind"])
    for row in kept["days_logged"]:
        yield Entry(row["at"], _zone(zones, row["at"]), "logged a day", "", row["date"].isoformat())
    for row in kept["days_done"]:
        outcome = "undone" if row["undone_at"] is not None else row["date"].isoformat()
        yield Entry(row["at"], _zone(zones, row["at"]), "done for today", "", outcome)


def _zone(zones: Sequence[tuple[datetime, str]], at: datetime) -> str:
    """Where the person lived then; before they said so, where they said first."""
    if not zones:
        return str(UTC)
    place = bisect_right([since for since, _ in zones], at) - 1
    return zones[max(0, place)][1]


def _name(known: str, names: Mapping[str, str]) -> str:
    return names.get(known, known)
