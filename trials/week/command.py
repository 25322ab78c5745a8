"""A soak: people over a simulated week, everyone's reminders against a slow oracle, and the bot's memory."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from scheduler.workweek import Span, WorkWeek
from trials.oracle import Walk
from trials.week.doing import Actor
from trials.week.expected import week_of
from trials.week.life import Came, Life, Ranges
from trials.week.lived import lived
from trials.week.population import population
from trials.week.stage import Sample

START = datetime(2026, 10, 22, 12, tzinfo=UTC)
"""Noon of a Thursday: on the Sunday after it Europe, Greenland and the Near East turn their clocks back."""

MEMORY_MAY_GROW = 0.10
LEAST_A_DAY = 0.25  # reminders per person: with fewer it would be no trial
SHOWN = 20  # people with differences
AROUND = timedelta(hours=12)  # so much of their week before and after the first difference


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many, how long, and which dice."""
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)


def run(chosen: argparse.Namespace) -> int:
    """Live the week and print what came of it; 1 where anything differs, failed, or grew too much."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = asyncio.run(trial(chosen.people, chosen.days, chosen.seed, Path(folder), print))
    return 1 if wrong else 0


async def trial(
    people: int, days: int, seed: int, folder: Path, tell: Callable[[str], None], *, watch_memory: bool = True
) -> list[str]:
    """What is wrong, line by line; the figures are told as they come. A short time says nothing of memory."""
    begun = time.monotonic()
    tell("Telegram's limits are off here, for a week has to pass in minutes: `trials kills` tries them.")
    tell(f"{'':<18}{'resident':>10}{'share':>10}{'reminders':>11}{'acts':>9}{'calls':>9}{'minutes':>9}")
    members = population(people, seed)
    week = await lived(
        members,
        START,
        days,
        seed,
        folder=folder,
        note=lambda sample: tell(f"{_line(sample)}{(time.monotonic() - begun) / 60:>9.1f}"),
    )
    ranges = _ranges(days)
    differing = [lines for actor in week.actors if (lines := differences(actor, ranges, week.stops))]
    wrong = [line for lines in differing[:SHOWN] for line in lines]
    wrong += [f"{count} {what}" for what, count in week.faults.items() if count]
    each = week.samples[-1].reminders / people
    wrong += too_few(each, days)
    wrong += _grown(week.samples) if watch_memory else []
    for line in wrong:
        tell(line)
    if wrong:
        tell(week.log)
    tell(
        f"people {people}, days {days}, stops of the clock {len(week.stops)}, reminders per person {each:.1f}, "
        f"memory {_memory(week.samples, watched=watch_memory)}, people with differences {len(differing)}"
    )
    return wrong


def differences(actor: Actor, ranges: Ranges, stops: Sequence[datetime]) -> list[str]:
    """Where what came is not what should have come."""
    expected = list(week_of(Life.of(actor.member, ranges), actor.acts, stops))
    due, came = Counter(expected), Counter(actor.screen.came)
    missing, surplus = due - came, came - due
    if not missing and not surplus:
        return []
    first = min(one.at for one in missing + surplus)
    lines = [(act.at, f"did {act.did} {act.minutes or act.days or act.words}") for act in actor.acts]
    lines += [(one.at, f"{'missing' if one in missing else 'came'}: {_gentle(one)}") for one in expected]
    lines += [(one.at, f"too much: {_gentle(one)}") for one in surplus]
    near = [line for line in sorted(lines) if abs(line[0] - first) < AROUND]
    return [f"{actor.member}", *(f"  {at:%a %d %b %H:%M:%S} UTC  {text}" for at, text in near)]


def _gentle(came: Came) -> str:
    return "the gentle question" if came.is_gentle else "a reminder"


def _ranges(days: int) -> Ranges:
    """All ranges of these hours in this zone, with some days around."""

    @cache
    def walk(zone: str) -> Walk:
        return Walk(zone, START - timedelta(days=3), days + 9)

    @cache
    def ranges(zone: str, hours: str) -> list[Span]:
        return walk(zone).ranges(WorkWeek.parse(hours, zone))

    return ranges


def _line(sample: Sample) -> str:
    memory = sample.memory
    sizes = f"{memory.resident:>7.1f} MB{memory.proportional:>7.1f} MB" if memory else f"{'not measured':>20}"
    return f"{sample.at:%a %d %b %H:%M}  {sizes}{sample.reminders:>11}{sample.acts:>9}{sample.calls:>9}"


def too_few(each: float, days: int) -> list[str]:
    """What is wrong where each person got so few reminders in so many days that nothing was tried."""
    least = LEAST_A_DAY * days
    return (
        [] if each >= least else [f"{each:.1f} reminders per person, not {least:.1f}: too few to be a trial"]
    )


def _memory(samples: Sequence[Sample], *, watched: bool) -> str:
    first, last = samples[0].memory, samples[-1].memory
    if not watched or first is None or last is None:
        return "not judged"
    return f"{last.resident / first.resident - 1:+.0%} since the first hour"


def _grown(samples: Sequence[Sample]) -> list[str]:
    first, last = samples[0].memory, samples[-1].memory
    if first is None or last is None or last.resident <= first.resident * (1 + MEMORY_MAY_GROW):
        return []
    return [
        f"memory grew from {first.resident:.1f} to {last.resident:.1f} MB, more than {MEMORY_MAY_GROW:.0%}"
    ]
