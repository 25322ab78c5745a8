"""The slow oracle of one person's week: from what they did, when each reminder must come.

It shares with the bot the facts' form (`Rhythm`) and the reading of hours; neither the bot's records nor its way to the
next moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.rhythm import Pause, Rhythm
from scheduler.workweek import Span, WorkWeek
from trials.oracle import MINUTE, spread, walked_second
from trials.week.acts import Act, Did
from trials.week.population import Member

Ranges = Callable[[str, str], list[Span]]
"""The ranges of the week in a zone by hours, in order."""

BEFORE_ASKING = 3
LONGEST_INTERVAL = 240
_EARLIER = timedelta(hours=13)  # a range that ended so long ago decides nothing any more
_SIGNS_OF_LIFE = frozenset(Did) - {Did.LEFT}


@dataclass(frozen=True, slots=True)
class Came:
    """A reminder, or the gentle question instead of one."""

    at: datetime
    is_gentle: bool


@dataclass
class Life:
    """Where a person stands between two events."""

    member: Member
    ranges: Ranges
    zone: str
    hours: str
    interval: timedelta
    is_set_up: bool
    is_gone: bool = False
    in_session: bool = False
    slowed: bool = False
    unanswered: int = 0
    reacted_at: datetime | None = None
    moved_at: datetime | None = None
    prompted_at: datetime | None = None
    skipped_at: datetime | None = None
    snoozed_until: datetime | None = None
    counts_from: datetime | None = None
    is_open: bool = False
    done_for: date | None = None
    pauses: list[Pause] = field(default_factory=list)

    @classmethod
    def of(cls, member: Member, ranges: Ranges) -> Life:
        """At the beginning of the week."""
        minutes = timedelta(minutes=member.interval)
        return cls(member, ranges, member.zone, member.hours, minutes, is_set_up=not member.is_new)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next reminder is due, if nothing happens before. None: not in this week."""
        if not self.is_set_up or self.is_gone or self.in_session:
            return None
        spans = self._spans
        return walked_second(self._facts(spans), now, [span for span in spans if now < span.end + _EARLIER])

    def reminded(self, at: datetime) -> Came:
        """A reminder came: is it the gentle question?"""
        is_gentle = self.unanswered >= BEFORE_ASKING and not self.slowed
        self.slowed = self.slowed or is_gentle
        # The clock stands still meanwhile: what they did at the very moment of a reminder may be an answer to it.
        self.unanswered = 0 if at == self.reacted_at else self.unanswered + 1
        self.prompted_at, self.skipped_at, self.snoozed_until, self.is_open = at, None, None, True
        return Came(at, is_gentle)

    def act(self, act: Act) -> None:
        """The person did something."""
        if act.did in _SIGNS_OF_LIFE:
            self._reacts(act.at)
        match act.did:
            case Did.SET_UP:
                self.is_set_up, self.moved_at = True, act.at
            case Did.SNOOZED:
                self.snoozed_until, self.is_open = act.at + act.minutes * MINUTE, False
            case Did.SKIPPED | Did.KEPT_GOING | Did.ENDED:
                self._lets_go(act.at)
            case Did.SLOWED_DOWN:
                self._lets_go(act.at)
                self.interval = min(2 * self.interval, LONGEST_INTERVAL * MINUTE)
            case Did.TOOK_SKIP_BACK:
                self.skipped_at, self.is_open = None, True
            case Did.MOVED | Did.ENDED_MOVED:
                self.moved_at, self.is_open, self.in_session = act.at, False, False
            case Did.STARTED:
                self.in_session, self.is_open = True, False
            case Did.LEFT:
                self.is_gone = True
            case _:
                self._changes(act)

    def _changes(self, act: Act) -> None:
        match act.did:
            case Did.PAUSED:
                self._pauses(Pause(act.at, self._end_of_pause(act)))
            case Did.RESUMED:
                self.pauses = [self._ended(pause, act.at) for pause in self.pauses]
            case Did.DONE_FOR_TODAY:
                self.done_for = self._today(act.at)
                if self.is_open:
                    self._lets_go(act.at)
            case Did.CHANGED_HOURS:
                self.hours = act.words
            case Did.CHANGED_ZONE:
                self.zone, self.moved_at = act.words, act.at
            case Did.CHANGED_INTERVAL:
                self.interval = act.minutes * MINUTE

    def _reacts(self, at: datetime) -> None:
        """Back after silence: the next counts from here, at the usual pace."""
        self.unanswered, self.reacted_at = 0, at
        if self.slowed or self.is_gone:
            self.slowed, self.is_gone, self.counts_from = False, False, at

    def _lets_go(self, at: datetime) -> None:
        self.skipped_at, self.is_open, self.in_session = at, False, False

    def _pauses(self, pause: Pause) -> None:
        self.pauses.append(pause)
        if self.is_open:  # the reminder that waits is still owed, and comes right after the pause
            self.prompted_at, self.skipped_at, self.is_open = None, None, False

    def _ended(self, pause: Pause, at: datetime) -> Pause:
        return replace(pause, end=min(pause.end or at, max(at, pause.start)))

    def _end_of_pause(self, act: Act) -> datetime:
        if not act.days:
            return act.at + act.minutes * MINUTE
        place = ZoneInfo(self.zone)
        first = self._today(act.at) if act.whole_range else act.at.astimezone(place).date()
        last = first + timedelta(days=act.days - 1)
        midnight = datetime.combine(last + timedelta(days=1), time(), place).astimezone(UTC)
        ends = [span.end for span in self._spans if act.whole_range and span.date == last]
        return max([midnight, *ends])

    def _today(self, at: datetime) -> date:
        within = [span.date for span in self._spans if at in span]
        return within[0] if within else at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def _spans(self) -> list[Span]:
        return self.ranges(self.zone, self.hours)

    def _facts(self, spans: Sequence[Span]) -> Rhythm:
        prompts = [at for at in (self.prompted_at, self.counts_from) if at is not None]
        return Rhythm(
            person=self.member.id,
            week=WorkWeek(((),) * 7, self.zone),  # the walk has its ranges from elsewhere
            interval=self.interval,
            last_moved=self.moved_at,
            last_prompted=max(prompts, default=None),
            skipped_at=self.skipped_at,
            snoozed_until=self.snoozed_until,
            pauses=tuple(self.pauses),
            done_for=self.done_for,
            slowed=self.slowed and self._has_room_for_twice(spans),
        )

    def _has_room_for_twice(self, spans: Sequence[Span]) -> bool:
        """Doubling never silences a person: it is dropped where no range is long enough for it."""
        need = 2 * self.interval + spread(self.member.id, self.interval) + 5 * MINUTE
        return any(span.end - span.start >= need for span in spans)
