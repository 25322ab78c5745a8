"""What such a day asks of the database, from what one reminder, one answer and one person ask of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from trials.million.figures import MINUTE
from trials.million.rows import AFTER_ANSWER, AFTER_SILENCE, ANSWER, Touched
from trials.million.sizes import Sizes
from trials.million.told import Told

KNOWN_FOR = 2  # days that an update's number is kept, so that a repeat is known


@dataclass(frozen=True, slots=True)
class Load:
    """Rows touched on the day by table, and a second in the fullest minute; bytes of all, and how many more a day.

    `updates`: bytes that the known updates take; there are always as many.
    """

    rows: Mapping[str, int]
    rows_a_second: float
    people: float
    growth: float
    updates: float


def load(day: Told, touched: Mapping[str, Touched], sizes: Sizes) -> Load:
    """Of a day on which everything went out. A reminder that was answered is taken to have left a movement."""
    silent = day.calls - day.sent
    answered = day.sent - silent
    rows = Counter[str]()
    for name, times in ((AFTER_SILENCE, silent), (AFTER_ANSWER, answered), (ANSWER, answered)):
        for (table, _), count in touched[name].items():
            rows[table] += round(count * times)
    return Load(
        rows=dict(rows.most_common()),
        rows_a_second=rows.total() * day.crowd.minute / day.sent / MINUTE,
        people=day.people * sizes.person,
        growth=day.sent * sizes.reminder + answered * sizes.move,
        updates=answered * sizes.update * KNOWN_FOR,
    )
