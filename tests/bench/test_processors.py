"""Processor time is counted for a process with its children, those that have ended too."""

import os
import subprocess
import sys

from bench import processors

BUSY = "import time\nwhile time.process_time() < 0.1: pass"


def test_an_ended_child_counts_for_its_parent_and_for_the_machine() -> None:
    before, machine = processors.taken_by(os.getpid()), processors.taken()
    subprocess.run([sys.executable, "-c", BUSY], check=True)
    assert processors.taken_by(os.getpid()) - before >= 0.09
    assert processors.taken() - machine >= 0.08
