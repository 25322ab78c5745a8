"""Whatever is typed, at whichever question: one answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.cast import STANDS
from tests.fuzz.judge import judge_answered
from tests.fuzz.lines import nearly, ordered, typed
from tests.fuzz.stage import Stage, tries

stands = st.sampled_from(list(STANDS))

# Where an example fails, hypothesis shows what it was made from, too.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@given(stands, typed)
@tries(0.1)
def test_any_line_at_any_question_gets_one_answer(stage: Stage, stands: str, text: str) -> None:
    person = stage.somebody(stands)
    judge_answered(stage.say(person, text), person.id)


@given(stands, ordered)
@tries(0.1)
def test_any_command_with_any_words_gets_one_answer(stage: Stage, stands: str, text: str) -> None:
    person = stage.somebody(stands)
    judge_answered(stage.say(person, text), person.id)


@given(stands, st.integers(2, 9), nearly)
@tries(0.1)
def test_a_line_longer_than_telegram_allows_gets_one_answer(
    stage: Stage, stands, times: int, text: str
) -> None:
    person = stage.somebody(stands)
    judge_answered(stage.say(person, f"{text} " + "long " * 1000 * times), person.id)
