"""What came in and what has to go out: the rows behind the inbox, the outbox and the slots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, insert, select, update

from bot.storage import about
from bot.storage.numbered import insert_all
from bot.storage.tables import groups_told, inbox, outbox, slots
from bot.storage.upsert import upsert

_HEARD = "heard_at"
_NUMBERS_ARE_COMPARED_FOR = timedelta(days=1)
_IN_ONE_QUERY = 500  # ids: SQLite takes so many parameters, and some more


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came: `body` is Telegram's JSON."""

    update_id: int
    chat_id: int
    body: str


@dataclass(frozen=True, slots=True)
class Held:
    """A message that a slot holds; `drawn` where it is a drawn exercise with a caption."""

    message_id: int
    drawn: bool


Slots = Mapping[str, Held]
"""What the slots of a chat hold; one that is empty is not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """The slot of the chat holds this from now on; no other slot does, and none holds the message `instead_of`.

    Without `held` it is empty. Without `slot` it is only about the message.
    """

    chat_id: int
    slot: str = ""
    held: Held | None = None
    instead_of: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that has to go out; `body` is an Outgoing's JSON."""

    id: int
    chat_id: int
    importance: int
    made_at: datetime
    expires_at: datetime | None
    body: str
    process: str = ""  # which sends it
    behind: bool = False  # whether another process may have something for the chat that goes before it


def receive(conn: Connection, updates: Sequence[Arrived], now: datetime) -> list[Arrived]:
    """Keep these updates; those that were known already are left out of the answer."""
    arrived: dict[int, Arrived] = {}
    for one in updates:
        arrived.setdefault(one.update_id, one)
    rows = [{**asdict(one), "received_at": now, "state": "waiting"} for one in arrived.values()]
    if not rows:
        return []
    keep = upsert(conn, inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    fresh = set(conn.scalars(keep, rows))
    return [one for number, one in arrived.items() if number in fresh]


def receive_applied(conn: Connection, update_id: int, now: datetime) -> bool:
    """`receive` for an update that is applied in the same transaction: nothing but its number. Whether it was new."""
    row = {"update_id": update_id, "chat_id": 0, "received_at": now, "state": "done", "body": None}
    return (
        conn.scalar(upsert(conn, inbox).on_conflict_do_nothing().returning(inbox.c.update_id), row)
        is not None
    )


def unapplied(conn: Connection, before: datetime | None = None) -> list[Arrived]:
    """The updates that were kept (before then) but not applied, as they came.

    Telegram's numbers start anew after a quiet week.
    """
    waiting = select(inbox).where(inbox.c.state == "waiting")
    if before is not None:
        waiting = waiting.where(inbox.c.received_at < before)
    rows = conn.execute(waiting.order_by(inbox.c.received_at, inbox.c.update_id))
    return [Arrived(row.update_id, row.chat_id, row.body) for row in rows]


def first_waiting(conn: Connection, chat_id: int, now: datetime) -> Arrived | None:
    """The update of this chat that is to be applied first, whichever process received it.

    That is the one with the lowest number; but what came a day ago goes first, since the numbers may have started anew.
    """
    waiting = select(inbox).where(inbox.c.chat_id == chat_id, inbox.c.state == "waiting")
    old = inbox.c.received_at < now - _NUMBERS_ARE_COMPARED_FOR
    row = conn.execute(waiting.order_by(case((old, 0), else_=1), inbox.c.update_id).limit(1)).first()
    return None if row is None else Arrived(row.update_id, row.chat_id, row.body)


def is_waiting(conn: Connection, update_id: int) -> bool:
    """Whether this update was kept and not yet applied."""
    one = select(inbox.c.update_id).where(inbox.c.update_id == update_id, inbox.c.state == "waiting")
    return conn.scalar(one) is not None


def applied(conn: Connection, update_id: int) -> bool:
    """Mark the update as applied, in the transaction of its effects; whose it was is forgotten.

    False where it already was, or was erased.
    """
    return _done(conn, [update_id]) == 1


def pass_over(conn: Connection, update_ids: Iterable[int]) -> None:
    """Mark these updates as applied, though nothing was done for them."""
    _done(conn, list(update_ids))


def _done(conn: Connection, update_ids: Sequence[int]) -> int:
    """How many of them had waited."""
    return conn.execute(_DONE, {"ids": update_ids}).rowcount


_DONE = (
    update(inbox)
    .where(inbox.c.update_id.in_(bindparam("ids", expanding=True)), inbox.c.state == "waiting")
    .values(state="done", body=None, chat_id=0)
)


def heard(conn: Connection, at: datetime) -> None:
    """Telegram was asked for updates at this moment (aware) and answered."""
    about.note(conn, _HEARD, at.isoformat())


def last_heard(conn: Connection) -> datetime | None:
    """When Telegram last answered, as far as it was noted (aware)."""
    at = about.noted(conn, _HEARD)
    return None if at is None else datetime.fromisoformat(at)


def park(conn: Connection, update_id: int, error: str) -> None:
    """Set the update aside, with the reason: it failed and must not block the next."""
    # An error may quote half a character or a NUL, which no row can have.
    reason = error.encode(errors="backslashreplace").decode().replace("\0", "\\0")[:2000]
    # Not one that was erased meanwhile.
    waits = (inbox.c.update_id == update_id, inbox.c.state == "waiting")
    conn.execute(update(inbox).where(*waits).values(state="parked", error=reason))


def forget_applied(conn: Connection, before: datetime) -> int:
    """Drop the ids of updates received before then and applied; how many."""
    return _forget(conn, "done", before)


def forget_parked(conn: Connection, before: datetime) -> int:
    """Drop the updates received before then that failed and were set aside; how many."""
    return _forget(conn, "parked", before)


def _forget(conn: Connection, state: str, before: datetime) -> int:
    return conn.execute(delete(inbox).where(inbox.c.state == state, inbox.c.received_at < before)).rowcount


def queue(
    conn: Connection,
    chat_id: int,
    bodies: Iterable[tuple[str, datetime | None]],
    importance: int,
    now: datetime,
    *,
    process: str = "",
) -> list[Waiting]:
    """Keep what has to go out: (body, when it is no longer worth sending). `process` sends it."""
    return queue_all(conn, [(chat_id, *body) for body in bodies], importance, now, process=process)


def queue_all(
    conn: Connection,
    letters: Sequence[tuple[int, str, datetime | None]],
    importance: int,
    now: datetime,
    *,
    process: str = "",
) -> list[Waiting]:
    """`queue` for many chats: (the chat's id, body, when it is no longer worth sending)."""
    rows: list[dict[str, Any]] = [
        {
            "chat_id": chat_id,
            "importance": importance,
            "made_at": now,
            "expires_at": expires_at,
            "body": body,
            "process": process,
        }
        for chat_id, body, expires_at in letters
    ]
    behind = _chats_of_others(conn, {row["chat_id"] for row in rows}, process) if process and rows else set()
    ids = insert_all(conn, outbox, rows)
    return [
        Waiting(number, **row, behind=row["chat_id"] in behind) for number, row in zip(ids, rows, strict=True)
    ]


def _chats_of_others(conn: Connection, chat_ids: Collection[int], process: str) -> set[int]:
    """The chats for which another process has something to send."""
    others = select(outbox.c.chat_id).where(outbox.c.chat_id.in_(chat_ids), outbox.c.process != process)
    return set(conn.scalars(others.distinct()))


def is_behind(conn: Connection, row: Waiting, known: Set[int] = frozenset()) -> bool:
    """Whether something waits for the row's chat that was written before it, and that its process does not know of yet.

    Another process has it, or has left it to this one a moment ago. `known` are the ids of what this one knows.
    """
    earlier = select(outbox.c.id).where(outbox.c.chat_id == row.chat_id, outbox.c.id < row.id)
    return not known >= set(conn.scalars(earlier))


def is_kept(conn: Connection, row_id: int) -> bool:
    """Whether this row is still there to be sent."""
    return conn.scalar(select(outbox.c.id).where(outbox.c.id == row_id)) is not None


def unsent(conn: Connection, besides: Set[int] = frozenset(), process: str = "") -> list[Waiting]:
    """What was kept for this process to send and is not yet taken by Telegram, in order.

    But for the rows with the ids `besides`.
    """
    ours = select(outbox.c.id).where(outbox.c.process == process).order_by(outbox.c.id)
    missing = [row_id for row_id in conn.scalars(ours) if row_id not in besides]
    rows: list[Waiting] = []
    for start in range(0, len(missing), _IN_ONE_QUERY):
        some = outbox.c.id.in_(missing[start : start + _IN_ONE_QUERY])
        found = conn.execute(select(outbox).where(some).order_by(outbox.c.id))
        rows += [Waiting(**row, behind=bool(process)) for row in found.mappings()]
    return rows


def sent(conn: Connection, ids: Iterable[int]) -> set[int]:
    """Telegram has taken these, or never will; which of them were still there."""
    return set(conn.scalars(_SENT, {"ids": list(ids)}))


_SENT = delete(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True))).returning(outbox.c.id)


def holds(conn: Connection, chat_id: int, slot: str) -> int | None:
    """The message that the slot holds."""
    held: int | None = conn.scalar(_HOLDS, {"chat": chat_id, "in_slot": slot})
    return held


_HOLDS = select(slots.c.message_id).where(
    slots.c.chat_id == bindparam("chat"), slots.c.slot == bindparam("in_slot")
)


def slots_of(conn: Connection, chat_ids: Collection[int]) -> dict[int, Slots]:
    """What the slots of these chats hold; at most 500 chats."""
    found: dict[int, dict[str, Held]] = {chat_id: {} for chat_id in chat_ids}
    for chat_id, slot, message_id, drawn in conn.execute(_SLOTS, {"chats": list(found)}):
        found[chat_id][slot] = Held(message_id, drawn)
    return dict(found)


_SLOTS = select(slots.c.chat_id, slots.c.slot, slots.c.message_id, slots.c.drawn).where(
    slots.c.chat_id.in_(bindparam("chats", expanding=True))
)


def change(conn: Connection, changes: Sequence[Change], now: datetime) -> None:
    """Make these changes, each in another chat."""
    if changes:
        conn.execute(_EMPTY, [_emptied(one) for one in changes])
    if filled := [_filled(one, one.held, now) for one in changes if one.held is not None]:
        conn.execute(insert(slots), filled)


_EMPTY = delete(slots).where(
    slots.c.chat_id == bindparam("chat"),
    (slots.c.slot == bindparam("in_slot")) | slots.c.message_id.in_((bindparam("new"), bindparam("old"))),
)


def _emptied(one: Change) -> dict[str, object]:
    new = one.held.message_id if one.held is not None else 0
    return {"chat": one.chat_id, "in_slot": one.slot, "new": new, "old": one.instead_of}


def _filled(one: Change, held: Held, now: datetime) -> dict[str, object]:
    facts = {"message_id": held.message_id, "drawn": held.drawn}
    return {"chat_id": one.chat_id, "slot": one.slot, "at": now, **facts}


def hold(conn: Connection, chat_id: int, slot: str, message_id: int, now: datetime) -> None:
    """The slot holds this message from now on, and no other slot does."""
    change(conn, [Change(chat_id, slot, Held(message_id, drawn=False))], now)


def let_go_of_all(conn: Connection, chat_id: int) -> None:
    """Every slot of the chat is empty."""
    conn.execute(delete(slots).where(slots.c.chat_id == chat_id))


def tell_group_once(conn: Connection, chat_id: int, now: datetime) -> bool:
    """Whether this group was not told before; it counts as told from now on."""
    if conn.scalar(select(groups_told.c.chat_id).where(groups_told.c.chat_id == chat_id)):
        return False
    conn.execute(insert(groups_told).values(chat_id=chat_id, at=now))
    return True
