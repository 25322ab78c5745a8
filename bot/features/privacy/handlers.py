"""What is kept: told, given, erased. Somebody who is not set up may ask for all of it too."""

from __future__ import annotations

from datetime import timedelta

from bot.features.privacy.makers import CSV, JSON
from bot.storage import everything
from bot.turn import Turn
from bot.wire.buttons import ForgetAll, KeepAll
from bot.wire.outgoing import Key, View

SLOT = "forget"
VALID_FOR = timedelta(minutes=10)


def privacy(turn: Turn, _words: str) -> None:
    """Short and true; the tables it tells of are in bot/storage/tables.py."""
    turn.say(turn.texts("privacy"))


def export(turn: Turn, _words: str) -> None:
    """Two files: all of it as JSON, and the history as CSV for a spreadsheet."""
    facts = {"asked_at": turn.now.isoformat()}
    failed = turn.texts("privacy-export-failed")
    for what, caption in ((JSON, "privacy-export-json"), (CSV, "privacy-export-csv")):
        turn.document(View(turn.texts(caption)), {"what": what, "facts": facts, "instead": failed})


def forget(turn: Turn, _words: str) -> None:
    """Asks once."""
    erase = Key(turn.texts("privacy-erase"), ForgetAll(int(turn.now.timestamp())))
    keep = Key(turn.texts("privacy-keep"), KeepAll())
    turn.show(SLOT, View(turn.texts("privacy-forget"), ((erase, keep),)), anew=True)


def forget_all(turn: Turn, press: ForgetAll) -> None:
    """[Erase all], while the question is fresh."""
    if not 0 <= turn.now.timestamp() - press.asked_at <= VALID_FOR.total_seconds():
        turn.toast(turn.texts("privacy-forget-too-late"), alert=True)
        return
    everything.erase(turn.conn, turn.person.id)
    turn.farewell(turn.texts("privacy-forgotten"))


def keep_all(turn: Turn, _press: KeepAll) -> None:
    """[Keep it]."""
    turn.finish(SLOT, turn.texts("privacy-kept"))
