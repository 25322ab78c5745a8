"""What is read or written for many people at once is what it is for each of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.storage import breaks, days, history, mail, people
from bot.storage.breaks import Break, Origin, Outcome
from bot.storage.kept import REMINDERS

EVERYBODY = (1, 2, 404)
OFFERS = [
    (1, Outcome.DONE, Origin.REMINDER, ("pigeon",)),
    (2, None, Origin.REMINDER, ("march", "lizard")),
    (1, Outcome.SKIPPED, Origin.ASKED, ("lizard",)),
    (1, Outcome.UNSENT, Origin.REMINDER, ("march",)),
    (1, Outcome.SNOOZED, Origin.REMINDER, ()),
    (1, None, Origin.REMINDER, ("sit-tall",)),
    (2, Outcome.MOVED, Origin.ASKED, ()),
]


def _offer(conn: Connection, now: datetime) -> list[Break]:
    return breaks.add_all(
        conn,
        [
            Break(person_id=person, origin=origin, offered_at=now, exercises=exercises, outcome=outcome)
            for person, outcome, origin, exercises in OFFERS
        ],
    )


def test_offers_written_together_are_read_back_as_they_were_and_numbered_in_order(
    conn: Connection, now: datetime
) -> None:
    made = _offer(conn, now)
    assert [breaks.load(conn, offer.person_id, offer.id) for offer in made] == made
    assert [offer.id for offer in made] == list(range(made[0].id, made[0].id + len(OFFERS)))


def test_the_latest_of_many_are_the_latest_of_each(conn: Connection, now: datetime) -> None:
    _offer(conn, now)
    for origin in Origin:
        for count in (1, 2, REMINDERS):
            found = breaks.latest_by_person(conn, EVERYBODY, origin, count)
            assert {one: found.get(one, []) for one in EVERYBODY} == {
                one: breaks.latest(conn, one, origin, count) for one in EVERYBODY
            }


def test_what_was_offered_to_many_is_in_the_order_it_was_offered_to_each(
    conn: Connection, now: datetime
) -> None:
    _offer(conn, now)
    assert breaks.offered_by_person(conn, EVERYBODY) == {
        1: ("pigeon", "lizard", "march", "sit-tall"),
        2: ("march", "lizard"),
    }
    assert breaks.offered_by_person(conn, EVERYBODY, 2) == {1: ("sit-tall",), 2: ("march", "lizard")}


def test_days_and_movements_of_many_are_those_of_each(conn: Connection, now: datetime) -> None:
    today, hour = now.date(), timedelta(hours=1)
    for days_ago in range(4):
        history.done_for(conn, 1, today - timedelta(days=days_ago), now)
    days.work_late(conn, 2, today, now + hour, now)
    days.work_late(conn, 2, today, now + 2 * hour, now)
    history.move(conn, 2, now - hour, today, "Etc/UTC")
    people.live_in(conn, 2, "Asia/Tokyo", now - hour)
    people.live_in(conn, 2, "Etc/UTC", now)
    oldest_three = [today - timedelta(days=days_ago) for days_ago in (3, 2, 1)]  # they were told last
    assert people.done_dates_by_person(conn, EVERYBODY) == {1: oldest_three}
    assert days.late_by_person(conn, EVERYBODY, date.min) == {2: {today: now + 2 * hour}}
    assert history.last_moved_by_person(conn, EVERYBODY) == {2: now - hour}
    assert people.zones_since(conn, EVERYBODY) == {2: now}


def test_letters_to_many_are_kept_in_their_order(conn: Connection, now: datetime) -> None:
    letters = [(chat, f"{number}", None) for number in range(300) for chat in (2, 1)]
    kept = mail.queue_all(conn, letters, 2, now)
    assert [(row.chat_id, row.body, row.expires_at) for row in kept] == letters
    assert mail.unsent(conn) == kept
