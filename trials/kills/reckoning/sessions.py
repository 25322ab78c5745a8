"""No completion is lost or counted twice, and no session is stuck."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from bot.wire.buttons import JustMoved, Play, Rate
from trials.kills.ledger import Ledger, Session
from trials.kills.lively import Deed, Done
from trials.kills.record import Call

OVERDUE = 5.0  # seconds after which the look at a session should have happened
TOLD = frozenset({"done", "partial", "stopped"})  # by their outcome: ended in a way that asks how it was


def miscounted(ledger: Ledger) -> Iterator[str]:
    """Sessions whose completions are not just what their last state says was achieved, once each."""
    written: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for completion in ledger.completions:
        written[completion.session][completion.exercise] += 1
    known = {session.id for session in ledger.sessions}
    for session in ledger.sessions:
        expected = Counter(session.achieved) if session.ended is not None else Counter[str]()
        if written[session.id] != expected:
            yield f"session {session.id}: {dict(written[session.id])} written down, {dict(expected)} achieved"
    yield from (
        f"completions of session {number}, which there is not" for number in sorted(set(written) - known)
    )


def told_otherwise(ledger: Ledger, calls: Iterable[Call]) -> Iterator[str]:
    """Sessions of which the person was told that they count and that do not, or the other way round."""
    told = {number for call in calls if call.done for number in call.ids_of(Rate.code)}
    counted = {completion.session for completion in ledger.completions}
    for session in ledger.sessions:
        if session.id in told and session.id not in counted:
            yield f"session {session.id}: person {session.person} was told that it counts, and nothing is written down"
        to_be_told = session.id in counted and session.outcome in TOLD and session.person not in ledger.gone
        if to_be_told and session.id not in told:
            yield f"session {session.id}: it counts, and person {session.person} was not told"


def lost_sessions(ledger: Ledger, calls: Iterable[Call]) -> Iterator[str]:
    """Sessions that were shown to somebody, and that the ledger does not know as theirs."""
    known = {(session.id, session.person) for session in ledger.sessions}
    shown = {(number, call.chat) for call in calls if call.done for number in call.ids_of(Play.code)}
    yield from (
        f"session {number} in chat {chat} is nowhere in the ledger" for number, chat in sorted(shown - known)
    )


def started_twice(sessions: Iterable[Session]) -> Iterator[str]:
    """Offers that became more than one session, and people who are in several at once."""
    by_break = Counter(session.of_break for session in sessions)
    yield from (
        f"break {number} was started {count} times" for number, count in by_break.items() if count > 1
    )
    running = Counter(session.person for session in sessions if session.ended is None)
    yield from (f"person {one} is in {count} sessions at once" for one, count in running.items() if count > 1)


def stuck(ledger: Ledger, ended: float) -> Iterator[str]:
    """Open sessions that nobody will look at again: running or paused, each has its next look in the due queue."""
    for session in ledger.sessions:
        if session.ended is None:
            look = ledger.due.get(("step", session.person))
            if look is None or look < ended - OVERDUE:
                yield f"session {session.id} of person {session.person} is open; its next look: {look}"


def wrong_moves(ledger: Ledger, deeds: Iterable[Done]) -> Iterator[str]:
    """[I just moved]: each tap that closed a reminder is one movement, and nothing else is.

    A reminder that was tapped may also have been closed before, by the end of a session.
    """
    tapped = {(deed.person, int(deed.words.split(".")[1])) for deed in deeds if _tells_of_movement(deed)}
    ended = Counter((session.person, session.ended or 0.0) for session in ledger.sessions)
    closed = Counter(
        (offer.person, offer.outcome_at)
        for offer in ledger.offers
        if offer.outcome == "moved" and (offer.person, offer.id) in tapped
    )
    moved = Counter(ledger.moves)
    for person, at in moved - closed:
        yield f"person {person} has a movement at {at:.3f} that they did not tell, or have it twice"
    for person, at in closed - moved - ended:
        yield f"person {person} told of a movement at {at:.3f}, and has none"


def _tells_of_movement(deed: Done) -> bool:
    return deed.deed is Deed.TAP and deed.words.startswith(f"{JustMoved.code}.")
