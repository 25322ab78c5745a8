"""For all tests: temporary folders in memory where there is such a place, since every commit waits for the disk."""

from __future__ import annotations

import os
from pathlib import Path

MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
