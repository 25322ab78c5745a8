"""What is tried, and all that is known afterwards: what the verdict judges by."""

from __future__ import annotations

from dataclasses import dataclass

from trials.kills.crowd import Member
from trials.kills.ledger import Ledger
from trials.kills.lively import Done
from trials.kills.process import Life
from trials.kills.reckoning.lives import Outage
from trials.kills.record import Call


@dataclass(frozen=True, slots=True)
class Choice:
    """What is tried, with times in seconds.

    `longest` is the longest that the bot serves, but for a few lives that take `long` or a third more; `pace` is the
    mean time between two deeds of a person; after `at_most` nothing more is killed. `answered_within`: seconds of
    service that the answer to a command may take.
    """

    seed: int = 1
    kills: int = 200
    quiet: int = 400
    lively: int = 40
    longest: float = 3.0
    long: float = 15.0
    pace: float = 6.0
    at_most: float = 1800.0
    answered_within: float = 30.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known afterwards. `ended` is when the bot was told to stop; `rested`: nothing waited by then.

    `struck` says of each blow what it was; `outages`: when the database was away.
    """

    choice: Choice
    crowd: tuple[Member, ...]
    calls: tuple[Call, ...]
    deeds: tuple[Done, ...]
    lives: tuple[Life, ...]
    ledger: Ledger
    ended: float
    rested: bool
    exit_code: int | None
    processes: tuple[int, ...]
    temporary: tuple[str, ...]
    struck: tuple[str, ...]
    outages: tuple[Outage, ...] = ()
