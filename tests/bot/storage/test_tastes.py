"""Favourites, and what is left out: why, until when, and what comes back together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage import people, tastes
from bot.storage.known import known
from bot.storage.tastes import LEFT_OUT_FOR, LeftOut, Why
from content import catalogue

CATALOGUE = catalogue.load()


def test_a_favourite_is_one_persons_and_is_told_once(conn: Connection, now: datetime) -> None:
    assert tastes.favour(conn, 1, "pigeon", now)
    assert not tastes.favour(conn, 1, "pigeon", now)
    assert tastes.favourites_of(conn, 1) == {"pigeon"}
    assert tastes.favourites_of(conn, 2) == frozenset()
    assert known(conn, 1, now).favourites == {"pigeon"}
    assert tastes.unfavour(conn, 1, "pigeon")
    assert not tastes.unfavour(conn, 1, "pigeon")


def test_never_again_lasts_and_what_was_hard_rests_two_weeks(conn: Connection, now: datetime) -> None:
    tastes.never_again(conn, 1, "lizard", now)
    until = tastes.rest_it(conn, 1, ("pigeon",), Why.HARD, now)
    assert until == now + LEFT_OUT_FOR
    assert tastes.left_out(conn, 1, now) == {
        "lizard": LeftOut("lizard", Why.NEVER, now, None),
        "pigeon": LeftOut("pigeon", Why.HARD, now, until),
    }
    assert set(tastes.left_out(conn, 1, until)) == {"lizard"}
    assert known(conn, 1, until).left_out == {"lizard"}


def test_a_hurt_does_not_shorten_never_again(conn: Connection, now: datetime) -> None:
    tastes.never_again(conn, 1, "lizard", now)
    tastes.rest_it(conn, 1, ("kneeling-lunge", "lizard"), Why.HURT, now)
    assert set(tastes.left_out(conn, 1, now + LEFT_OUT_FOR)) == {"lizard"}


def test_what_hurt_comes_back_with_the_relatives_left_out_for_the_same_hurt(
    conn: Connection, now: datetime
) -> None:
    tastes.rest_it(conn, 1, ("pigeon", "king-pigeon"), Why.HURT, now)
    assert tastes.bring_back(conn, 1, CATALOGUE, "pigeon", now) == ("pigeon", "king-pigeon")
    assert tastes.left_out(conn, 1, now) == {}


def test_a_relative_left_out_for_another_reason_or_at_another_time_stays(
    conn: Connection, now: datetime
) -> None:
    tastes.never_again(conn, 1, "figure-four", now)
    tastes.never_again(conn, 1, "pigeon", now)
    assert tastes.bring_back(conn, 1, CATALOGUE, "figure-four", now) == ("figure-four",)
    people.bring_back(conn, 1, "pigeon")
    tastes.rest_it(conn, 1, ("pigeon",), Why.HURT, now)
    tastes.rest_it(conn, 1, ("king-pigeon",), Why.HURT, now + timedelta(days=1))
    assert tastes.bring_back(conn, 1, CATALOGUE, "pigeon", now) == ("pigeon",)


def test_what_is_not_left_out_or_not_in_the_catalogue_does_not_come_back(
    conn: Connection, now: datetime
) -> None:
    tastes.never_again(conn, 1, "of-an-earlier-version", now)
    assert tastes.bring_back(conn, 1, CATALOGUE, "pigeon", now) == ()
    assert tastes.bring_back(conn, 1, CATALOGUE, "of-an-earlier-version", now) == ()
