"""A line to the operator: bounded, escaped, and never by accident."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.features.feedback import rules
from bot.storage import people
from bot.wire.buttons import DropFeedback

OPERATOR = 99


@pytest.fixture
def ada(chat):
    """Somebody whose bot has an operator."""
    chat.house = replace(chat.house, operator=OPERATOR)
    return chat


def _passed_on(said) -> list:
    return [answer for answer in said if answer.to]


def test_a_line_goes_to_the_operator_with_name_and_id_and_the_person_is_told(ada):
    people.change(ada.conn, 7, first_name="<Ana>")
    said = ada.type("/feedback <b>The clock & all")
    (passed,) = _passed_on(said)
    assert passed.to == OPERATOR
    assert '<a href="tg://user?id=7">&lt;Ana&gt;</a> (7)' in passed.text
    assert "&lt;b&gt;The clock &amp; all" in passed.text
    assert "first name and Telegram id" in said[-1].text


def test_without_words_the_next_line_is_passed_on_and_no_other(ada):
    ada.type("/feedback")
    assert len(_passed_on(ada.type("the clock is wrong"))) == 1
    assert _passed_on(ada.type("the clock is still wrong")) == []


def test_a_line_typed_much_later_is_not_passed_on(ada):
    ada.type("/feedback")
    ada.wait(minutes=11)
    assert _passed_on(ada.type("my private thoughts")) == []


def test_after_never_mind_nothing_is_passed_on(ada):
    ada.type("/feedback")
    ada.tap(DropFeedback())
    assert _passed_on(ada.type("my private thoughts")) == []


def test_never_mind_leaves_another_open_question_open(ada):
    people.change(ada.conn, 7, asked="settings-hours")
    ada.tap(DropFeedback())
    assert ada.person.asked == "settings-hours"


def test_too_long_a_line_is_not_cut_but_asked_for_again(ada):
    said = ada.type("/feedback " + "x" * (rules.LONGEST + 1))
    assert _passed_on(said) == []
    assert "501" in said.text
    assert "For example" in said.text
    assert len(_passed_on(ada.type("x" * rules.LONGEST))) == 1


def test_five_lines_a_day_and_no_more(ada):
    for number in range(rules.MOST):
        assert _passed_on(ada.type(f"/feedback line {number}"))
    assert _passed_on(ada.type("/feedback one more")) == []
    ada.wait(hours=24)
    assert _passed_on(ada.type("/feedback the next day"))


def test_without_an_operator_it_says_so_and_asks_nothing(chat):
    for line in ("/feedback", "/feedback hello"):
        said = chat.type(line)
        assert _passed_on(said) == []
        assert "has not told me" in said.only.text
    assert chat.person.asked is None


def test_somebody_who_is_not_set_up_may_send_one_too(newcomer):
    newcomer.house = replace(newcomer.house, operator=OPERATOR)
    newcomer.type("/feedback")
    assert _passed_on(newcomer.type("I can't find my city"))
