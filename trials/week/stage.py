"""The week itself: the server and its people here, the bot in a process of its own, one clock for all.

The clock goes to the next whole minute in which anything is due or somebody does something, and to each step of a
running stretch on the way. So a reminder comes up to a minute after its second; `stops` says which moments there were.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.agenda import REMINDER
from bot.features.session.live import STEP
from bot.playground.server import Playground
from scheduler.clock import MovableClock
from trials.oracle import MINUTE
from trials.week.bot import Bot, Memory
from trials.week.doing import Actor
from trials.week.errands import Plan, errands
from trials.week.screen import chat_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PATIENCE = 120.0  # real seconds until the bot has to have taken what a minute brought


@dataclass(frozen=True, slots=True)
class Sample:
    """How it stood at a moment: memory of the bot, and what had happened by then."""

    at: datetime
    memory: Memory | None
    reminders: int
    acts: int
    calls: int


@dataclass
class Stage:
    """One run: who takes part, what happened, and when the clock stood still."""

    playground: Playground
    clock: MovableClock
    actors: dict[int, Actor]
    note: Callable[[Sample], None]
    stops: list[datetime] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    _plans: list[tuple[datetime, int, int, Plan]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    async def live(self, bot: Bot, start: datetime, days: int, seed: int) -> None:
        """So many days, to the end."""
        for member, plan in errands([actor.member for actor in self.actors.values()], start, days, seed):
            self._plan(member.id, plan)
        await self._stop(bot, start)
        end = start + days * DAY
        looks = [start + HOUR, *(start + number * DAY for number in range(1, days + 1))]
        while (stop := self._next_stop(bot, [*looks, end])) <= end:
            await self._stop(bot, stop)
            if looks and stop >= looks[0]:
                self._sample(bot, looks.pop(0))
            if stop == end:
                break

    async def _stop(self, bot: Bot, moment: datetime) -> None:
        """The clock shows this moment: first what is due, then what people do."""
        self.clock.set(moment)
        self.stops.append(moment)
        await bot.move(moment)
        self._look()
        if self._act():
            await self.playground.until(lambda: self.playground.unconfirmed() == 0, PATIENCE)
            await bot.rest()
            self._look()

    def _next_stop(self, bot: Bot, looks: Sequence[datetime]) -> datetime:
        now = self.clock.now()
        coming = [self._plans[0][0]] if self._plans else []
        coming += [_whole_minute(bot.due[REMINDER])] if REMINDER in bot.due else []
        coming += [bot.due[STEP]] if STEP in bot.due else []
        coming += [look for look in looks if look > now][:1]
        return max(min(coming), now)

    def _plan(self, person_id: int, plan: Plan) -> None:
        heapq.heappush(self._plans, (plan.at, next(self._numbers), person_id, plan))

    def _act(self) -> bool:
        """Everybody does what they planned for now, one thing each."""
        now, busy = self.clock.now(), set[int]()
        while self._plans and self._plans[0][0] <= now:
            _, _, person_id, plan = heapq.heappop(self._plans)
            if person_id in busy:
                self._plan(person_id, plan.later(now))
                continue
            actor = self.actors[person_id]
            before = len(actor.acts)
            following = actor.do(plan, now)
            if following is not None:
                self._plan(person_id, following)
            if len(actor.acts) > before:
                busy.add(person_id)
        return bool(busy)

    def _look(self) -> None:
        """Everybody sees what the bot has sent, and thinks of an answer."""
        seen = dict[int, None]()
        for entry in self.playground.journal.entries:
            self.calls[entry.method] += 1
            if (person_id := chat_of(entry)) is not None:
                self.actors[person_id].screen.take(entry)
                seen[person_id] = None
        self.playground.journal.clear()
        for person_id in seen:
            if (plan := self.actors[person_id].look(self.clock.now())) is not None:
                self._plan(person_id, plan)

    def _sample(self, bot: Bot, at: datetime) -> None:
        reminders = sum(len(actor.screen.came) for actor in self.actors.values())
        acts = sum(len(actor.acts) for actor in self.actors.values())
        self.samples.append(Sample(at, bot.memory, reminders, acts, self.calls.total()))
        self.note(self.samples[-1])


def _whole_minute(moment: datetime) -> datetime:
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
