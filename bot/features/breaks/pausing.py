"""/pause, /resume and /next: when reminders rest, and when the next one comes and why."""

from __future__ import annotations

from bot import agenda, telling
from bot.features.breaks import view
from bot.features.breaks.answers import close_live_reminder
from bot.life.faults import quoted
from bot.life.rests import RestError, parse
from bot.storage import breaks, mail, pauses
from bot.storage.breaks import Origin
from bot.texts import Html
from bot.turn import Turn
from bot.wire.buttons import OpenNext, PauseFor, Resume
from bot.wire.outgoing import View
from scheduler.breaks import Pause, Planned, Quiet, QuietReason, Reason

SLOT = "pause"


def pause(turn: Turn, words: str) -> None:
    """`/pause 2h`; without words the usual pauses as buttons."""
    if not words.strip():
        turn.show(SLOT, view.pause_menu(turn.texts("pause-how-long"), turn.texts), anew=True)
        return
    _rest(turn, words)


def pause_for(turn: Turn, press: PauseFor) -> None:
    """A ready-made pause."""
    _rest(turn, press.words)


def _rest(turn: Turn, words: str) -> None:
    week = turn.person.week
    try:
        rest = parse(words, turn.now, week.zone)
    except RestError as error:
        turn.say(turn.texts("pause-unread", words=quoted(words), reason=error.reason))
        return
    pauses.add(turn.conn, turn.person.id, rest.start, rest.until, kind="pause", now=turn.now)
    close_live_reminder(turn)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    if rest.until is None:
        line = turn.texts("pause-open")
    else:
        line = turn.texts("pause-until", when=telling.when(rest.until, turn.now, week.zone, turn.texts))
    # A reminder's late tap may meet the session that has begun in the same message, which keeps it.
    in_session = turn.message_id == mail.holds(turn.conn, turn.person.id, "session")
    turn.show(SLOT, view.resting(line, turn.texts), anew=not turn.callback_id or in_session)


def resume(turn: Turn, _words: str) -> None:
    """Reminders come again."""
    if pauses.resume(turn.conn, turn.person.id, turn.now):
        line = turn.texts("pause-over", next=_next_line(turn))
    else:
        line = turn.texts("pause-was-none", next=_next_line(turn))
    turn.show(SLOT, View(line), anew=not turn.callback_id)


def resume_tapped(turn: Turn, _press: Resume) -> None:
    """[Resume] below a pause."""
    if pauses.current(turn.conn, turn.person.id, turn.now) is None:
        turn.toast(turn.texts("pause-is-over"))
        return
    resume(turn, "")


def next_one(turn: Turn, _words: str) -> None:
    """When and why."""
    resting = pauses.current(turn.conn, turn.person.id, turn.now)
    line = _next_line(turn)
    if resting is not None:
        turn.show(SLOT, view.resting(_resting_line(turn, resting, line), turn.texts), anew=True)
    else:
        turn.say(line)


def next_tapped(turn: Turn, _press: OpenNext) -> None:
    """[Next break?]."""
    next_one(turn, "")


def _resting_line(turn: Turn, resting: Pause, line: Html) -> Html:
    if resting.end is None:
        return turn.texts("pause-open")
    until = telling.when(resting.end, turn.now, turn.person.week.zone, turn.texts)
    return turn.texts("pause-until-and-next", when=until, next=line)


def _next_line(turn: Turn) -> Html:
    planned = agenda.replan(turn.conn, turn.person.id, turn.now)
    if isinstance(planned, Planned):
        when = telling.when(planned.at, turn.now, turn.person.week.zone, turn.texts)
        return turn.texts("next-at", when=when, why=turn.texts("next-why", reason=_reason(turn, planned)))
    reason = planned.reason if isinstance(planned, Quiet) else QuietReason.NO_HOURS
    return turn.texts("next-none", reason=str(reason))


def _reason(turn: Turn, planned: Planned) -> str:
    """Why then. After a long silence it counts from the sign of life, which no reminder was."""
    returned = turn.person.returned_at
    if planned.reason in {Reason.AFTER_PROMPT, Reason.AFTER_ANSWER} and returned is not None:
        newest = next(iter(breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)), None)
        if newest is None or newest.offered_at < returned:
            return "after_return"
    return str(planned.reason)
