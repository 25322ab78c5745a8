"""A reminder falls due: is it still wanted, what does it offer, and is it time to ask whether to go on like this."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import agenda, drawings
from bot.features.breaks import view
from bot.life import offer
from bot.storage import breaks, mail, sessions
from bot.storage.breaks import Break, Origin, Outcome
from bot.storage.known import known
from bot.turn import Turn
from bot.wire.outgoing import Unsent
from content.choose import NothingEligible
from content.safety import SHORT_BREAK_SECONDS
from scheduler import due
from scheduler.breaks import sitting_since, still_wanted
from scheduler.due import DueItem

SLOT = "break"
UNANSWERED_BEFORE_ASKING = 3
NOT_DURING_A_SESSION = timedelta(minutes=15)
SHOWN_AGAIN_FOR = timedelta(hours=1)  # nobody looks at an older one any more
UNTIL_LET_IN = timedelta(days=1)  # until it is looked at again whether somebody shut out is let in
GENTLE = "gentle"  # the ledger's reason of the one message that asks whether to go on

# The ledger's reasons why a reminder was withheld, beside those of the next plan.
GONE = "gone"
IN_SESSION = "in_session"
SHUT_OUT = "shut_out"


def remind(turn: Turn, item: DueItem) -> None:
    """Send the reminder, or withhold it with the reason where it is no longer wanted, and plan the next."""
    person = turn.person
    if person.set_up_at is None or person.gone_at is not None:
        breaks.withhold(turn.conn, person.id, item.at, turn.now, GONE)
        return
    if sessions.live(turn.conn, person.id) is not None:
        breaks.withhold(turn.conn, person.id, item.at, turn.now, IN_SESSION)
        due.put(turn.conn, agenda.REMINDER, person.id, turn.now + NOT_DURING_A_SESSION)
        return
    facts = agenda.rhythm(turn.conn, person, turn.now)
    wanted = still_wanted(facts, item.at, turn.now)
    if wanted:
        earlier = breaks.latest(turn.conn, person.id, Origin.REMINDER, UNANSWERED_BEFORE_ASKING)
        _close_unanswered(turn, earlier)
        unanswered = agenda.unanswered(earlier, person.reacted_at)
        if unanswered >= UNANSWERED_BEFORE_ASKING and not person.slowed:
            _ask_gently(turn, unanswered)
        else:
            _send(turn, sitting_since(facts, turn.now) or turn.now)
    planned = agenda.replan(turn.conn, person.id, turn.now)
    if not wanted:
        # What the next one counts from is why this one is not to come: a movement, a pause, the next workday.
        reason = planned.reason if planned is not None else GONE
        breaks.withhold(turn.conn, person.id, item.at, turn.now, reason)


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


def _close_unanswered(turn: Turn, newest_first: list[Break]) -> None:
    """The chat never shows two live reminders: the one before is edited to a grey line."""
    if newest_first and newest_first[0].live:
        breaks.settle(turn.conn, newest_first[0].id, Outcome.UNANSWERED, turn.now)
        turn.close(SLOT, turn.texts("breaks-unanswered"))


def _ask_gently(turn: Turn, unanswered: int) -> None:
    """Once, after three in a row: from here on the interval is doubled until the person reacts."""
    breaks.add(
        turn.conn,
        turn.person.id,
        Origin.REMINDER,
        turn.now,
        exercises=(),
        seconds=0,
        limit_seconds=0,
        reason=GENTLE,
    )
    turn.change(slowed=True)
    turn.show(SLOT, view.gentle(unanswered, turn.texts), anew=True)


def _send(turn: Turn, since: datetime) -> None:
    """A reminder with an offer; where the person's settings rule every exercise out, one without."""
    remembered = known(turn.conn, turn.person.id, turn.now)
    try:
        choice = offer.pick(turn.house.catalogue, turn.person, remembered, turn.person.week.day_of(turn.now))
        exercises, seconds, reason = choice.exercises, choice.seconds, str(choice.reason)
    except NothingEligible:
        exercises, seconds, reason = (), 0, "nothing_eligible"
    break_id = breaks.add(
        turn.conn,
        turn.person.id,
        Origin.REMINDER,
        turn.now,
        exercises=exercises,
        seconds=seconds,
        limit_seconds=SHORT_BREAK_SECONDS,
        reason=reason,
        sitting_since=since,
    )
    made = breaks.load(turn.conn, turn.person.id, break_id)
    assert made is not None
    show(turn, made, anew=True)


def show_again(turn: Turn) -> bool:
    """Show the reminder as it stands now, to somebody whose tap was not answered; whether there is one that is open."""
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    if not latest or not latest[0].live or latest[0].reason == GENTLE:
        return False
    has_come = mail.holds(turn.conn, turn.person.id, SLOT) is not None
    if has_come and turn.now - latest[0].offered_at <= SHOWN_AGAIN_FOR:
        show(turn, latest[0])
    return True


def show(turn: Turn, offered: Break, *, anew: bool = False) -> None:
    """The reminder, with a picture of what it offers."""
    catalogue, remembered = turn.house.catalogue, known(turn.conn, turn.person.id, turn.now)
    media = drawings.of_offer(catalogue, turn.person, remembered, offered.exercises, offered.limit_seconds)
    turn.show(SLOT, view.reminder(offered, catalogue, turn.now, turn.texts, media), anew=anew)
