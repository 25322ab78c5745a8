"""So many wait in order; the rest is too many, but for what always has to be known."""

from __future__ import annotations

import json

from bot.storage.mail import Arrived
from bot.wire.line import Line


def _arrived(number: int, kind: str = "message") -> Arrived:
    return Arrived(number, 1, json.dumps({"update_id": number, kind: {}}))


def _all_of(line: Line) -> list[int]:
    return [line.take().update_id for _ in range(len(line) - len(line.too_many))]


def test_where_there_is_no_room_it_is_too_many() -> None:
    line = Line()
    for number in range(5):
        line.add(_arrived(number), room=3)
    assert len(line) == 5
    assert _all_of(line) == [0, 1, 2]
    assert [update.update_id for update in line.take_too_many(1)] == [3]
    assert [update.update_id for update in line.take_too_many(9)] == [4]
    assert not line


def test_without_a_bound_all_of_them_wait() -> None:
    line = Line()
    for number in range(50):
        line.add(_arrived(number))
    assert _all_of(line) == list(range(50))


def test_that_somebody_left_or_returned_finds_room() -> None:
    line = Line()
    line.add(_arrived(1, "my_chat_member"), room=0)
    assert _all_of(line) == [1]
