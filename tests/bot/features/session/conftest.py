"""A screen on which a session runs: what is shown now, its buttons by their labels, and time that is lived through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.features import DUE
from bot.features.session.live import STEP
from bot.storage import people
from bot.turn import Turn
from bot.wire.buttons import decode
from bot.wire.outgoing import Outgoing
from scheduler.due import DueItem, due


@dataclass
class Screen:
    """One person's chat. `chat` is that of the features' tests."""

    chat: Any
    said: list[Outgoing] = field(default_factory=list)

    def says(self, line: str) -> None:
        """Types a line or a command."""
        self.said += self.chat.type(line)

    def taps(self, *labels: str) -> None:
        """Presses buttons of the view shown last, one after the other."""
        for label in labels:
            self.taps_on(self.view, label)

    def taps_on(self, view: Outgoing, label: str) -> None:
        """Presses a button of a view shown earlier."""
        data = {key["text"]: key["callback_data"] for row in view.keyboard or [] for key in row}
        self.said += self.chat.tap(decode(data[label]))

    def waits(self, seconds: float) -> None:
        """Time passes, and what falls due happens at its moment."""
        end = self.chat.now + timedelta(seconds=seconds)
        while (at := self.next_look) is not None and at <= end:
            self.chat.now = max(self.chat.now, at)
            self.looks()
        self.chat.now = end

    def looks(self) -> None:
        """The due item is handled now, as the ticker would."""
        item = DueItem(STEP, self.chat.person.id, self.chat.now, "")
        self.chat.conn.execute(delete(due).where(due.c.kind == STEP))
        turn = Turn(self.chat.conn, self.chat.now, self.chat.person, self.chat.house)
        DUE[STEP](turn, item)
        self.said += turn.answers

    @property
    def next_look(self) -> Any:
        """When the session is looked at next."""
        return self.chat.conn.scalar(select(due.c.at).where(due.c.kind == STEP))

    @property
    def view(self) -> Outgoing:
        """What was shown last."""
        return next(one for one in reversed(self.said) if one.text and one.action != "toast")

    @property
    def sees(self) -> str:
        """Its text."""
        return self.view.text

    @property
    def labels(self) -> list[str]:
        """Its buttons."""
        return [key["text"] for row in self.view.keyboard or [] for key in row]

    @property
    def toast(self) -> str:
        """The newest answer to a tap."""
        return next(one.text for one in reversed(self.said) if one.action == "toast")


@pytest.fixture
def ada(chat: Any) -> Screen:
    """Somebody who is set up, in Lisbon, and has chosen text."""
    people.change(chat.conn, chat.person.id, clips=False)
    return Screen(chat)


@pytest.fixture
def bob(chat: Any) -> Screen:
    """Somebody who is set up, in Lisbon, and sees clips."""
    return Screen(chat)
