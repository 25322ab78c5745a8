"""What people do: answers to what stands on their screen, and errands of their own. Seeded, one dice a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.playground.person import Person
from trials.oracle import MINUTE
from trials.week import population
from trials.week.acts import Act, Did
from trials.week.population import HABITS, ZONES, Member
from trials.week.screen import Screen

ANSWERS: Mapping[str, tuple[Did, int]] = {
    "I just moved": (Did.MOVED, 0),
    "Skip": (Did.SKIPPED, 0),
    "In 5": (Did.SNOOZED, 5),
    "In 15": (Did.SNOOZED, 15),
    "In a meeting: 1 h": (Did.PAUSED, 60),
    "Another": (Did.SAID_SOMETHING, 0),
    "Start": (Did.STARTED, 0),
    "Slow down": (Did.SLOWED_DOWN, 0),
    "Keep going": (Did.KEPT_GOING, 0),
    "Done for today": (Did.DONE_FOR_TODAY, 0),
    "Undo": (Did.TOOK_SKIP_BACK, 0),
}
"""The buttons, what a tap on each is, and its minutes."""
TO_THE_GENTLE_QUESTION = ("", "", "", "Slow down", "Keep going", "Done for today")
SHARE_WITH_ERRANDS = 0.4


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


@dataclass
class Actor:
    """A member in their chat; `acts` is what they did so far."""

    member: Member
    chat: Person
    random: Random
    screen: Screen = field(default_factory=Screen)
    acts: list[Act] = field(default_factory=list)
    in_session: bool = False
    is_gone: bool = False
    _answered: int | None = None

    def do(self, plan: Plan, now: datetime) -> Plan | None:
        """Do it, if it can be done; what is to be done about it later."""
        if plan.of_message is not None and plan.of_message != self.screen.waiting:
            return None
        if plan.did is Did.LEFT:
            self.chat.block()
            self.is_gone = True
        elif plan.did is Did.RETURNED:
            self.chat.unblock()
            self.is_gone = False
        elif self.is_gone:
            return None
        elif plan.line:
            if self.in_session:
                return later(plan, now)
            self.chat.type(plan.line)
        elif found := self.screen.find(plan.label):
            self.chat.tap_data(*found)
        else:
            return None
        self.acts.append(plan.act(now))
        return self._next(plan, now)

    def _next(self, plan: Plan, now: datetime) -> Plan | None:
        soon = now + MINUTE
        if plan.did is Did.STARTED:
            self.in_session, self.screen.ended = True, None
            dice = self.random.random()
            label = "Stop" if dice < 0.2 else "Pause" if dice < 0.4 else ""
            return Plan(soon, label) if label else None
        if plan.label == "Pause":
            return Plan(now + self.random.choice((3, 20, 70)) * MINUTE, "Resume")
        if plan.label == "Skip" and self.random.random() < 0.1:
            return Plan(soon, "Undo", did=Did.TOOK_SKIP_BACK)
        return None

    def look(self, now: datetime) -> Plan | None:
        """See what the bot has sent by now."""
        if self.in_session and self.screen.ended is not None:
            self.acts.append(Act(now, Did.ENDED_MOVED if self.screen.ended else Did.ENDED))
            self.in_session = False
            rating = self.random.choice(("", "", "Easy", "Right", "Hard"))
            return Plan(_whole(now + MINUTE), rating) if rating and self.screen.ended else None
        waiting = self.screen.waiting
        if waiting is None or waiting == self._answered:
            return None
        self._answered = waiting
        return self._answer(waiting, now)

    def _answer(self, waiting: int, now: datetime) -> Plan | None:
        tired = self.screen.came[-1].is_gentle
        choices = dict.fromkeys(TO_THE_GENTLE_QUESTION, 1) if tired else HABITS[self.member.habit]
        label = self.random.choices(list(choices), list(choices.values()))[0]
        if not label:
            return None
        did, minutes = ANSWERS[label]
        at = _whole(now + self.random.randint(1, 12) * MINUTE)
        return Plan(at, label, did=did, minutes=minutes, of_message=waiting)


def later(plan: Plan, now: datetime) -> Plan:
    """The same a minute later."""
    return Plan(now + MINUTE, *(getattr(plan, name) for name in Plan.__slots__[1:]))


def errands(member: Member, start: datetime, days: int, random: Random) -> list[Plan]:
    """What they do of their own accord in these days: seldom more than one thing."""
    at = start + random.randrange(1, days * 1440) * MINUTE
    if member.is_new:
        return _first_meeting(member, start + random.randrange(1, days * 720) * MINUTE)
    if random.random() > SHARE_WITH_ERRANDS:
        return []
    resumed = [Plan(at + random.randint(5, 600) * MINUTE, line="/resume", did=Did.RESUMED)]
    return random.choice(
        [
            [Plan(at, line="/pause 90", did=Did.PAUSED, minutes=90)],
            [Plan(at, line="/pause 3h", did=Did.PAUSED, minutes=180), *resumed],
            [Plan(at, line="/pause tomorrow", did=Did.PAUSED, days=2)],
            [Plan(at, line="/pause 3 days", did=Did.PAUSED, days=3), *resumed],
            [Plan(at, line="/sick", did=Did.PAUSED, days=1, whole_range=True)],
            [Plan(at, line="/holiday for 2 days", did=Did.PAUSED, days=2, whole_range=True)],
            [_changed(at, "hours", Did.CHANGED_HOURS, population.hours(random))],
            [_changed(at, "zone", Did.CHANGED_ZONE, random.choice(ZONES))],
            [_new_interval(at, population.interval(random))],
            [Plan(at, did=Did.LEFT), Plan(at + random.randint(5, 3000) * MINUTE, did=Did.RETURNED)],
            [Plan(at, line="/next")],
            [Plan(at, line="/streak")],
            [Plan(at, line="thanks")],
        ]
    )


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
    return [later(step, at + number * MINUTE) for number, step in enumerate(steps)]


def _whole(moment: datetime) -> datetime:
    """The next whole minute, or this."""
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + timedelta(minutes=1)
