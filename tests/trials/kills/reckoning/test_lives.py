"""Which life a call belongs to, and what excuses a second message."""

from trials.kills.reckoning.lives import Lives


def test_a_call_read_right_after_a_start_was_written_by_the_bot_before(lives: Lives, sent) -> None:
    assert [lives.of(sent(at)) for at in (50, 101, 102.2, 104)] == [0, 0, 0, 1]


def test_a_message_may_come_again_where_the_bot_could_not_hear_that_it_was_taken(lives: Lives, sent) -> None:
    assert lives.why_again(sent(50, fault="DROP_AFTER"), sent(51)) == "its answer was lost"
    assert lives.why_again(sent(50), sent(51)) == ""


def test_a_message_may_come_again_after_a_kill_only_where_it_was_in_flight(lives: Lives, sent) -> None:
    assert lives.why_again(sent(99.9), sent(105)) == "in flight at a kill"
    assert lives.why_again(sent(100.2), sent(105)) == "in flight at a kill"
    assert lives.why_again(sent(90), sent(105)) == ""
    assert lives.why_again(sent(105), sent(106)) == ""
