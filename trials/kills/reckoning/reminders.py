"""No reminder is lost: each that was written down went out, and each that fell due was written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.features.breaks.reminders import GENTLE
from bot.storage.breaks import Outcome
from bot.wire.buttons import JustMoved, KeepGoing
from trials.kills.crowd import Member
from trials.kills.ledger import Ledger, Offer
from trials.kills.record import Call

FORBIDDEN = 403
OPEN = frozenset({"", Outcome.UNANSWERED})
ACCOUNTED = frozenset({Outcome.UNSENT, Outcome.REFUSED})  # outcomes that say why a reminder was not sent


def sent_reminders(calls: Iterable[Call]) -> set[int]:
    """The breaks whose reminders the server took."""
    return {number for call in calls if call.done and call.sends for number in call.ids_of(JustMoved.code)}


def not_sent(ledger: Ledger, calls: Sequence[Call]) -> Iterator[str]:
    """Reminders that never reached their chat and wait no more, though the ledger gives no reason.

    Who blocked the bot is no reason by itself: the bot hears of it, and writes down that the reminder is unsent. Only
    what had an outcome before, by a pause perhaps, keeps that.
    """
    sent = sent_reminders(calls)
    forbidden = [(call.chat, call.at) for call in calls if call.code == FORBIDDEN]
    for offer in _owed(ledger):
        is_on_its_way = offer.id in sent or _waiting(ledger, offer.person, JustMoved(offer.id).data())
        if offer.reason == GENTLE or is_on_its_way:
            continue
        if offer.outcome in OPEN or not any(
            chat == offer.person and at >= offer.at for chat, at in forbidden
        ):
            yield f"reminder {offer.id} of person {offer.person} was written down at {offer.at:.3f} and never sent"


def gentle_not_sent(ledger: Ledger, calls: Iterable[Call]) -> Iterator[str]:
    """The same for the question whether to go on, which carries no number: so many were written down, so many came."""
    asked = Counter(offer.person for offer in _owed(ledger) if offer.reason == GENTLE)
    came = Counter(call.chat for call in calls if call.done and call.sends and KeepGoing.code in call.buttons)
    for person, count in asked.items():
        if came[person] + _waiting(ledger, person, KeepGoing.code) < count:
            yield f"person {person} was to be asked {count} times whether to go on, and was {came[person]} times"


def not_written_down(offers: Iterable[Offer], calls: Sequence[Call]) -> Iterator[str]:
    """Reminders that came to a chat, but that the ledger does not know."""
    known = {(offer.id, offer.person) for offer in offers if offer.is_reminder}
    for call in calls:
        for number in call.ids_of(JustMoved.code) if call.done and call.sends else ():
            if (number, call.chat) not in known:
                yield f"reminder {number} came to chat {call.chat}, and is nowhere in the ledger"


def withheld_for_nothing(crowd: Iterable[Member], ledger: Ledger) -> Iterator[str]:
    """Reminders withheld from quiet people: they do nothing that could be a reason."""
    quiet = {member.id for member in crowd if not member.lively}
    for one in ledger.withheld:
        if one.person in quiet:
            yield f"person {one.person}: the reminder of {one.due:.3f} was withheld: {one.reason}"


def silent(ledger: Ledger) -> Iterator[str]:
    """People who are there and wait for nothing: no reminder will ever come to them."""
    exercising = {session.person for session in ledger.sessions if session.ended is None}
    for person in sorted(ledger.set_up - set(ledger.gone) - ledger.resting - exercising):
        if ("reminder", person) not in ledger.due:
            yield f"person {person} has no next reminder"


def _owed(ledger: Ledger) -> Iterator[Offer]:
    return (offer for offer in ledger.offers if offer.is_reminder and offer.outcome not in ACCOUNTED)


def _waiting(ledger: Ledger, person: int, data: str) -> int:
    """How many messages with this button wait to be sent: `remains` tells of those that wait for too long."""
    return sum(left.chat == person and f'"{data}"' in left.body for left in ledger.unsent)
