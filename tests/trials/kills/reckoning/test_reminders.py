"""A reminder that is lost, invented or withheld is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from trials.kills.crowd import Member
from trials.kills.ledger import Ledger, Left, Offer, Session, Withheld
from trials.kills.reckoning import reminders

REMINDER = Offer(3, 7, True, "fits", 50.0)
GENTLE = Offer(4, 7, True, "gentle", 50.0)
ANA = Member(7, timedelta(minutes=15), datetime.fromtimestamp(1000, UTC), lively=False)
WAITING = Left(1, 7, '{"keyboard": [[{"callback_data": "jm1.3"}, {"callback_data": "kg1"}]]}')


def test_a_reminder_in_the_ledger_is_to_be_sent(sent) -> None:
    (line,) = reminders.not_sent(Ledger((REMINDER,)), [])
    assert "reminder 3 of person 7" in line
    assert list(reminders.not_sent(Ledger((REMINDER,)), [sent(51, 7, "jm1.3")])) == []
    assert len(list(reminders.not_sent(Ledger((REMINDER,)), [sent(51, 7, "jm1.3", code=500)]))) == 1


@pytest.mark.parametrize(
    ("outcome", "at", "lost"),
    [("", 51, 1), ("unanswered", 51, 1), ("skipped", 51, 0), ("skipped", 49, 1)],
)
def test_who_has_blocked_the_bot_is_a_reason_only_for_what_had_an_outcome_before(
    outcome: str, at: float, lost: int, sent
) -> None:
    ledger = Ledger((replace(REMINDER, outcome=outcome),))
    assert len(list(reminders.not_sent(ledger, [sent(at, 7, code=403)]))) == lost


def test_a_reminder_whose_outcome_says_why_it_was_not_sent_is_accounted_for() -> None:
    assert list(reminders.not_sent(Ledger((replace(REMINDER, outcome="unsent"),)), [])) == []
    assert len(list(reminders.not_sent(Ledger((replace(REMINDER, outcome="unanswered"),)), []))) == 1


def test_what_waits_to_be_sent_is_not_lost() -> None:
    waiting = Ledger((REMINDER, GENTLE), unsent=(WAITING,))
    assert list(reminders.not_sent(waiting, [])) == list(reminders.gentle_not_sent(waiting, [])) == []
    others = replace(waiting, unsent=(replace(WAITING, chat=8),))
    assert len([*reminders.not_sent(others, []), *reminders.gentle_not_sent(others, [])]) == 2


def test_nothing_is_withheld_from_who_does_nothing() -> None:
    ledger = Ledger(withheld=(Withheld(7, 50.0, "after_movement"), Withheld(8, 50.0, "gone")))
    (line,) = reminders.withheld_for_nothing([ANA], ledger)
    assert "person 7: the reminder of 50.000 was withheld: after_movement" in line


def test_the_question_whether_to_go_on_is_counted(sent) -> None:
    assert len(list(reminders.gentle_not_sent(Ledger((GENTLE,)), []))) == 1
    assert list(reminders.gentle_not_sent(Ledger((replace(GENTLE, outcome="unsent"),)), [])) == []
    assert list(reminders.gentle_not_sent(Ledger((GENTLE,)), [sent(51, 7, "sd1", "kg1")])) == []


def test_a_reminder_that_came_is_to_be_in_the_ledger_as_that_persons(sent) -> None:
    assert list(reminders.not_written_down([REMINDER], [sent(51, 7, "jm1.3")])) == []
    assert len(list(reminders.not_written_down([REMINDER], [sent(51, 8, "jm1.3")]))) == 1


def test_who_is_there_has_a_next_reminder() -> None:
    everybody = Ledger(
        sessions=(Session(1, 4, 0.0),),
        due={("reminder", 1): 5.0},
        gone={2: 1.0},
        resting=frozenset({3}),
        set_up=frozenset({1, 2, 3, 4, 5}),
    )
    assert list(reminders.silent(everybody)) == ["person 5 has no next reminder"]
