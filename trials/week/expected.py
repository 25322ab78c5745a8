"""All reminders of one person's week as they must come, from what the person did and when the clock stood still."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime

from trials.week.acts import Act
from trials.week.life import Came, Life


def week_of(life: Life, acts: Sequence[Act], stops: Sequence[datetime]) -> Iterator[Came]:
    """All reminders of the week. `stops` are the moments that the clock showed, in order: what is due between two of
    them comes at the second, and before what the person does then."""
    now = stops[0]
    for act in [*acts, None]:
        until = act.at if act else stops[-1]
        while (at := _at_a_stop(life.next_due(now), stops)) is not None and at <= until:
            yield life.reminded(at)
            now = at
        if act:
            life.act(act)
            now = act.at


def _at_a_stop(due: datetime | None, stops: Sequence[datetime]) -> datetime | None:
    index = len(stops) if due is None else bisect_left(stops, due)
    return stops[index] if index < len(stops) else None
