"""For all tests: temporary folders in memory where there is such a place, and no example is judged by its time."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings

settings.register_profile(
    "unhurried", deadline=None
)  # a busy machine is no fault; speed belongs in the bench
settings.load_profile("unhurried")

# Every commit waits for the disk.
MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
