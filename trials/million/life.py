"""One person's day, as far as it decides when the next reminder comes; the rule itself is `next_break`."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from scheduler.breaks import Planned, Rhythm, next_break, still_wanted
from scheduler.workweek import WorkWeek
from trials.million.population import Member, Reaction

UNANSWERED_BEFORE_SLOWING = 3  # as `bot.features.breaks.reminders`: the one after them asks, and slows down
_REACTS_WITHIN = (20, 300)  # seconds
_SNOOZES = (5, 15)  # minutes


class Life:
    """Where somebody stands. `spread_as` is whose spread they have: their own, or one that all have."""

    __slots__ = (
        *("member", "week", "_interval", "_spread_as", "_moved", "_prompted", "_answered", "_skipped"),
        *("_snoozed", "_slowed", "_unanswered"),
    )

    def __init__(self, member: Member, spread_as: int) -> None:
        self.member = member
        self.week = WorkWeek.parse(member.hours, member.zone)
        self._interval = timedelta(minutes=member.interval)
        self._spread_as = spread_as
        self._moved: datetime | None = None
        self._prompted: datetime | None = None
        self._skipped: datetime | None = None
        self._snoozed: datetime | None = None
        self._answered = False
        self._slowed = member.ignores
        self._unanswered = int(member.ignores)

    @property
    def has_one_open(self) -> bool:
        """Whether the reminder before still waits for an answer: it is closed when the next comes."""
        return self._unanswered > 0

    def begins(self, midnight: datetime) -> datetime:
        """From when on the day is lived: who sits at midnight (UTC) has done so since their range began."""
        span = self.week.span_at(midnight)
        return span.start if span else midnight

    def next_due(self, now: datetime) -> datetime | None:
        """When the next reminder is due, if nothing happens before."""
        plan = next_break(self._facts(), now)
        return plan.at if isinstance(plan, Planned) else None

    def wants(self, due_at: datetime, now: datetime) -> bool:
        """Whether the reminder that was due then is still to go out now."""
        return still_wanted(self._facts(), due_at, now)

    def reminded(self, now: datetime, random: Random) -> datetime:
        """The reminder comes; until when nothing else happens that the next depends on."""
        self._slowed = self._slowed or self._unanswered >= UNANSWERED_BEFORE_SLOWING
        self._prompted, self._answered, self._skipped, self._snoozed = now, False, None, None
        self._unanswered += 1
        reaction = self.member.reaction(random)
        if reaction is Reaction.NOTHING:
            return now
        at = now + timedelta(seconds=random.randint(*_REACTS_WITHIN))
        self._reacts(reaction, at, random)
        return at

    def _reacts(self, reaction: Reaction, at: datetime, random: Random) -> None:
        if self._slowed:
            self._prompted = at  # back after silence: the next counts from here
        self._answered, self._slowed, self._unanswered = True, False, 0
        match reaction:
            case Reaction.MOVED:
                self._moved = at
            case Reaction.SKIPPED:
                self._skipped = at
            case Reaction.SNOOZED:
                self._snoozed = at + timedelta(minutes=random.choice(_SNOOZES))

    def _facts(self) -> Rhythm:
        return Rhythm(
            person=self._spread_as,
            week=self.week,
            interval=self._interval,
            last_moved=self._moved,
            last_prompted=self._prompted,
            answered=self._answered,
            skipped_at=self._skipped,
            snoozed_until=self._snoozed,
            slowed=self._slowed,
        )
