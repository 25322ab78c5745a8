"""Whose a new file is: made by root for a bot that is not root, it still has to be the bot's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def take_after(old: Path, new: Path) -> None:
    """Give the new file to the owner of the old one, as open as that is; `old` may be the folder it is in."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.chown(new, old.stat().st_uid, old.stat().st_gid)
    if old.is_file():
        shutil.copymode(old, new)
