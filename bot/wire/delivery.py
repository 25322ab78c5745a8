"""One try of one letter, and what its failure means: done with, or again in a while.

Failures have types (wire.telegram): a person who is gone is reported; what Telegram refuses or we cannot send for a
fault of ours is logged and dropped; anything else is tried again, unless it is only this letter that fails.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog

from bot.storage.database import Unavailable
from bot.storage.mail import Waiting
from bot.wire.calls import Caller, Calls
from bot.wire.lane import Lane, Letter
from bot.wire.news import News
from bot.wire.outgoing import Importance, Unsent
from bot.wire.passage import Overtaken, Passage
from bot.wire.post import Post
from bot.wire.telegram import Failed, Gone, Late, Refused, Telegram, TryLater
from bot.wire.traffic import Traffic
from scheduler.clock import Clock
from scheduler.trouble import anonymous, growing_delay

log = structlog.get_logger(__name__)
FIRST_WAIT = 1.0  # seconds until the second try; each further wait is twice as long
LONGEST_WAIT = 30.0  # seconds between two tries
DOUBTED_AFTER = 3  # failures; from then on the chat is asked whether it takes anything
FAULTS_AT_MOST = 5  # tries that failed where the chat did: about a minute and a half after the first


SENT, REFUSED, GONE, TOO_LATE = "sent", "refused", "gone", "too_late"
TOLD_TO_WAIT, OUT_OF_REACH, NOT_KEPT = "told_to_wait", "out_of_reach", "not_kept"
"""What became of a try: these three are tried again. `not_kept`: the database could not be used."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which letters are dealt with, and how many seconds their chat's next has to wait."""

    dealt_with: tuple[Letter, ...] = ()
    wait: float = 0.0


class Delivery:
    """Carries out letters, each with a post of its own on its own way to Telegram.

    `outcomes` counts what became of each try. `certain`: nobody else can be sending them by now.
    """

    def __init__(
        self,
        telegram: Telegram,
        clock: Clock,
        post: Callable[[Caller, int], Post],
        traffic: Traffic,
        news: News,
        *,
        certain: Callable[[], bool] = lambda: True,
    ) -> None:
        self._telegram = telegram
        self._clock = clock
        self._post = post
        self._traffic = traffic
        self._news = news
        self._certain = certain
        self.outcomes = Counter[str]()

    @property
    def refused(self) -> int:
        """How many were dropped for a fault of ours."""
        return self.outcomes[REFUSED]

    async def carry_out(self, lane: Lane, letter: Letter, importance: Importance) -> Verdict:
        """Send it, if it can be."""
        try:
            return await self._judged(lane, letter, importance)
        except Overtaken:
            return Verdict()
        except Exception as error:  # a fault of ours must hold up neither the chat nor the next start
            self.give_up(letter.row, error)
            await self._news.unsent(letter, Unsent.REFUSED)
            return Verdict((letter,))

    def give_up(self, row: Waiting, error: Exception) -> None:
        """It cannot be sent for a fault of ours."""
        self.outcomes[REFUSED] += 1
        log.error("cannot be sent", chat=row.chat_id, row=row.id, **anonymous(error))

    async def _judged(self, lane: Lane, letter: Letter, importance: Importance) -> Verdict:
        chat_id, there, doubted = lane.chat_id, tuple(lane.letters), False
        try:
            if letter.tries >= DOUBTED_AFTER and not lane.free:
                await self._ask_the_chat(lane, letter, importance)
                doubted = True
            post = self._post(self._passage(lane, letter, importance), letter.row.id)
            as_meant = await post.deliver(chat_id, letter.out)
        except Gone:
            self.outcomes[GONE] += 1
            await self._news.gone(chat_id)
            for other in there:
                await self._news.unsent(other, Unsent.GONE)
            return Verdict(there)
        except Late:
            self.outcomes[TOO_LATE] += 1
            await self._news.missed(chat_id)
        except Refused as error:
            await self._refuse(letter, error)
        except TryLater as error:
            self.outcomes[TOLD_TO_WAIT] += 1
            return Verdict(wait=error.seconds)
        except (Failed, Unavailable) as error:
            self.outcomes[OUT_OF_REACH if isinstance(error, Failed) else NOT_KEPT] += 1
            letter.faults += doubted and isinstance(error, Failed)
            return await self._failed(letter, error)
        else:
            self.outcomes[SENT] += 1
            await self._news.sent(letter, as_meant=as_meant)
        return Verdict((letter,))

    def _passage(self, lane: Lane, letter: Letter, importance: Importance) -> Passage:
        return Passage(
            self._telegram,
            self._traffic,
            self._clock,
            lane,
            letter,
            importance=importance,
            certain=self._certain,
        )

    async def _ask_the_chat(self, lane: Lane, letter: Letter, importance: Importance) -> None:
        """Raises Failed where the chat cannot be reached, so that a failure is not the letter's own."""
        with suppress(Refused):  # an answer too
            await Calls(self._passage(lane, letter, importance)).seem_to_type(lane.chat_id)

    async def _failed(self, letter: Letter, error: Failed | Unavailable) -> Verdict:
        """Nobody's messages wait for ever behind one that no server takes."""
        letter.tries += 1
        if letter.faults >= FAULTS_AT_MOST:
            await self._refuse(letter, Refused(f"failed {letter.tries} times: {error}"))
            return Verdict((letter,))
        log.warning("not sent yet", reason=str(error), tries=letter.tries, chat=letter.row.chat_id)
        chance = random.random()  # noqa: S311 - jitter
        return Verdict(wait=growing_delay(letter.tries, FIRST_WAIT, LONGEST_WAIT, chance))

    async def _refuse(self, letter: Letter, error: Refused) -> None:
        self.outcomes[REFUSED] += 1
        log.error(
            "refused",
            reason=str(error),
            method=error.method,
            shape=error.shape,
            action=letter.out.action,
            chat=letter.row.chat_id,
        )
        await self._news.unsent(letter, Unsent.REFUSED)
