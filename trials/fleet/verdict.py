"""What the evidence amounts to for a fleet: all that one process is held to, and what several owe besides."""

from __future__ import annotations

import signal
import statistics
from collections.abc import Iterator, Sequence

from trials.fleet import interruptions, messages, polling
from trials.fleet.keeper import STOPS_WITHIN
from trials.kills import verdict
from trials.kills.evidence import Evidence
from trials.kills.process import Life
from trials.kills.reckoning.lives import Lives
from trials.kills.verdict import Verdict

CANNOT_USE_IT = 1  # the exit code of a process that found its database away


def reckon(evidence: Evidence) -> Verdict:
    """All checks and figures."""
    lives = Lives(evidence.lives, evidence.outages)
    polls = polling.polls(evidence.calls, lives)
    return verdict.reckon(
        evidence, dict(_checks(evidence, lives, polls)), dict(_figures(evidence, lives, polls))
    )


def _checks(
    evidence: Evidence, lives: Lives, polls: Sequence[polling.Poll]
) -> Iterator[tuple[str, Iterator[str]]]:
    yield "two polled at once", polling.two_at_once(polls)
    yield "nobody polled", polling.left_alone(polls, lives)
    yield "sessions interrupted without need", interruptions.needless(evidence.calls, lives)
    yield "answers out of order", messages.out_of_order(evidence.calls)
    yield "did not stop in time, or not well", _bad_stops(evidence.lives)
    yield "ended by itself", _ended_by_itself(evidence.lives, lives)


def _bad_stops(all_of_them: Sequence[Life]) -> Iterator[str]:
    for life in all_of_them:
        if life.asked_to_stop is None:
            continue
        took = life.ended - life.asked_to_stop
        late = took > STOPS_WITHIN or life.why == "did not stop"
        if late or not (life.killed or life.code in _well(life)):
            yield f"process {life.process}, life {life.number}: took {took:.1f} s, exit code {life.code}"


def _well(life: Life) -> set[int]:
    """The exit codes of one that was told to stop: there is nothing to end before it has begun to serve."""
    return {0} if life.ready is not None else {0, -signal.SIGTERM}


def _ended_by_itself(all_of_them: Sequence[Life], lives: Lives) -> Iterator[str]:
    for life in all_of_them:
        if life.killed or life.asked_to_stop is not None:
            continue
        if not (life.code == CANNOT_USE_IT and lives.lacked_database(life.begun, life.ended)):
            yield f"process {life.process}, life {life.number}: exit code {life.code}"


def _figures(evidence: Evidence, lives: Lives, polls: Sequence[polling.Poll]) -> Iterator[tuple[str, object]]:
    yield "without a database", _seconds([outage.until - outage.at for outage in evidence.outages])
    stops = [life.ended - life.asked_to_stop for life in evidence.lives if life.asked_to_stop is not None]
    yield "stopped after", _seconds(stops)
    yield "sessions interrupted", len(interruptions.interruptions(evidence.calls))
    yield "polling taken over", _seconds(polling.taken_over_after(polls, lives))
    yield "messages taken over", _seconds(messages.taken_over_after(evidence.calls, lives))


def _seconds(found: Sequence[float]) -> str:
    if not found:
        return "never"
    return f"{len(found)}: median {statistics.median(found):.1f} s, longest {max(found):.1f} s"
