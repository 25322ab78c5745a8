"""A day with a million people on paper: how crowded it gets, how late reminders come, what the database has to bear.

Real: the rules of when (`next_break`), the order of the due table, the spacing of slots, rows and bytes. Assumed: who
has which hours and habits. There is no Telegram in it, and the queue has no database under it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from trials.million.rows import touched
from trials.million.sizes import sizes
from trials.million.told import Budget, Told, day_of

FREE, PAID = 30, 1000
"""Messages a second that Telegram takes from a bot, and those it takes for money
(https://core.telegram.org/bots/faq, "How can I message all of my bot's subscribers at once?")."""

Tell = Callable[[str], None]


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
        tell_rows(Path(folder), print)
        tell_bytes(chosen.database or f"sqlite:///{Path(folder) / 'sizes.db'}", print)
    wrong = trial(chosen.people, chosen.one_in, chosen.seed, chosen.processes, print)
    return 1 if wrong else 0


def tell_rows(folder: Path, tell: Tell) -> None:
    """What one reminder touches, and one answer."""
    for name, rows in asyncio.run(touched(folder)).items():
        tell(f"rows touched by {name}: {sum(rows.values()):.1f}")
        for (table, done), count in rows.items():
            tell(f"  {table:<10}{done:<10}{count:>5.1f}")


def tell_bytes(url: str, tell: Tell) -> None:
    """What they take on the disk."""
    found = sizes(url)
    tell(
        f"bytes of a person {found.person:.0f}, of a reminder {found.reminder:.0f}, of a movement {found.move:.0f}"
    )
    tell(f"bytes of an update, for two days {found.update:.0f}")


def trial(people: int, one_in: int, seed: int, processes: int, tell: Tell) -> list[str]:
    """What is wrong, line by line; the figures are told as they come."""
    free, paid = Budget(FREE, one_in), Budget(PAID, one_in)
    with ProcessPoolExecutor(processes) as pool:
        usual = pool.submit(day_of, people, paid, seed, spread_out=True)
        overrun = pool.submit(day_of, people, free, seed, spread_out=True)
        alike = pool.submit(day_of, people, paid, seed, spread_out=False)
        fewer = min(people, usual.result().carried(FREE))
        fits = pool.submit(day_of, fewer, free, seed, spread_out=True)
        days = [usual.result(), overrun.result(), alike.result(), fits.result()]
    for day in days:
        tell("\n".join(lines(day)))
    return [fault for day in days for fault in day.wrong]


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
