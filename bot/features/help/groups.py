"""In a group the bot says once that it works one to one, with a link, and is silent from then on."""

from __future__ import annotations

from datetime import datetime

from bot.storage import mail
from bot.storage.database import Connection
from bot.turn import House
from bot.wire import outgoing
from bot.wire.outgoing import Key, Outgoing, View


def only_one_to_one(
    conn: Connection, chat_id: int, now: datetime, house: House, callback_id: str = ""
) -> list[Outgoing]:
    """What to answer in this group; a tap there is answered each time, since its button would spin otherwise."""
    answers = []
    if callback_id:
        answers.append(outgoing.toast(callback_id, house.texts("help-group-toast")))
    if mail.tell_group_once(conn, chat_id, now):
        link = Key(house.texts("help-group-link"), url=f"https://t.me/{house.username}")
        answers.append(outgoing.send(View(house.texts("help-group"), ((link,),))))
    return answers
