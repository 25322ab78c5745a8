"""The server's times come from the clock, which must know its zone."""

from datetime import UTC, datetime

import pytest

from bot.playground.clock import epoch


class Fixed:
    """A clock that stands still, with or without a zone."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def on_change(self, callback: object) -> None:
        """Never moved."""


def test_times_are_epoch_seconds() -> None:
    assert epoch(Fixed(datetime(1970, 1, 2, tzinfo=UTC))) == 86400


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="with a zone"):
        epoch(Fixed(datetime(2025, 1, 1)))
