"""A member at their chat: sees what comes, answers it, and does their errands. Seeded, one dice a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.playground.person import Person
from trials.oracle import MINUTE
from trials.week.acts import Act, Did
from trials.week.errands import Plan
from trials.week.population import HABITS, Member
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
TO_THE_GENTLE_QUESTION = {"": 1.0, "Slow down": 1.0, "Keep going": 1.0, "Done for today": 1.0}


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
        is_errand = bool(plan.line) or plan.did is Did.LEFT
        if is_errand and self.in_session:
            return plan.later(now)
        if not self._manages(plan):
            return None
        self.acts.append(plan.act(now))
        return self._next(plan, now)

    def _manages(self, plan: Plan) -> bool:
        """Do it, unless there is nothing to do it to any more."""
        if self.is_gone is not (plan.did is Did.RETURNED):
            return False
        if self.is_gone:
            self.chat.unblock()
        elif plan.of_message not in {None, self.screen.waiting}:
            return False
        elif plan.did is Did.LEFT:
            self.chat.block()
        elif plan.line:
            self.chat.type(plan.line)
        elif found := self.screen.find(plan.label):
            self.chat.tap_data(*found)
        else:
            return False
        self.is_gone = plan.did is Did.LEFT
        return True

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
        is_gentle = self.screen.came[-1].is_gentle
        choices = TO_THE_GENTLE_QUESTION if is_gentle else HABITS[self.member.habit]
        label = self.random.choices(list(choices), list(choices.values()))[0]
        if not label:
            return None
        did, minutes = ANSWERS[label]
        at = _whole(now + self.random.randint(1, 12) * MINUTE)
        return Plan(at, label, did=did, minutes=minutes, of_message=waiting)


def _whole(moment: datetime) -> datetime:
    """The next whole minute, or this."""
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
