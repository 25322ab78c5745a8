"""Kill the bot again and again while people use it, and reckon up what was lost or came twice."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from trials.kills.trial import Choice, held


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen; see Choice."""
    usual = Choice()
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--kills", type=int, default=usual.kills, help="how often the bot is killed")
    parser.add_argument("--quiet", type=int, default=usual.quiet, help="people who only get reminders")
    parser.add_argument("--lively", type=int, default=usual.lively, help="people who tap and type")


def run(chosen: argparse.Namespace) -> int:
    """Hold the trial; 1 where something is wrong."""
    folder = Path(tempfile.mkdtemp(prefix="unsit-kills-"))
    choice = Choice(chosen.seed, chosen.kills, chosen.quiet, chosen.lively)
    evidence = asyncio.run(held(choice, folder))
    print(len(evidence.calls), len(evidence.deeds), evidence.rested, evidence.exit_code)
    return 0
