"""What a reminder's buttons do, where somebody made them say what ours never say."""

from __future__ import annotations

import pytest

from bot.storage import breaks
from bot.storage.breaks import Origin
from bot.wire.buttons import Snooze


@pytest.mark.parametrize("minutes", [2**53, 10**6, 0, -5])
def test_a_snooze_of_a_length_that_is_not_offered_changes_nothing(chat, minutes: int) -> None:
    facts = {"exercises": ("seated-figure-four",), "seconds": 70, "limit_seconds": 80}
    number = breaks.add(chat.conn, chat.person.id, Origin.REMINDER, chat.now, **facts)
    said = chat.tap(Snooze(number, minutes))
    assert said.only.action == "toast"
    found = breaks.load(chat.conn, chat.person.id, number)
    assert found is not None
    assert found.live
