"""A reminder falls due: is it still wanted, what does it offer, and is it time to ask whether to go on like this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import agenda, drawings
from bot.features.breaks import view
from bot.features.breaks.verdicts import (
    GONE,
    IN_SESSION,
    NOT_DURING_A_SESSION,
    SHUT_OUT,
    Wanted,
    Withheld,
    is_out_of_reach,
    rule,
)
from bot.life import offer
from bot.life.offer import Known
from bot.storage import breaks, mail, people, sessions
from bot.storage.breaks import Break, Origin, Outcome
from bot.storage.database import Connection
from bot.storage.kept import kept_by_person
from bot.storage.known import known, known_by_person
from bot.storage.people import Person
from bot.turn import Called, Turn
from bot.wire.outgoing import Unsent
from content.choose import NothingEligible
from content.safety import SHORT_BREAK_SECONDS
from scheduler import due
from scheduler.due import DueItem

SLOT = "break"
SHOWN_AGAIN_FOR = timedelta(hours=1)  # nobody looks at an older one any more
UNTIL_LET_IN = timedelta(days=1)  # until it is looked at again whether somebody shut out is let in
GENTLE = "gentle"  # the ledger's reason of the one message that asks whether to go on


def remind(turn: Turn, item: DueItem) -> None:
    """Send the reminder, or withhold it with the reason where it is no longer wanted, and plan the next."""
    remind_all([(turn, item)])


def remind_all(called: Sequence[Called]) -> None:
    """`remind` for many people, all in one transaction at one moment: few statements, however many they are."""
    conn, now = called[0][0].conn, called[0][0].now
    verdicts = _verdicts(conn, called, now)
    _withhold(conn, [(item, found) for _, item, found in verdicts if isinstance(found, Withheld)], now)
    _send(conn, [(turn, found) for turn, _, found in verdicts if isinstance(found, Wanted)], now)


def shut_out(turn: Turn, item: DueItem) -> None:
    """The operator does not let this person in: nothing is said, until they are let in again."""
    breaks.withhold(turn.conn, turn.person.id, item.at, turn.now, SHUT_OUT)
    due.put(turn.conn, agenda.REMINDER, turn.person.id, turn.now + UNTIL_LET_IN)


def unsent(turn: Turn, made_at: datetime, why: Unsent) -> None:
    """The reminder made at this moment has not reached the person: nobody has let it go by.

    What came too late is owed still. What Telegram refuses would be refused again, so the next counts from it.
    """
    made = breaks.reminder_made_at(turn.conn, turn.person.id, made_at)
    if made is None or made.outcome not in {None, Outcome.UNANSWERED}:
        return
    outcome = Outcome.REFUSED if why is Unsent.REFUSED else Outcome.UNSENT
    breaks.settle(turn.conn, made.id, outcome, turn.now)
    if made.reason == GENTLE:
        turn.change(slowed=False)  # nobody is slowed down without having been asked
    agenda.replan(turn.conn, turn.person.id, turn.now)


def _verdicts(
    conn: Connection, called: Sequence[Called], now: datetime
) -> list[tuple[Turn, DueItem, Withheld | Wanted]]:
    people = [turn.person for turn, _ in called if not is_out_of_reach(turn.person)]
    in_session = set(sessions.people_in_one(conn, [person.id for person in people]))
    facts = kept_by_person(conn, [person for person in people if person.id not in in_session], now)

    def verdict(person: Person, due_at: datetime) -> Withheld | Wanted:
        if is_out_of_reach(person):
            return Withheld(GONE, None)
        if person.id in in_session:
            return Withheld(IN_SESSION, now + NOT_DURING_A_SESSION)
        return rule(facts[person.id], due_at, now)

    return [(turn, item, verdict(turn.person, item.at)) for turn, item in called]


def _withhold(conn: Connection, held_back: Sequence[tuple[DueItem, Withheld]], now: datetime) -> None:
    breaks.withhold_all(conn, [(item.person, item.at, why.reason) for item, why in held_back], now)
    agenda.put_all(conn, {item.person: why.next_at for item, why in held_back})


def _send(conn: Connection, wanted: Sequence[tuple[Turn, Wanted]], now: datetime) -> None:
    remembered = known_by_person(conn, [turn.person.id for turn, _ in wanted], now)
    drafts = [_draft(turn, want, remembered[turn.person.id]) for turn, want in wanted]
    breaks.let_go_by(conn, [before.id for _, want in wanted if (before := want.unanswered_before)], now)
    people.slow_down(conn, [turn.person.id for turn, want in wanted if want.gently])
    plans = zip(wanted, drafts, strict=True)
    agenda.put_all(conn, {draft.person_id: want.next_at(draft, now) for (_, want), draft in plans})
    for (turn, want), made in zip(wanted, breaks.add_all(conn, drafts), strict=True):
        if want.unanswered_before:
            turn.close(SLOT, turn.texts("breaks-unanswered"))
        if want.gently:
            turn.show(SLOT, view.gentle(want.unanswered, turn.texts), anew=True)
        else:
            _show(turn, made, remembered[turn.person.id], anew=True)


def _draft(turn: Turn, wanted: Wanted, remembered: Known) -> Break:
    """What to write into the ledger: the question, or an offer; none where the person's settings rule all out."""
    draft = Break(person_id=turn.person.id, origin=Origin.REMINDER, offered_at=turn.now)
    if wanted.gently:
        return replace(draft, reason=GENTLE)
    try:
        day = turn.person.week.day_of(turn.now)
        choice = offer.pick(turn.house.catalogue, turn.person, remembered, day)
        exercises, seconds, reason = choice.exercises, choice.seconds, str(choice.reason)
    except NothingEligible:
        exercises, seconds, reason = (), 0, "nothing_eligible"
    return replace(
        draft,
        exercises=exercises,
        seconds=seconds,
        limit_seconds=SHORT_BREAK_SECONDS,
        reason=reason,
        sitting_since=wanted.since,
    )


def show_again(turn: Turn) -> bool:
    """Show the reminder as it stands now, to somebody whose tap was not answered; whether there is one that is open."""
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    if not latest or not latest[0].live or latest[0].reason == GENTLE:
        return False
    has_come = mail.holds(turn.conn, turn.person.id, SLOT) is not None
    if has_come and turn.now - latest[0].offered_at <= SHOWN_AGAIN_FOR:
        show(turn, latest[0])
    return True


def show(turn: Turn, offered: Break) -> None:
    """The reminder as it stands, with a picture of what it offers."""
    _show(turn, offered, known(turn.conn, turn.person.id, turn.now))


def _show(turn: Turn, offered: Break, remembered: Known, *, anew: bool = False) -> None:
    catalogue = turn.house.catalogue
    media = drawings.of_offer(catalogue, turn.person, remembered, offered.exercises, offered.limit_seconds)
    turn.show(SLOT, view.reminder(offered, catalogue, turn.now, turn.texts, media), anew=anew)
