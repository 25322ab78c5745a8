"""One person taps whatever was ever in the chat, types, and lets time pass: it always holds together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.playground.person import Person
from bot.playground.seen import SeenMessage
from bot.storage import breaks, mail, pauses, people, sessions
from bot.storage.breaks import Origin
from bot.storage.database import Connection
from bot.storage.tables import breaks as break_table
from bot.storage.tables import outbox
from bot.storage.tables import sessions as session_table
from bot.wire.buttons import Play, Skip, decode
from scheduler.due import due
from tests.fuzz.cast import EXERCISE, SET_UP, UNKNOWN
from tests.fuzz.conftest import raised
from tests.fuzz.judge import judge_answered, judge_quiet, judge_tapped
from tests.fuzz.lines import ordered, typed
from tests.fuzz.stage import Came, Stage, tries

LENGTHS = [5.0, 20.0, 65.0, 600.0, 2_820.0, 3 * 3600.0, 24 * 3600.0]
LIKELY = st.sampled_from(
    [
        *(
            "/start",
            "/stretch",
            "/stretch 3 min",
            "/exercises",
            "/settings",
            "/streak",
            "/log",
            "/next",
            "/help",
        ),
        *(
            "/pause 1h",
            "/pause",
            "/resume",
            "/late 20:00",
            "/sick",
            "/holiday",
            "/hidden",
            "/learn",
            "/feedback",
        ),
        *("/forget", "/export", "Lisbon", "Springfield", "Mon-Fri 9-17", "22-6", "45", "yes", EXERCISE),
        *("/settings pictures text", "/settings hours 0-24", "/settings interval 15", "/settings stop on"),
    ]
)
NEWEST, EVER = "tap on the newest message", "tap on anything ever seen"
TYPE, WAIT, JUMP, RESTART = "type", "wait", "jump", "restart"
steps = st.one_of(
    st.tuples(st.just(NEWEST), st.integers(0, 30)),
    st.tuples(st.just(NEWEST), st.integers(0, 30)),
    st.tuples(st.just(EVER), st.integers(0, 400)),
    st.tuples(st.just(TYPE), LIKELY | ordered | typed),
    st.tuples(st.just(WAIT), st.sampled_from(LENGTHS)),
    st.tuples(st.sampled_from([JUMP, RESTART]), st.sampled_from(LENGTHS)),
)
Step = tuple[str, Any]


class Walk:
    """A person, and all the buttons that they have seen."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self.stage = stage
        self.person = person
        self.seen: dict[tuple[int, str], None] = {}

    def goes(self, what: str, how: Any) -> None:
        """One step, and what has to come of it."""
        scene = self.stage.scene
        match what:
            case "type":
                judge_answered(self._says(how), self.person.id)
            case "wait":
                judge_quiet(self.stage.watch(scene.pass_time(seconds=how)))
            case "jump":
                scene.jump(seconds=how)
                self.stage.settle()
            case "restart":
                self.stage.run(scene.restart())
            case _:
                self._taps(
                    list(self.seen) if what == EVER else list(_buttons(self.person.messages[-1:])), how
                )
        self.seen |= dict.fromkeys(_buttons(self.person.messages))

    def _says(self, text: str) -> Came:
        return self.stage.say(self.person, text)

    def _taps(self, buttons: list[tuple[int, str]], which: int) -> None:
        if buttons:
            message_id, data = buttons[which % len(buttons)]
            callback_id, came = self.stage.tap(self.person, data, message_id)
            judge_tapped(came, self.person.id, callback_id)

    def holds_together(self) -> None:
        """What is always true when nothing is under way."""
        agrees = partial(self._agrees, presses=self._presses())
        self.stage.run(self.stage.scene.app.storage.read(agrees))

    def _agrees(self, conn: Connection, presses: list[tuple[SeenMessage, Any]]) -> None:
        person_id = self.person.id
        live = sessions.live(conn, person_id)
        assert _count(conn, session_table, session_table.c.ended_at.is_(None)) <= 1
        of_reminders = break_table.c.origin == Origin.REMINDER
        assert _count(conn, break_table, break_table.c.outcome.is_(None) & of_reminders) <= 1
        assert _count(conn, outbox) == 0

        led = [(message.id, press) for message, press in presses if isinstance(press, Play)]
        assert {press.session_id for _, press in led} == ({live.id} if live else set())
        assert {number for number, _ in led} == ({mail.holds(conn, person_id, "session")} if live else set())

        skips = {press.break_id for _, press in presses if isinstance(press, Skip)}
        assert len(skips) <= 1
        offered = [breaks.load(conn, person_id, number) for number in skips]
        assert all(one is not None and one.live for one in offered)

        person = people.load(conn, person_id)
        if person is not None and person.set_up_at is not None:
            pause = pauses.current(conn, person_id, self.stage.scene.now)
            waits = pause is not None and pause.end is None
            assert waits or _count(conn, due) > 0, "nothing would ever come again"

    def _presses(self) -> list[tuple[SeenMessage, Any]]:
        messages = self.person.messages
        return [(one, decode(data)) for one in messages for _, data in _buttons([one])]


def _count(conn: Connection, table: Any, *where: Any) -> int:
    return int(conn.scalar(select(func.count()).select_from(table).where(*where)) or 0)


def _buttons(messages: list[SeenMessage]) -> Iterator[tuple[int, str]]:
    for message in messages:
        yield from ((message.id, data) for row in message.data for data in row if data)


# Where an example fails, hypothesis shows what it was made from, too.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@given(st.sampled_from([SET_UP, UNKNOWN]), st.lists(steps, min_size=1, max_size=40))
@tries(0.06)
def test_a_walk_through_everything_holds_together(tmp_path_factory, stands: str, steps: list[Step]) -> None:
    with raised(Path(tmp_path_factory.mktemp("walk"))) as stage:
        walk = Walk(stage, stage.somebody(stands))
        for what, how in ((TYPE, "/start"), *steps):
            walk.goes(what, how)
            walk.holds_together()
