"""A reminder that is missed, early, late, doubled or another than it should be is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trials.kills.crowd import Member
from trials.kills.ledger import Ledger, Offer
from trials.kills.process import Life
from trials.kills.reckoning.beat import beats, lateness, off_the_beat
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

ANA = Member(7, timedelta(minutes=4), datetime.fromtimestamp(1000, UTC), lively=False)
USUAL = ANA.between.total_seconds()
AT = [1000, 1000 + USUAL, 1000 + 2 * USUAL, 1000 + 3 * USUAL]
THEN = AT[-1] + USUAL + 240
LIVES = Lives([Life(1, 0, Path(), ready=10, ended=1010), Life(2, 1400, Path(), ready=1500, ended=9000)])


def offers(made: Sequence[float], gentle: int = 4) -> list[Offer]:
    return [Offer(n, 7, True, "gentle" if n == gentle else "fits", at) for n, at in enumerate(made, 1)]


def wrong(
    made: Sequence[float], due: float, gentle: int = 4, calls: Sequence[Call] = (), ended: float = 0
) -> list[str]:
    ledger = Ledger(tuple(offers(made, gentle)), due={("reminder", 7): due})
    return list(off_the_beat(beats([ANA], ledger.offers, calls), ledger, LIVES, ended))


def test_each_comes_one_interval_after_the_last_and_after_the_question_it_takes_twice_as_long() -> None:
    assert wrong(AT, THEN) == wrong([*AT, THEN], THEN + USUAL + 240) == []


def test_a_missed_a_doubled_and_a_forgotten_reminder_are_out_of_beat() -> None:
    assert "the next reminder is due at" in wrong([], AT[1])[0]
    assert "reminder 2 came" in wrong([1000, 1001], 1001 + USUAL)[0]
    assert "1000.0 s before the end" in wrong([], 1000, ended=2000)[0]
    assert "at None" in "".join(off_the_beat(beats([ANA], (), ()), Ledger(), LIVES, 0))


def test_the_question_whether_to_go_on_comes_fourth() -> None:
    assert wrong(AT, THEN, gentle=9) == ["person 7: reminder 4 does not ask whether to go on"]
    assert wrong(AT[:3], AT[3], gentle=2) == ["person 7: reminder 2 asks whether to go on"]


def test_a_reminder_is_late_by_the_time_that_the_bot_served_until_it_was_sent(sent) -> None:
    def late(at: float, *calls: Call) -> list[float]:
        return lateness(beats([ANA], offers([at]), calls), LIVES)

    assert late(1002) == [2]
    assert late(1002, sent(1520, 7, "jm1.1"), sent(1530, 7, "jm1.1")) == [30]
    assert late(1002, sent(1520, 8, "jm1.1")) == [2]
    assert wrong([1002], 1002 + USUAL, calls=[sent(1520, 7, "jm1.1")]) == []
    assert "had served for 31.00 s" in wrong([1002], 1002 + USUAL, calls=[sent(1521, 7, "jm1.1")])[0]


def test_the_question_is_sent_when_it_came(sent) -> None:
    assert lateness(beats([ANA], offers([1002], 1), [sent(1520, 7, "sd1", "kg1")]), LIVES) == [30]
