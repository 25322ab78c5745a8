"""Somebody else's buttons, sent from one's own chat by a client that was tampered with, reach nothing of theirs."""

from __future__ import annotations

from functools import partial

import pytest

from bot.storage import everything
from bot.storage.everything import Kept


async def kept_of_ada(scene) -> Kept:
    """All rows of hers, but for what is only under way."""
    rows = await scene.app.storage.read(partial(everything.read, person_id=1))
    return {table: rows for table, rows in rows.items() if table not in {"inbox", "outbox"}}


@pytest.mark.parametrize(
    "steps",
    [
        ("reminded",),
        ("reminded", "Start"),
        ("reminded", "Start", "finished"),
        ("reminded", "Skip", "/forget"),
    ],
)
async def test_what_lies_before_ada_does_nothing_to_her_when_ben_sends_it(scene, steps) -> None:
    ada = await scene.somebody_set_up("Ada", 1)
    for step in steps:
        if step == "reminded":
            await scene.until("09:50")
        elif step == "finished":
            await scene.pass_time(minutes=3)
        elif step.startswith("/"):
            await ada.says(step)
        else:
            await ada.taps(step)
    ben = await scene.somebody_set_up("Ben", 2)
    before, texts = await kept_of_ada(scene), ada.texts
    seen = {data for message in ada.chat.messages for row in message.data for data in row if data}
    for data in sorted(seen):
        ben.chat.tap_data(ben.last.id, data)
    await scene.settle()
    assert len(seen) > 2
    assert scene.app.inbox.parked == 0
    assert ada.texts == texts
    assert await kept_of_ada(scene) == before
