"""Which life a call belongs to, and what excuses a second message."""

from trials.kills.reckoning.lives import IN_FLIGHT_AT_A_KILL, Lives


def test_a_call_read_right_after_a_start_was_written_by_the_bot_before(lives: Lives, sent) -> None:
    assert [lives.of(sent(at)) for at in (50, 101, 102.2, 104)] == [0, 0, 0, 1]


def test_a_message_may_come_again_where_the_bot_could_not_hear_that_it_was_taken(lives: Lives, sent) -> None:
    assert lives.why_again(sent(50, fault="DROP_AFTER"), sent(51)) == "its answer was lost"
    assert lives.why_again(sent(50), sent(51)) == ""


def test_a_message_may_come_again_after_a_kill_only_where_it_was_in_flight(lives: Lives, sent) -> None:
    def why(first: float, again: float, chat: int = 7, button: str = "jm1.3", text: str = "") -> str:
        return lives.why_again(sent(first, chat, button, text=text), sent(again, chat, button, text=text))

    assert why(99.9, 105) == why(100.2, 105) == IN_FLIGHT_AT_A_KILL
    assert why(90, 105) == why(105, 106) == ""
    # It was not in the outbox any more.
    assert why(99.9, 105, chat=8) == why(99.9, 105, button="jm1.33") == why(99.9, 105, text="xq7n1") == ""
