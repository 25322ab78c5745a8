"""The disk is full, or cannot be written: the person hears of it, the operator reads of it, and then all is done."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, event
from structlog.testing import capture_logs

from bot.storage import mail

ROOM = 100_000  # pages
CANNOT = "can't write anything down"
# A file can be told to be full. What PostgreSQL says where it is, is tried with the storage.
pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.puller.UNKEPT_WAIT", 0.02)
    monkeypatch.setattr("bot.storage.access.RETRY_SECONDS", 0.02)


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Call it with what SQLite is told before every transaction, on whatever connection."""
    pragmas: list[str] = []

    def before(conn: Connection) -> None:
        if pragmas:
            conn.connection.cursor().execute(pragmas[-1])

    event.listen(Engine, "begin", before)
    yield pragmas.append
    event.remove(Engine, "begin", before)


READ_ONLY = ("PRAGMA query_only=ON", "PRAGMA query_only=OFF", "readonly")
FULL = ("PRAGMA max_page_count=1", f"PRAGMA max_page_count={ROOM}", "full")
LONG = "zz " * 1300  # more than the free room of any page


@pytest.mark.parametrize(("begins", "passes", "reason"), [READ_ONLY, FULL])
async def test_a_tap_and_a_line_are_answered_at_once_and_done_when_it_has_passed(
    scene, limit, begins: str, passes: str, reason: str
) -> None:
    ada = await scene.somebody_set_up("Ada")
    ben = await scene.somebody("Ben", 2)
    await scene.until("09:50")
    before = ada.texts
    # What comes alone leaves nothing but its number: so there must be no room for its answer either.
    filling = [("z" * 3700, None)]
    await scene.app.storage.write(lambda conn: mail.queue(conn, 9, filling, 0, scene.now, process="another"))
    with capture_logs() as logs:
        limit(begins)
        ben.chat.type(LONG)
        await scene.playground.until(lambda: len(ben.texts) == 1)
        assert CANNOT in ben.sees
        ada.chat.tap("Skip")
        await scene.playground.until(lambda: bool(ada.chat.toasts) and CANNOT in ada.toast)
        assert ada.texts == before
        limit(passes)
        await scene.settle()
    assert "Skipped" in ada.sees
    assert len(ben.texts) == 2
    told = [log for log in logs if log["log_level"] in ("error", "warning")]
    assert [log["event"] for log in told if log["log_level"] == "error"] == [
        "nothing can be written, trying again until it can"
    ]
    assert reason in told[0]["reason"]
    assert told[-1]["event"] == "the database can be written again"
    assert "Ada" not in str(logs)
    assert "zz" not in str(logs)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The operating system refuses to write beyond so many bytes, in whatever file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_where_the_system_itself_refuses_to_write_nothing_is_lost_either(scene) -> None:
    ada = await scene.somebody_set_up("Ada")
    await scene.until("09:50")
    with capture_logs() as logs:
        with files_no_larger_than(65_536):  # the log of the database is longer already
            ada.chat.tap("Skip")
            await scene.playground.until(lambda: bool(ada.chat.toasts) and CANNOT in ada.toast)
        await scene.settle()
    assert "Skipped" in ada.sees
    told = [log["event"] for log in logs if log["log_level"] == "error"]
    assert told == ["nothing can be written, trying again until it can"]
    assert logs[-1]["event"] == "the database can be written again"
    await scene.restart()
    await scene.pass_time(minutes=50)
    assert ada.sees.startswith("You've been sitting")


async def test_a_tap_that_telegram_has_forgotten_meanwhile_is_done_all_the_same(scene, limit) -> None:
    begins, passes, _ = READ_ONLY
    ada = await scene.somebody_set_up("Ada")
    await scene.until("09:50")
    limit(begins)
    ada.chat.tap("Skip")
    await scene.playground.until(lambda: bool(ada.chat.toasts) and CANNOT in ada.toast)
    scene.jump(seconds=170)
    await scene.playground.until(lambda: scene.playground.unconfirmed() == 0)
    limit(passes)
    await scene.playground.until(lambda: "Skipped" in ada.sees)
