"""When the bot is killed: drawn from a seed before anything starts. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trials.kills.record import POLL, TOAST, Call

WHILE_STARTING = 0.3  # so many of the lives end before or shortly after they began to serve
A_START = 3.0  # seconds: about as long as it takes
AT_A_CALL = 0.5  # so many of the others end right at a call of the bot's
PAUSES = 0.1  # so many starts come only after a pause
LONGEST_PAUSE = 4.0  # seconds
LONG_EVERY = (
    10  # one life in so many is a long one, the sixth first: in it, what is written down late is late
)
LONGER_BY = 4 / 3  # how much longer than the shortest of these the longest is


def _is_reminder(call: Call) -> bool:
    return call.done and call.sends and bool(call.ids_of("jm1"))


MOMENTS: Mapping[str, Callable[[Call], bool]] = {
    "a reminder sent": _is_reminder,
    "a message sent": lambda call: call.done and call.sends,
    "a message edited": lambda call: call.done and call.edits,
    "a message deleted": lambda call: call.done and call.method == "deleteMessage",
    "a tap answered": lambda call: call.done and call.method == TOAST,
    "updates fetched": lambda call: call.method == POLL and call.updates > 0,
}
"""Calls at which the bot is killed: the server has done its work, and the answer is on its way."""


@dataclass(frozen=True, slots=True)
class Killing:
    """A life ends so many seconds `after` its beginning, or after it was ready to serve where not `starting`.

    With a `moment` it ends at the first such call from then on, or `at_latest` so long after it was ready.
    `pause`: seconds until the next start.
    """

    starting: bool
    after: float
    moment: str
    at_latest: float
    pause: float


def killings(seed: int, count: int, longest: float, long: float) -> list[Killing]:
    """So many; who gets to serve does it for up to `longest` seconds, and in a long life for `long` or a third more."""
    draw = random.Random(seed)  # noqa: S311 - chance for a trial, not a secret
    return [
        _long(draw, long) if number % LONG_EVERY == LONG_EVERY // 2 else _killing(draw, longest)
        for number in range(count)
    ]


def about(count: int, longest: float, long: float) -> float:
    """How many seconds so many killings take, about."""
    longs = (count + LONG_EVERY // 2 - 1) // LONG_EVERY
    return count * A_START + (count - longs) * longest / 2 + longs * long * (1 + LONGER_BY) / 2


def _long(draw: random.Random, shortest: float) -> Killing:
    longest = shortest * LONGER_BY
    moment = draw.choice(list(MOMENTS)) if draw.random() < AT_A_CALL else ""
    return Killing(
        starting=False,
        after=draw.uniform(shortest, longest),
        moment=moment,
        at_latest=longest,
        pause=0.0,
    )


def _killing(draw: random.Random, longest: float) -> Killing:
    starting = draw.random() < WHILE_STARTING
    after = draw.uniform(0, A_START if starting else longest)
    moment = draw.choice(list(MOMENTS)) if not starting and draw.random() < AT_A_CALL else ""
    pause = draw.uniform(0.5, LONGEST_PAUSE) if draw.random() < PAUSES else 0.0
    return Killing(starting, after / 2 if moment else after, moment, longest, pause)
