"""Who may use the bot."""

from __future__ import annotations

import pytest

from bot.life.door import OPEN, Door

LISTED = Door(allowed=frozenset({1}))
INVITING = Door(invite="spring-desk-2026")


def test_an_open_door_admits_everybody():
    assert OPEN.is_open
    assert OPEN.admits(5, invited=False)


@pytest.mark.parametrize("door", [LISTED, INVITING])
def test_a_limited_door_admits_no_stranger(door: Door):
    assert not door.is_open
    assert not door.admits(5, invited=False)


def test_the_list_admits_whom_it_names():
    assert LISTED.admits(1, invited=False)


@pytest.mark.parametrize("door", [LISTED, INVITING])
def test_who_once_came_with_the_code_is_admitted_for_good(door: Door):
    assert door.admits(5, invited=True)


def test_only_the_whole_code_is_the_invite():
    assert INVITING.is_invite("spring-desk-2026")
    for other in ("", "spring-desk", "SPRING-DESK-2026", "spring-desk-2026 ", "é"):
        assert not INVITING.is_invite(other)


def test_where_there_is_no_code_nothing_is_one():
    assert not OPEN.is_invite("")
