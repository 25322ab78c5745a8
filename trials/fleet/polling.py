"""One process at a time asks for updates, and another does soon after it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trials.kills.process import Life
from trials.kills.reckoning.lives import Lives
from trials.kills.reckoning.spans import merged, without
from trials.kills.record import POLL, Call

TAKEN_OVER_WITHIN = 15.0  # seconds in which a process that is well sees to it that somebody polls
TOGETHER_AT_MOST = 0.2  # seconds: an answer may be on its way
WAITS_AGAIN = 6.0  # seconds: after a failed poll it is left alone for a while


@dataclass(frozen=True, slots=True)
class Poll:
    """A process asked for updates from `begun` on, and heard the answer at the `end`, unless it was dead or stuck."""

    process: str
    begun: float
    end: float


def polls(calls: Sequence[Call], lives: Lives) -> list[Poll]:
    """All of them, by when they began."""
    found = []
    for call in calls:
        if call.method == POLL and call.by:
            life = lives.life(call)
            stops = [halt.at for halt in life.halts if halt.at > call.begun]
            end = min([call.at, life.ended, *stops])
            found.append(Poll(call.by, call.begun, max(call.begun, end)))
    return sorted(found, key=lambda poll: poll.begun)


def two_at_once(found: Sequence[Poll]) -> Iterator[str]:
    """Processes that polled while another did."""
    last: Poll | None = None
    for poll in found:
        if last and last.process != poll.process and last.end - poll.begun > TOGETHER_AT_MOST:
            yield f"process {poll.process} polled at {poll.begun:.3f}, {last.process} did until {last.end:.3f}"
        if last is None or poll.end > last.end:
            last = poll


def left_alone(found: Sequence[Poll], lives: Lives) -> Iterator[str]:
    """Stretches in which nobody polled, though a process was well for long enough to see to it."""
    polled = merged((poll.begun, poll.end + WAITS_AGAIN) for poll in found)
    for life in lives.all:
        for begin, end in without(lives.well(life), polled):
            if end - begin > TAKEN_OVER_WITHIN:
                yield f"process {life.process} was well from {begin:.3f} on, and nobody polled for {end - begin:.1f} s"


def taken_over_after(found: Sequence[Poll], lives: Lives) -> list[float]:
    """Seconds from each end of a process that polled, or its getting stuck, to another's poll.

    Without those in which the database was away, or another process was not well all the time.
    """
    return [
        after.begun - at
        for life in lives.all
        for at in _losses(life)
        if _polled_at(found, life.process, at)
        and (
            after := next((poll for poll in found if poll.begun > at and poll.process != life.process), None)
        )
        and another_was_well(life, at, after.begun, lives)
    ]


def _losses(life: Life) -> list[float]:
    ends = [life.ended] if life.killed else []
    stops = [life.asked_to_stop] if life.asked_to_stop is not None else []
    return [*ends, *stops, *(halt.at for halt in life.halts if halt.until - halt.at > TAKEN_OVER_WITHIN / 2)]


def _polled_at(found: Sequence[Poll], process: str, at: float) -> bool:
    return any(poll.process == process and poll.begun <= at <= poll.end + WAITS_AGAIN / 2 for poll in found)


def another_was_well(life: Life, since: float, until: float, lives: Lives) -> bool:
    """Whether one other life was, all the time, so that it could take over as soon as it may."""
    return any(
        begin <= since and until <= end
        for other in lives.all
        if other is not life
        for begin, end in lives.well(other)
    )
