"""What happens to the fleet: drawn from a seed before anything starts. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trials.kills.plan import MOMENTS


class Kind(StrEnum):
    """What may happen."""

    ONE = "one killed"
    TWO = "two killed"
    ALL = "all killed"
    STOPPED = "one stopped in good order"
    STUCK = "one hung until it was taken for dead"
    SLOW = "one hung for a moment"
    SERVER_KILLED = "the database killed"
    SERVER_RESTARTED = "the database started anew"
    KILLED_AWAY = "one killed while the database was away"
    STOPPED_AWAY = "one stopped while the database was away"


# So many of each in a round of twenty.
_ROUND = {
    Kind.ONE: 5,
    Kind.TWO: 2,
    Kind.ALL: 2,
    Kind.STOPPED: 2,
    Kind.STUCK: 2,
    Kind.SLOW: 1,
    Kind.SERVER_KILLED: 2,
    Kind.SERVER_RESTARTED: 1,
    Kind.KILLED_AWAY: 2,
    Kind.STOPPED_AWAY: 1,
}
# Seconds, from and to, that it lasts: that somebody hangs, that the database is away.
_LASTS = {Kind.STUCK: (9.0, 16.0), Kind.SLOW: (1.0, 5.0), Kind.STOPPED_AWAY: (2.0, 8.0)}
_A_WHILE = (0.2, 4.0)
_LONG = (7.0, 12.0)  # so long that nobody may send any more
LONG_SHARE = 0.25
POLLER = 0.5  # so often it meets whoever polls
AT_A_CALL = 0.5  # so often it comes right at a call of a process's
AT_ONCE = 0.3  # so often it comes before the fleet is complete again
SETTLED = 0.4  # so often it comes only after the fleet has been complete for a while
_SETTLES = (9.0, 13.0)  # seconds: for longer than a process has to be there to take over from another
LONGEST_PAUSE = 5.0  # seconds until a process that ended is started again
ABOUT = 12.0  # seconds from one to the next


@dataclass(frozen=True, slots=True)
class Blow:
    """So many seconds `after` the one before; with a `moment` at the first such call from then on, `at_latest`.

    `at_once`: before the fleet is complete again. `victims`: numbers of processes; 0 stands for the one that polls.
    `lasts`: seconds that somebody hangs, or that the database is away; `pause`: until who ended is started again.
    """

    kind: Kind
    after: float
    victims: tuple[int, ...]
    moment: str = ""
    at_latest: float = 0.0
    at_once: bool = False
    lasts: float = 0.0
    pause: float = 0.0


def blows(seed: int, count: int, processes: int, longest: float) -> list[Blow]:
    """So many, each at most `longest` seconds after the fleet is there; in any twenty of them is something of each."""
    draw = random.Random(seed)  # noqa: S311 - chance for a trial, not a secret
    kinds = _kinds(draw)
    return [_blow(draw, next(kinds), processes, longest) for _ in range(count)]


def about(count: int, longest: float) -> float:
    """How many seconds so many take, about."""
    return count * (ABOUT + longest / 2)


def _kinds(draw: random.Random) -> Iterator[Kind]:
    while True:
        kinds = [kind for kind, times in _ROUND.items() for _ in range(times)]
        draw.shuffle(kinds)
        yield from kinds


def _blow(draw: random.Random, kind: Kind, processes: int, longest: float) -> Blow:
    moment = draw.choice(list(MOMENTS)) if draw.random() < AT_A_CALL else ""
    at_once = draw.random() < AT_ONCE
    settled = not at_once and draw.random() < SETTLED
    after = draw.uniform(*_SETTLES) if settled else draw.uniform(0, longest)
    return Blow(
        kind,
        after,
        tuple(_victims(draw, kind, processes)),
        moment,
        longest,
        at_once=at_once,
        lasts=_lasts(draw, kind),
        pause=draw.uniform(0, LONGEST_PAUSE),
    )


def _victims(draw: random.Random, kind: Kind, processes: int) -> list[int]:
    everybody = list(range(1, processes + 1))
    match kind:
        case Kind.ALL:
            return everybody
        case Kind.TWO:
            return draw.sample(everybody, 2)
        case Kind.SERVER_KILLED | Kind.SERVER_RESTARTED:
            return []
        case _:
            return [0 if draw.random() < POLLER else draw.choice(everybody)]


def _lasts(draw: random.Random, kind: Kind) -> float:
    if kind in _LASTS:
        return draw.uniform(*_LASTS[kind])
    return draw.uniform(*(_LONG if draw.random() < LONG_SHARE else _A_WHILE))
