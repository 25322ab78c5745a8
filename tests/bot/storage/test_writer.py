"""One piece of work after the other, in order, and the urgent first."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from bot.storage.writer import Writer


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer()
    yield made
    made.shutdown()


def _busy(writer: Writer) -> threading.Event:
    """It works until this is set."""
    goes_on = threading.Event()
    writer.submit(goes_on.wait, urgent=False)
    return goes_on


def test_who_waits_writes_in_turn_and_the_urgent_before_all_others(writer: Writer) -> None:
    goes_on, written = _busy(writer), list[str]()
    for name in ("first", "second"):
        writer.submit(lambda name=name: written.append(name), urgent=False)
    last = writer.submit(lambda: written.append("last"), urgent=False)
    writer.submit(lambda: written.append("urgent"), urgent=True)
    goes_on.set()
    last.result(5)
    assert written == ["urgent", "first", "second", "last"]


def test_what_it_raises_goes_to_who_waits_and_the_next_is_done(writer: Writer) -> None:
    def fails() -> None:
        raise ValueError("no")

    failed = writer.submit(fails, urgent=False)
    assert writer.submit(lambda: "done", urgent=False).result(5) == "done"
    with pytest.raises(ValueError, match="no"):
        failed.result(5)


def test_what_is_given_up_before_it_has_begun_is_left_undone(writer: Writer) -> None:
    goes_on, written = _busy(writer), list[str]()
    given_up = writer.submit(lambda: written.append("given up"), urgent=False)
    last = writer.submit(lambda: written.append("last"), urgent=False)
    assert given_up.cancel()
    goes_on.set()
    last.result(5)
    assert written == ["last"]
