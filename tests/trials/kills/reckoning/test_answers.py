"""Whoever tapped or typed has an answer, and one only."""

from trials.kills.lively import Deed, Done
from trials.kills.reckoning import answers
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

TAP = Done(50, 7, Deed.TAP, "sk1.3", "q1")
LINE = Done(50, 7, Deed.ODD, "/pause xq7n1")
HELP = Done(50, 7, Deed.COMMAND, "/help")
HELP_TEXT = "I remind you to leave the chair in your working hours"


def test_a_tap_is_answered_once(sent) -> None:
    answer = sent(51, 0, method="answerCallbackQuery", query="q1")
    assert list(answers.unanswered_taps([TAP], [answer])) == []
    assert "has 0 answers" in next(answers.unanswered_taps([TAP], []))


def test_an_odd_line_is_repeated_in_its_answer_unless_its_writer_left(sent) -> None:
    assert list(answers.unanswered_lines([LINE], [sent(51, text="I can't read “xq7n1” as a pause")])) == []
    assert len(list(answers.unanswered_lines([LINE], [sent(51, text="I can't read “xq7n12”")]))) == 1
    assert list(answers.unanswered_lines([LINE, Done(55, 7, Deed.BLOCK)], [])) == []


def test_a_command_is_answered_by_something_that_does_not_come_by_itself(lives: Lives, sent) -> None:
    def unanswered(*calls: Call) -> int:
        return len(list(answers.unanswered_commands([HELP], calls, lives)))

    assert [
        unanswered(),
        unanswered(sent(49)),
        unanswered(sent(51, 8)),
        unanswered(sent(51, 7, "jm1.3")),
    ] == [1] * 4
    assert unanswered(sent(51)) == unanswered(sent(51, method="editMessageText")) == 0
    assert unanswered(sent(99)) == 1  # the bot had served for long


def test_help_comes_as_often_as_it_was_asked_for(lives: Lives, sent) -> None:
    def wrong(*at: float) -> int:
        calls = [sent(moment, text=HELP_TEXT) for moment in at]
        return len(list(answers.miscounted_help([HELP], calls, lives)))

    assert [wrong(), wrong(51), wrong(51, 52), wrong(99.9, 105)] == [1, 0, 1, 0]
