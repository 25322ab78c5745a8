"""What runs in a process of the pool: it draws, out of the way of everything else, and never outlives the bot.

Nothing heavy is imported here, so that a process starts quickly.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

NICENESS = 10  # drawing yields to whatever answers people


def begin(line: Connection, temporary: str) -> None:
    """Settle in: yield to others, leave signals to the bot, and end as soon as it hangs up or is gone."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # A folder of our own for temporary files, so that none is left when a process ends in the middle of a drawing.
    Path(temporary).mkdir(mode=0o700, exist_ok=True)
    tempfile.tempdir = temporary
    threading.Thread(target=_end_with, args=(line, temporary), daemon=True).start()


def draw(recipe: Any, figures: Any) -> bytes:
    """The picture or clip of this recipe."""
    from content.media.render import render  # noqa: PLC0415 - its libraries are for these processes only

    return render(recipe, figures)


def _end_with(line: Connection, temporary: str) -> None:
    """The other end is closed by the bot, or by the system when the bot was killed."""
    try:
        line.recv_bytes()
    except (EOFError, OSError):
        shutil.rmtree(temporary, ignore_errors=True)
        os._exit(0)
