"""A day with a million people on paper: how crowded it gets, how late reminders come, what the database has to bear.

Real: the rules of when (`next_break`), the order of the due table, the spacing of slots, rows and bytes. Assumed: who
has which hours and habits. There is no Telegram in it, and the queue has no database under it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bot.wire import limits
from trials.million.load import Load, load
from trials.million.rows import Touched, touched
from trials.million.sizes import Sizes, sizes
from trials.million.told import Budget, Told, day_of

FREE, PAID = limits.Rates().bulk, limits.PAID.bulk


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many, on how many cores, and which dice."""
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument(
        "--one-in",
        type=int,
        default=1,
        help="live only one person in so many, with the same part of the budget",
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="runs of the day side by side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="an empty one, to measure bytes in (default: SQLite)")


def run(chosen: argparse.Namespace) -> int:
    """Live the day several times; 1 where a reminder came outside somebody's hours, or too many in a second."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(touched(Path(folder)))
        each = sizes(chosen.database or f"sqlite:///{Path(folder) / 'sizes.db'}")
    print("\n".join(costs(rows, each)))
    days = trial(chosen.people, chosen.one_in, chosen.seed, chosen.processes)
    for day in days:
        print("\n".join(lines(day)))
    print("\n".join(_loads(load(days[0], rows, each))))
    return 1 if any(day.wrong for day in days) else 0


def costs(rows: Mapping[str, Touched], each: Sizes) -> Iterator[str]:
    """What one reminder touches, and one answer, and what they take on the disk."""
    for name, counts in rows.items():
        yield f"rows touched by {name}: {sum(counts.values()):.1f}"
        yield from (f"  {table:<10}{done:<10}{count:>5.1f}" for (table, done), count in counts.items())
    yield f"bytes of a person {each.person:.0f}, of a reminder {each.reminder:.0f}, of a movement {each.move:.0f}"
    yield f"bytes of an update, for two days {each.update:.0f}"


def _loads(found: Load) -> Iterator[str]:
    yield f"rows touched on the day, in millions: {sum(found.rows.values()) / 1e6:.1f}"
    yield from (f"  {table:<10}{count / 1e6:>6.1f}" for table, count in found.rows.items())
    yield f"rows touched a second in the fullest minute: {found.rows_a_second:.0f}"
    people, growth, updates = (size / 1e9 for size in (found.people, found.growth, found.updates))
    yield f"GB: people {people:.2f}, more each day {growth:.2f}, known updates {updates:.2f}"


def trial(people: int, one_in: int, seed: int, processes: int) -> list[Told]:
    """The day at the larger budget, at the smaller, without a spread of people, and with fewer of them."""
    free, paid = Budget(FREE, one_in), Budget(PAID, one_in)
    with ProcessPoolExecutor(processes) as pool:
        usual = pool.submit(day_of, people, paid, seed, spread_out=True)
        overrun = pool.submit(day_of, people, free, seed, spread_out=True)
        alike = pool.submit(day_of, people, paid, seed, spread_out=False)
        fewer = min(people, usual.result().carried(FREE))
        fits = pool.submit(day_of, fewer, free, seed, spread_out=True)
        return [usual.result(), overrun.result(), alike.result(), fits.result()]


def lines(day: Told) -> Iterator[str]:
    """A run of the day, as it is printed."""
    crowd, late = day.crowd, day.lateness
    yield f"{day.people} people at {day.per_second}/s, {'spread out' if day.spread_out else 'all with the same spread'}"
    each = day.sent / day.people
    yield f"  reminders sent {day.sent} ({each:.1f} each), with edits {day.calls}, not sent {day.unsent}"
    yield (
        f"  most due in a second {crowd.second}, in a minute {crowd.minute} (from {_clock(crowd.minute_at)}), "
        f"in an hour {crowd.hour} (from {_clock(crowd.hour_at)})"
    )
    yield f"  due by the hour, in thousands: {' '.join(f'{count / 1000:.1f}' for count in day.hours)}"
    yield f"  late, in seconds: median {late.median:.1f}, 99 of 100 {late.p99:.1f}, worst {late.worst:.1f}"
    yield f"  later than a minute {late.over_a_minute:.2%}, than ten {late.over_ten:.2%}"
    if not day.unsent:  # else those that were never sent would ask for more
        yield f"  asks for {day.least:.1f}/s: {FREE}/s carry {day.carried(FREE)} people, {PAID}/s {day.carried(PAID)}"
    yield from day.wrong


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02} UTC"
