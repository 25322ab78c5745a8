"""What a trial happens on: the server here, the people at their chats, and the record of what the server saw."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta

import httpx

from bot.playground.bell import Bell
from bot.playground.faults import Fault
from bot.playground.server import Playground
from trials.kills import crowd, ledger
from trials.kills.crowd import Member
from trials.kills.evidence import Choice
from trials.kills.lively import Done, Somebody
from trials.kills.record import Call, Record

RATES = {
    Fault.DROP_BEFORE: 0.01,
    Fault.DROP_AFTER: 0.015,
    Fault.ERROR_500: 0.01,
    Fault.ERROR_502: 0.01,
    Fault.PAGE: 0.005,
    Fault.FLOOD: 0.01,
    Fault.SLOW: 0.02,
    Fault.TWICE: 0.2,
    Fault.REORDERED: 0.2,
}
FLOOD_SECONDS = 2
SLOW_SECONDS = 1.5
PATIENCE = 25.0  # seconds that somebody waits for an answer before doing something else
COMES_TO_REST = 60.0  # seconds after the last blow until nothing may wait any more
HEAD_START = 1.0  # seconds until the first reminder is due; a start takes longer


class Stage:
    """`by` says which process calls just now, where there are several. `hear` is told of each call."""

    def __init__(
        self,
        choice: Choice,
        playground: Playground,
        address: str,
        hear: Callable[[Call], None],
        by: Callable[[], str] = str,
    ) -> None:
        self._choice = choice
        self.playground = playground
        self._address = address
        self._hear = hear
        self.record = Record(FLOOD_SECONDS, by)
        self.deeds: list[Done] = []
        self._heard: defaultdict[int, float] = defaultdict(float)
        self._bell = Bell()
        playground.journal.listen(self.record.note)
        playground.limits.on = True
        self.record.listen(self._note)

    async def gather(self, url: str, length: float) -> list[Member]:
        """The crowd, in the database at `url`, which is made; first reminders come within `length` seconds."""
        choice, now = self._choice, datetime.now(UTC)
        start, within = now + timedelta(seconds=HEAD_START), timedelta(seconds=length)
        members = crowd.gathered(choice.seed, choice.quiet, choice.lively, start, within)
        await crowd.settle_in(url, members, now)
        for member in members:
            self.playground.person(member.id, f"Person {member.id}").type("/start")
        # They have been there for a while: the bot has heard of it before.
        async with httpx.AsyncClient() as http:
            forget = f"{self._address}/bot{self.playground.token}/deleteWebhook"
            (await http.post(forget, json={"drop_pending_updates": True})).raise_for_status()
        return members

    def somebody(self, member: Member) -> Somebody:
        """This person, as one who acts."""
        return Somebody(
            self.playground.person(member.id, f"Person {member.id}"),
            self._choice.seed,
            clock=time.time,
            answered=self._answered,
            note=self.deeds.append,
            pace=self._choice.pace,
        )

    @contextmanager
    def misfortune(self) -> Iterator[None]:
        """Meanwhile calls fail on the wire."""
        faults = self.playground.faults
        faults.rates, faults.flood_seconds, faults.slow_seconds = RATES, FLOOD_SECONDS, SLOW_SECONDS
        try:
            yield
        finally:
            faults.rates = {}

    async def until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until it holds, looking at each call, but no longer than so."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not holds():
                    await self._bell.wait()

    async def met(
        self, moment: Callable[[Call], bool], strike: Callable[[Call], None], within: float
    ) -> bool:
        """Strike at the first such call, before its answer goes out; whether there was one."""
        struck = asyncio.Event()

        def hear(call: Call) -> None:
            if not struck.is_set() and moment(call):
                strike(call)
                struck.set()

        with self.record.listening(hear):
            try:
                async with asyncio.timeout(within):
                    await struck.wait()
            except TimeoutError:
                return False
        return True

    async def rests(self, url: str, *, serves: Callable[[], bool]) -> bool:
        """Whether nothing waits any more, within the time that it may take."""
        stop_at = time.monotonic() + COMES_TO_REST
        while time.monotonic() < stop_at:
            await asyncio.sleep(0.5)
            heard = serves() and self.playground.unconfirmed() == 0
            if heard and await asyncio.to_thread(ledger.is_quiet, url, time.time()):
                return True
        return False

    def _note(self, call: Call) -> None:
        self._hear(call)
        chat = call.chat or self._tapped_by(call)
        if call.done and chat:
            self._heard[chat] = call.at
        self._bell.ring()

    def _tapped_by(self, call: Call) -> int:
        if not call.query:
            return 0
        return next((deed.person for deed in reversed(self.deeds) if deed.query == call.query), 0)

    async def _answered(self, deed: Done) -> None:
        await self.until(lambda: self._heard[deed.person] > deed.at, PATIENCE)


@asynccontextmanager
async def living(people: Iterable[Somebody]) -> AsyncIterator[None]:
    """Meanwhile these people live."""
    tasks = [asyncio.create_task(person.live()) for person in people]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if not isinstance(end, asyncio.CancelledError):
            raise RuntimeError("somebody could not go on") from end
