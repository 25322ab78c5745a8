"""A completion that is lost or doubled, a session that is lost or stuck, and a movement too many are found."""

from dataclasses import replace

from trials.kills.ledger import Completion, Ledger, Offer, Session
from trials.kills.lively import Deed, Done
from trials.kills.reckoning import sessions

DONE = Session(1, 7, 10.0, 90.0, "done", ("lunge",), of_break=3)
COMPLETION = Completion(7, 1, "lunge")
OPEN = Session(2, 7, 10.0)
MOVED = Offer(3, 7, True, "fits", 50.0, "moved", 60.0)
TAP = Done(60, 7, Deed.TAP, "jm1.3")


def test_what_was_achieved_is_written_down_once() -> None:
    assert list(sessions.miscounted(Ledger(sessions=(DONE,), completions=(COMPLETION,)))) == []
    assert len(list(sessions.miscounted(Ledger(sessions=(DONE,))))) == 1
    assert len(list(sessions.miscounted(Ledger(sessions=(DONE,), completions=(COMPLETION, COMPLETION))))) == 1
    assert len(list(sessions.miscounted(Ledger(completions=(COMPLETION,))))) == 1


def test_an_open_session_has_nothing_written_down_yet() -> None:
    early = Ledger(sessions=(replace(DONE, ended=None),), completions=(COMPLETION,))
    assert len(list(sessions.miscounted(early))) == 1


def test_a_person_is_told_what_is_written_down(sent) -> None:
    told, ledger = sent(91, 7, "rt1.1.easy"), Ledger(sessions=(DONE,), completions=(COMPLETION,))
    assert list(sessions.told_otherwise(ledger, [told])) == []
    assert "was not told" in next(sessions.told_otherwise(ledger, []))
    assert "nothing is written down" in next(sessions.told_otherwise(Ledger(sessions=(DONE,)), [told]))
    assert list(sessions.told_otherwise(replace(ledger, gone={7: 95.0}), [])) == []


def test_a_session_that_was_shown_is_in_the_ledger_as_that_persons(sent) -> None:
    ledger = Ledger(sessions=(DONE,))
    assert list(sessions.lost_sessions(ledger, [sent(20, 7, "pl1.1.0.stop")])) == []
    assert (
        len(list(sessions.lost_sessions(ledger, [sent(20, 8, "pl1.1.0.stop"), sent(21, 7, "pl1.5.0.stop")])))
        == 2
    )


def test_two_sessions_of_one_break_or_of_one_person_at_once_are_wrong() -> None:
    assert list(sessions.started_twice([DONE, OPEN])) == []
    assert len(list(sessions.started_twice([DONE, replace(DONE, id=5)]))) == 1
    assert "in 2 sessions at once" in next(sessions.started_twice([OPEN, replace(OPEN, id=5, of_break=9)]))


def test_an_open_session_is_to_be_looked_at_again() -> None:
    assert list(sessions.stuck(Ledger(sessions=(OPEN,), due={("step", 7): 101.0}), 100.0)) == []
    assert len(list(sessions.stuck(Ledger(sessions=(OPEN,), due={("step", 7): 50.0}), 100.0))) == 1
    assert len(list(sessions.stuck(Ledger(sessions=(OPEN,)), 100.0))) == 1


def test_each_tap_that_closed_a_reminder_is_one_movement() -> None:
    def wrong(*moves: tuple[int, float], tapped: bool = True, ended: float = 90.0) -> int:
        ledger = Ledger((MOVED,), sessions=(replace(DONE, ended=ended),), moves=moves)
        return len(list(sessions.wrong_moves(ledger, [TAP] if tapped else [])))

    assert wrong((7, 60.0)) == 0
    assert wrong() == 1
    assert wrong(ended=60.0) == 0
    assert wrong((7, 60.0), (7, 60.0)) == 1
    assert wrong((7, 60.0), tapped=False) == 1
