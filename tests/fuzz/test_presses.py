"""Every button with any values, straight to its handler: many times quicker than through the server, so many more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine

from bot.features import ROUTES
from bot.storage import people
from bot.storage.tables import metadata
from bot.texts import Texts
from bot.turn import House, Turn
from bot.wire import routes
from bot.wire.buttons import OutdatedButton, StartExercise, decode
from bot.wire.incoming import Tap
from content import catalogue
from tests.conversations.conftest import MONDAY_MORNING
from tests.fuzz import taps
from tests.fuzz.cast import EXERCISE, EXERCISING, STANDS, UNKNOWN
from tests.fuzz.stage import newest, tries

ADA = 1
known = st.sampled_from([stands for stands in STANDS if stands != UNKNOWN])
likely = st.sampled_from(["reminded", EXERCISING]) | known
pauses = st.sampled_from([0, 0, 30, 600, 7200, 10**6]).map(lambda seconds: timedelta(seconds=seconds))

# Where an example fails, hypothesis shows what it was made from, too.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@pytest.fixture(scope="module")
def house() -> House:
    """The real catalogue and texts."""
    return House(catalogue.load(), Texts(), "unsit_bot")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A database in memory, in which nothing stays."""
    made = create_engine("sqlite://")
    metadata.create_all(made)
    yield made
    made.dispose()


@given(likely, st.lists(st.tuples(pauses, taps.well_read), min_size=1, max_size=15))
@tries(0.4)
def test_any_presses_in_any_order_are_answered_by_one_toast_each(
    engine: Engine, house: House, stands: str, presses: list[tuple[timedelta, str]]
) -> None:
    with engine.connect() as conn:  # never committed
        now = MONDAY_MORNING
        STANDS[stands](conn, ADA, now)
        if stands == EXERCISING:
            _press(conn, house, now, StartExercise(EXERCISE).data())
        for pause, data in presses:
            now += pause
            own = str(newest(conn, ADA))
            _press(conn, house, now, ".".join(own if word == taps.OWN else word for word in data.split(".")))


def _press(conn: Connection, house: House, now: datetime, data: str) -> None:
    person = people.load(conn, ADA)
    if person is None:  # erased by an earlier press
        return
    try:
        press = decode(data)
    except OutdatedButton:
        press = None
    turn = Turn(conn, now, person, house, message_id=7, callback_id="q")
    routes.answer(ROUTES, turn, Tap(press, "q", 7))
    assert [answer.action for answer in turn.answers].count("toast") == 1
    assert all(len(answer.dump()) < 10_000 for answer in turn.answers)
