"""Everybody's next moments worked out anew, where what they follow from has changed for all.

That is the clock, set back by hand or by a time server, and the rules of time zones, which come with another edition of
their database. Whatever else moves one person's reminder goes through the agenda alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta
from functools import partial

import structlog

from bot import agenda
from bot.storage import fleet, locks, mail, timekeeping
from bot.storage.database import Connection, Storage
from scheduler import due, edition
from scheduler.clock import SET_BACK, Clock
from scheduler.trouble import anonymous
from scheduler.zones import UnknownZoneError, zone_named

log = structlog.get_logger(__name__)
CORRECTED_AT_MOST = timedelta(hours=2)
AT_ONCE = 100  # people in one transaction, so that nobody's tap waits for all of them


class Replanning:
    """`other_kinds` are due for something else than a reminder: a look too early does them no harm."""

    def __init__(self, storage: Storage, clock: Clock, other_kinds: Collection[str]) -> None:
        self._storage = storage
        self._clock = clock
        self._other_kinds = other_kinds
        self._following: asyncio.Task[None] | None = None

    async def at_start(self) -> None:
        """Look whether something changed since the last run. Raises Unavailable.

        Zones change by an hour, twice a year, somewhere: that is followed beside the serving of everybody.
        """
        if not await self._storage.read(fleet.living):  # else the clock of another machine may have noted it
            await self._look_whether_set_back()
        self._following = asyncio.create_task(self._follow_zone_rules())

    async def idle(self) -> None:
        """Return when the rules of zones are followed."""
        if self._following is not None:
            await asyncio.wait([self._following])

    async def close(self) -> None:
        """Leave the rest to the next start."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)

    async def _follow_zone_rules(self) -> None:
        try:
            await self._plan_by_newest_rules()
        except Exception as error:  # the next start tries it again
            log.error("cannot plan by the newest rules of time zones", **anonymous(error))

    async def _plan_by_newest_rules(self) -> None:
        found = await asyncio.to_thread(edition.zone_rules)
        known = await self._storage.read(timekeeping.zone_rules)
        if found != known:
            if known is not None:
                log.info("the rules of time zones have changed, planning all reminders anew")
            await self.everybody()
            await self._storage.insist(partial(timekeeping.note_zone_rules, edition=found))

    async def _look_whether_set_back(self) -> None:
        last_heard = await self._storage.read(mail.last_heard)
        by = last_heard - self._clock.now() if last_heard else timedelta()
        if by >= SET_BACK:
            log.warning("the clock was set back since the last run", by_seconds=round(by.total_seconds()))
            await self.after_set_back(by)

    async def after_set_back(self, by: timedelta) -> None:
        """What was planned may be a day away by the clock as it is now. Raises Unavailable.

        Set back by an hour or two, it was wrong before, and so is what was noted by it. Set back by more, it may be
        wrong now: a machine without a battery starts years behind, until it has asked a time server. Then all that
        was noted stays as it was, and counts again once the clock has come there.
        """

        def work(conn: Connection) -> None:
            now = self._clock.now()
            if by <= CORRECTED_AT_MOST:
                timekeeping.shift_back(conn, now, by)
            due.bring_forward(conn, self._other_kinds, now)

        await self._storage.write(work)
        await self.everybody(anew=True)

    async def everybody(self, *, anew: bool = False) -> None:
        """Plan every reminder again, some at a time; `anew`: the clock was set back.

        Processes that start together do the same work, and wait for each other longer than one write would.
        """
        last = 0
        while True:
            some = partial(_replan_some, after=last, clock=self._clock, anew=anew)
            found = await self._storage.insist(some)
            if not found:
                return
            last = found


def _replan_some(conn: Connection, after: int, clock: Clock, *, anew: bool) -> int:
    """The id of the last of them; 0 where there was nobody more."""
    last = 0
    found = timekeeping.people_to_remind(conn, after, AT_ONCE)
    locks.hold(conn, [person_id for person_id, _ in found])
    now = clock.now()  # whoever had to be waited for may have been reminded meanwhile
    for last, zone in found:
        try:
            zone_named(zone)
        except UnknownZoneError as error:
            due.cancel(conn, agenda.REMINDER, last)  # planned again once the zone is known, or another chosen
            log.error(
                "cannot plan reminders: bring this machine's time zones up to date (pip install --upgrade tzdata)",
                person=last,
                reason=str(error),
            )
        else:
            if anew:
                agenda.count_anew(conn, last, now)
            agenda.replan(conn, last, now)
    return last
