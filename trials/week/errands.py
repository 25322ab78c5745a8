"""What people do of their own accord during the week: pauses, days off, other hours, another zone, leaving. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from trials.oracle import MINUTE
from trials.week import population
from trials.week.acts import Act, Did
from trials.week.population import ZONES, Member

SHARE_WITH_ERRANDS = 0.3


@dataclass(frozen=True, slots=True)
class Plan:
    """Something to do at a moment: tap the button `label` if it is there, type the line, block the bot or return."""

    at: datetime
    label: str = ""
    line: str = ""
    did: Did = Did.SAID_SOMETHING
    minutes: int = 0
    days: int = 0
    words: str = ""
    whole_range: bool = False
    of_message: int | None = None
    """Only while this message is the reminder that waits."""

    def act(self, now: datetime) -> Act:
        """It was done now."""
        return Act(now, self.did, self.minutes, self.days, self.words, self.whole_range)

    def later(self, now: datetime) -> Plan:
        """The same in a minute."""
        return replace(self, at=now + MINUTE)


def errands(
    members: Sequence[Member], start: datetime, days: int, seed: int
) -> Iterator[tuple[Member, Plan]]:
    """What each of them does in these days: seldom more than one thing.

    The first few do one thing each in the first minutes, so that what the bot loads when it is first needed is not
    taken for growth later on.
    """
    for place, member in enumerate(sorted(members, key=lambda member: member.is_new)):
        random = Random(f"errands {seed} {member.id}")  # noqa: S311 - no secret
        minute = random.randrange(1, days * 1440)
        if member.is_new:
            plans = _first_meeting(member, start + minute // 2 * MINUTE)
        elif place < len(rehearsed := _things_to_do(start + (1 + place) * MINUTE, random)):
            plans = rehearsed[place]
        elif random.random() < SHARE_WITH_ERRANDS:
            plans = random.choice(_things_to_do(start + minute * MINUTE, random))
        else:
            plans = []
        yield from ((member, plan) for plan in plans)


def _things_to_do(at: datetime, random: Random) -> list[list[Plan]]:
    resumed = Plan(at + random.randint(5, 600) * MINUTE, line="/resume", did=Did.RESUMED)
    returned = Plan(at + random.randint(5, 3000) * MINUTE, did=Did.RETURNED)
    return [
        [Plan(at, line="/pause 90", did=Did.PAUSED, minutes=90)],
        [Plan(at, line="/pause 3h", did=Did.PAUSED, minutes=180), resumed],
        [Plan(at, line="/pause tomorrow", did=Did.PAUSED, days=2)],
        [Plan(at, line="/pause 3 days", did=Did.PAUSED, days=3), resumed],
        [Plan(at, line="/sick", did=Did.PAUSED, days=1, whole_range=True)],
        [Plan(at, line="/holiday for 2 days", did=Did.PAUSED, days=2, whole_range=True)],
        [_changed(at, "hours", Did.CHANGED_HOURS, population.hours(random))],
        [_changed(at, "zone", Did.CHANGED_ZONE, random.choice(ZONES))],
        [_new_interval(at, population.interval(random))],
        [Plan(at, did=Did.LEFT), returned],
        [Plan(at, line="/next")],
        [Plan(at, line="/streak")],
        [Plan(at, line="thanks")],
    ]


def _changed(at: datetime, setting: str, did: Did, words: str) -> Plan:
    return Plan(at, line=f"/settings {setting} {words}", did=did, words=words)


def _new_interval(at: datetime, minutes: int) -> Plan:
    return Plan(at, line=f"/settings interval {minutes}", did=Did.CHANGED_INTERVAL, minutes=minutes)


def _first_meeting(member: Member, at: datetime) -> list[Plan]:
    steps = (
        Plan(at, line="/start"),
        Plan(at, "I understand"),
        Plan(at, line=member.zone),
        Plan(at, "Yes"),
        Plan(at, line=member.hours),
        Plan(at, line=str(member.interval)),
        Plan(at, "Use defaults", did=Did.SET_UP),
    )
    return [replace(step, at=at + number * MINUTE) for number, step in enumerate(steps, start=1)]
