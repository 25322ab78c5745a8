"""Made-up facts: a process killed at 100 s with something unsent, and another that is there all the time."""

from __future__ import annotations

from pathlib import Path

from trials.fleet import interruptions, messages
from trials.kills.ledger import Left
from trials.kills.process import Life
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

UNSENT = Left(1, 7, '{"text": "Up?", "keyboard": [[{"callback_data": "jm1.3"}]]}', process="desk:55")
KILLED = Life(1, 0.0, Path(), ready=1.0, ended=100.0, killed=True, unsent=(UNSENT,), process="1", id=55)
OTHER = Life(1, 0.0, Path(), ready=1.0, ended=200.0, process="2")


def _sent(at: float, text: str = "", *buttons: str, by: str = "2", chat: int = 7) -> Call:
    return Call(at - 0.01, at, "sendMessage", chat=chat, text=text, buttons=buttons, by=by)


def test_answers_that_overtook_each_other_are_told_and_those_that_came_again_are_not() -> None:
    in_order = [_sent(1, "xq7n1"), _sent(2, "xq7n2"), _sent(3, "xq7n1"), _sent(4, "xq7n10")]
    assert not list(messages.out_of_order(in_order))
    assert len(list(messages.out_of_order([_sent(1, "xq7n2"), _sent(2, "xq7n1")]))) == 1
    assert not list(messages.out_of_order([_sent(1, "xq7n2"), _sent(2, "xq8n1", chat=8)]))


def test_what_a_killed_process_left_counts_from_the_kill_to_when_another_sent_it() -> None:
    calls = [_sent(99, "Up?", "jm1.3", by="1"), _sent(108.5, "Up?", "jm1.3"), _sent(150, "Up?", "jm1.4")]
    assert messages.taken_over_after(calls, Lives([KILLED, OTHER])) == [8.5]


def test_a_session_may_stand_still_only_where_nobody_was_well() -> None:
    still = [_sent(115, f"Sit tall\n{interruptions.AWAY}. Carry on?", "pl1.3.0.resume")]
    assert len(list(interruptions.needless(still, Lives([KILLED, OTHER])))) == 1
    assert not list(interruptions.needless(still, Lives([KILLED])))
