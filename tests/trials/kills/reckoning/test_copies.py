"""The same message twice is recognised by what only one message can say."""

import pytest

from bot.wire.buttons import UndoSkip
from trials.kills.lively import Deed, Done
from trials.kills.reckoning.copies import Copy, copies, too_many_in_flight, unexcused, written_down_late
from trials.kills.reckoning.lives import IN_FLIGHT_AT_A_KILL, Lives


@pytest.mark.parametrize("button", ["jm1.3", "rt1.3.easy", "st1.3", "pl1.3.2.pause"])
def test_a_message_with_the_same_number_is_the_same(lives: Lives, sent, button: str) -> None:
    (line,) = unexcused(copies([sent(5, 7, button), sent(6, 7, button)], lives, ()))
    assert "came again in chat 7 after 1.00 s" in line


def test_an_answer_that_repeats_what_was_typed_is_the_same(lives: Lives, sent) -> None:
    twice = [sent(at, text=f"I don't understand “xq7n1”. {at}") for at in (5, 6)]
    assert len(copies(twice, lives, ())) == 1


def test_other_numbers_menus_and_refused_calls_are_no_copies(lives: Lives, sent) -> None:
    calls = [
        sent(5, 7, "jm1.3"),
        sent(6, 7, "jm1.4"),
        sent(7, text="menu"),
        sent(8, text="menu"),
        sent(9, 7, "jm1.3", code=429),
        sent(10, 7, "jm1.3", method="editMessageText"),
    ]
    assert copies(calls, lives, ()) == []


def test_a_step_that_somebody_went_back_to_is_no_copy(lives: Lives, sent) -> None:
    twice = [sent(5, 7, "pl1.3.2.pause"), sent(20, 7, "pl1.3.2.pause")]
    assert copies(twice, lives, [Done(10, 7, Deed.TAP, "pl1.3.3.back")]) == []
    assert len(copies(twice, lives, [Done(10, 8, Deed.TAP, "pl1.3.3.back")])) == 1


def test_a_reminder_whose_skip_was_taken_back_is_no_copy(lives: Lives, sent) -> None:
    twice = [sent(5, 7, "jm1.3"), sent(20, 7, "jm1.3")]
    assert copies(twice, lives, [Done(10, 7, Deed.TAP, f"{UndoSkip.code}.3")]) == []
    assert len(copies(twice, lives, [Done(10, 7, Deed.TAP, "sk1.3")])) == 1


def test_what_a_kill_excuses_is_not_wrong(lives: Lives, sent) -> None:
    (copy,) = copies([sent(99.9, 7, "jm1.3"), sent(105, 7, "jm1.3")], lives, ())
    assert list(unexcused([copy])) == []


def test_a_kill_cuts_off_no_more_than_can_have_been_under_way(lives: Lives, sent) -> None:
    def found(count: int) -> list[str]:
        again = [Copy("reminder", sent(99.9), sent(105), IN_FLIGHT_AT_A_KILL)] * count
        return list(too_many_in_flight(again, lives))

    assert found(44) == []
    assert found(45) == ["after the kill of life 1 45 messages came again"]


def test_nearly_all_that_is_cut_off_had_just_gone_out(lives: Lives, sent) -> None:
    just, before = [Copy("reminder", sent(at), sent(105), IN_FLIGHT_AT_A_KILL) for at in (99.9, 99)]
    assert list(written_down_late([just] * 18 + [before] * 2, lives)) == []
    assert list(written_down_late([before] * 3, lives)) == []
    (line,) = written_down_late([just] * 17 + [before] * 3, lives)
    assert line.startswith("only 17 of 20")
