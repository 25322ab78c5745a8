"""What becomes of a reminder that falls due: it is wanted still, or withheld, and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import agenda
from bot.storage.breaks import Break
from bot.storage.kept import REMINDERS, Kept
from bot.storage.people import Person
from scheduler.breaks import Planned, Quiet, comes_now, next_break, sitting_since

NOT_DURING_A_SESSION = timedelta(minutes=15)

# The ledger's reasons why a reminder was withheld, beside those of the next plan.
GONE = "gone"
IN_SESSION = "in_session"
SHUT_OUT = "shut_out"


@dataclass(frozen=True, slots=True)
class Withheld:
    """It does not come, and when it is looked at again (None: not before the facts change)."""

    reason: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """It comes, to somebody who has sat `since` then; `gently`: as the question whether to go on like this."""

    facts: Kept
    since: datetime
    unanswered: int
    gently: bool

    @property
    def unanswered_before(self) -> Break | None:
        """The reminder that still waits for an answer: the chat never shows two."""
        newest = next(iter(self.facts.reminders), None)
        return newest if newest is not None and newest.live else None

    def next_at(self, made: Break, now: datetime) -> datetime | None:
        """When the next one comes, once this one is made."""
        after = self.facts.reminded(made, slowed=self.facts.person.slowed or self.gently)
        return _moment(next_break(agenda.rhythm(after, now), now))


def is_out_of_reach(person: Person) -> bool:
    """Whether this person is not set up, or has blocked the bot."""
    return person.set_up_at is None or person.gone_at is not None


def rule(facts: Kept, due_at: datetime, now: datetime) -> Withheld | Wanted:
    """Whether the reminder that was due then is to go out now, by the facts of somebody who is in reach."""
    rhythm = agenda.rhythm(facts, now)
    plan = next_break(rhythm, now)
    if not comes_now(plan, due_at, now):
        # What the next one counts from is why this one is not to come: a movement, a pause, the next workday.
        return Withheld(plan.reason, _moment(plan))
    unanswered = agenda.unanswered(facts.reminders, facts.person.reacted_at)
    # Once, after three in a row: from here on the interval is doubled until the person reacts.
    gently = unanswered >= REMINDERS and not facts.person.slowed
    return Wanted(facts, sitting_since(rhythm, now) or now, unanswered, gently)


def _moment(plan: Planned | Quiet) -> datetime | None:
    return plan.at if isinstance(plan, Planned) else None
