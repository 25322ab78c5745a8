"""A reminder that is lost, invented, late or out of turn is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trials.kills.crowd import Member
from trials.kills.ledger import Ledger, Offer, Session, Withheld
from trials.kills.reckoning import reminders

REMINDER = Offer(3, 7, True, "fits", 50.0)
GENTLE = Offer(4, 7, True, "gentle", 50.0)
ANA = Member(7, timedelta(minutes=15), datetime.fromtimestamp(1000, UTC), lively=False)
BETWEEN = ANA.between.total_seconds()


def test_a_reminder_in_the_ledger_is_to_be_sent(sent) -> None:
    (line,) = reminders.not_sent([REMINDER], [])
    assert "reminder 3 of person 7" in line
    assert list(reminders.not_sent([REMINDER], [sent(51, 7, "jm1.3")])) == []
    assert len(list(reminders.not_sent([REMINDER], [sent(51, 7, "jm1.3", code=500)]))) == 1


def test_who_had_blocked_the_bot_could_not_be_reached(sent) -> None:
    assert list(reminders.not_sent([REMINDER], [sent(51, 7, code=403)])) == []
    assert len(list(reminders.not_sent([REMINDER], [sent(49, 7, code=403)]))) == 1


def test_a_reminder_whose_outcome_says_why_it_was_not_sent_is_accounted_for() -> None:
    assert list(reminders.not_sent([replace(REMINDER, outcome="unsent")], [])) == []
    assert len(list(reminders.not_sent([replace(REMINDER, outcome="unanswered")], []))) == 1


def test_nothing_is_withheld_from_who_does_nothing() -> None:
    ledger = Ledger(withheld=(Withheld(7, 50.0, "after_movement"), Withheld(8, 50.0, "gone")))
    (line,) = reminders.withheld_for_nothing([ANA], ledger)
    assert "person 7: the reminder of 50.000 was withheld: after_movement" in line


def test_the_question_whether_to_go_on_is_counted(sent) -> None:
    assert len(list(reminders.gentle_not_sent([GENTLE], [], set()))) == 1
    assert list(reminders.gentle_not_sent([GENTLE], [], {7})) == []
    assert list(reminders.gentle_not_sent([GENTLE], [sent(51, 7, "sd1", "kg1")], set())) == []


def test_a_reminder_that_came_is_to_be_in_the_ledger_as_that_persons(sent) -> None:
    assert list(reminders.not_written_down([REMINDER], [sent(51, 7, "jm1.3")])) == []
    assert len(list(reminders.not_written_down([REMINDER], [sent(51, 8, "jm1.3")]))) == 1


def test_a_quiet_persons_reminders_follow_one_from_the_other() -> None:
    made = [replace(REMINDER, at=1002.0), replace(REMINDER, at=1003.0 + BETWEEN)]
    due = {("reminder", 7): 1003.0 + 2 * BETWEEN}
    assert list(reminders.off_the_beat([ANA], Ledger(tuple(made), due=due), 2500.0, 10)) == []
    assert reminders.lateness([ANA], made) == [2.0, 1.0]


def test_a_missed_an_early_a_doubled_and_a_forgotten_reminder_are_out_of_beat() -> None:
    due = {("reminder", 7): 1000.0 + BETWEEN}

    def wrong(*at: float) -> list[str]:
        made = tuple(replace(REMINDER, at=one) for one in at)
        return list(reminders.off_the_beat([ANA], Ledger(made, due=due), 1500.0, 10))

    assert wrong(1000.0) == []
    assert "came [-5.0] s after" in wrong(995.0)[0]
    assert "came [100.0] s after" in wrong(1100.0)[0]
    assert "came [0.0, " in wrong(1000.0, 1001.0)[0]
    assert "the next reminder is due at" in wrong()[0]
    (overdue,) = reminders.off_the_beat([ANA], Ledger(due={("reminder", 7): 1000.0}), 1500.0, 10)
    assert "500.0 s before the end" in overdue


def test_who_is_there_has_a_next_reminder() -> None:
    everybody = Ledger(
        sessions=(Session(1, 4, 0.0),),
        due={("reminder", 1): 5.0},
        gone={2: 1.0},
        resting=frozenset({3}),
        set_up=frozenset({1, 2, 3, 4, 5}),
    )
    assert list(reminders.silent(everybody)) == ["person 5 has no next reminder"]
