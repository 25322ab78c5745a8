"""The beat of quiet people's reminders: each one interval after the last, and none late while the bot served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.features.breaks.reminders import GENTLE
from bot.wire.buttons import JustMoved, KeepGoing
from trials.kills.crowd import Member
from trials.kills.ledger import Ledger, Offer
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

EARLY = 0.002  # seconds: the queue keeps whole milliseconds
LATEST = 30.0  # seconds of service that may pass until a reminder that is due is sent
OVERDUE = 5.0  # seconds after which what is due at the end should have gone out
ASKED_AFTER = (
    3  # reminders without an answer; the next asks whether to go on, and then the interval is doubled
)


@dataclass(frozen=True, slots=True)
class Beat:
    """A reminder: when it was due, by the one before; when it was made; and when it was sent (else when made)."""

    due: float
    made: float
    sent: float
    is_gentle: bool


def beats(
    crowd: Iterable[Member], offers: Iterable[Offer], calls: Iterable[Call]
) -> Mapping[Member, list[Beat]]:
    """The reminders of each quiet person, in order."""
    made: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in offers:
        if offer.is_reminder:
            made[offer.person].append(offer)
    sent = _sent(calls)
    return {member: list(_beats(member, made[member.id], sent)) for member in crowd if not member.lively}


def lateness(found: Mapping[Member, Sequence[Beat]], lives: Lives) -> list[float]:
    """For how many seconds the bot served while each reminder was due and not sent."""
    return [lives.served(beat.due, beat.sent) for mine in found.values() for beat in mine]


def off_the_beat(
    found: Mapping[Member, Sequence[Beat]], ledger: Ledger, lives: Lives, ended: float
) -> Iterator[str]:
    """Quiet people whose reminders do not follow from one another.

    Nobody who does nothing may miss one, get one too many, or fall silent.
    """
    for member, mine in found.items():
        for number, beat in enumerate(mine, 1):
            yield from (f"person {member.id}: {wrong}" for wrong in _wrong(number, beat, lives))
        planned = _next(member, mine)
        due = ledger.due.get(("reminder", member.id))
        if due is None or abs(due - planned) > EARLY:
            yield f"person {member.id}: the next reminder is due at {due}, not at {planned:.3f}"
        elif due < ended - OVERDUE:
            yield f"person {member.id}: a reminder has been due since {due:.3f}, {ended - due:.1f} s before the end"


def _wrong(number: int, beat: Beat, lives: Lives) -> Iterator[str]:
    if beat.made < beat.due - EARLY:
        yield f"reminder {number} came {beat.due - beat.made:.2f} s too early"
    late = lives.served(beat.due, beat.sent)
    if late > LATEST + lives.time_to_take_over(beat.due, beat.sent):
        yield f"reminder {number} came when the bot had served for {late:.2f} s after its moment"
    if beat.is_gentle != (number == ASKED_AFTER + 1):
        yield f"reminder {number} {'asks' if beat.is_gentle else 'does not ask'} whether to go on"


def _beats(member: Member, made: Sequence[Offer], sent: Mapping[tuple[int, int], float]) -> Iterator[Beat]:
    so_far: list[Beat] = []
    for offer in made:
        is_gentle = offer.reason == GENTLE
        at = sent.get((offer.person, 0 if is_gentle else offer.id), offer.at)
        so_far.append(Beat(_next(member, so_far), offer.at, at, is_gentle))
        yield so_far[-1]


def _next(member: Member, so_far: Sequence[Beat]) -> float:
    if not so_far:
        return member.first_due.timestamp()
    between = member.between_slowed if len(so_far) > ASKED_AFTER else member.between
    return so_far[-1].made + between.total_seconds()


def _sent(calls: Iterable[Call]) -> Mapping[tuple[int, int], float]:
    """When the server first took each reminder, by person and break; 0 stands for the question whether to go on."""
    sent: dict[tuple[int, int], float] = {}
    for call in calls:
        if call.done and call.sends:
            numbers = (0,) if KeepGoing.code in call.buttons else call.ids_of(JustMoved.code)
            for number in numbers:
                sent.setdefault((call.chat, number), call.at)
    return sent
