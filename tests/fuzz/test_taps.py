"""Whatever a button is made to say, and wherever it stands: the tap is answered once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.person import Person
from tests.fuzz import taps
from tests.fuzz.cast import STANDS
from tests.fuzz.judge import judge_tapped
from tests.fuzz.stage import Stage, tries

OF_THE_BOT, THEIR_OWN, GONE = "the bot's", "their own", "gone"
WHERE: dict[str, dict[str, Any]] = {
    OF_THE_BOT: {},
    THEIR_OWN: {},
    GONE: {},
    "too old to be seen": {"date": 0},
    "not told": {"message": None},
    "in another chat": {"message": None, "inline_message_id": "AAAA"},
}

# Where an example fails, hypothesis shows what it was made from, too.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@given(st.sampled_from(list(STANDS)), st.sampled_from(list(WHERE)), taps.data)
@tries(0.2)
def test_a_tap_with_any_data_is_answered_once(stage: Stage, stands: str, where: str, data: str) -> None:
    person = stage.somebody(stands)
    own = stage.own_number(person)
    data = ".".join(own if word == taps.OWN else word for word in data.split("."))
    callback_id, came = stage.tap(person, data, _message(stage, person, where), **WHERE[where])
    judge_tapped(came, person.id, callback_id)


def _message(stage: Stage, person: Person, where: str) -> int:
    if where not in {OF_THE_BOT, THEIR_OWN}:
        return 10**6
    own = person.type("/help")[0]
    stage.settle()
    return person.last.id if where == OF_THE_BOT else own
