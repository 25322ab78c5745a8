"""Kill, stop or hold three processes on one PostgreSQL, and kill PostgreSQL too; reckon up what was lost or doubled."""

from __future__ import annotations

import argparse
from dataclasses import replace

from trials.fleet.trial import held
from trials.fleet.verdict import reckon
from trials.kills import command
from trials.kills.evidence import Choice

# So many people that reminders meet their limit after an outage. An answer may wait for two processes to be missed, one
# after the other, and for its chat's edits, of which there are so many a minute.
USUAL = Choice(kills=100, quiet=1200, answered_within=60.0)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen; see Choice."""
    command.add_options(parser, USUAL)


def run(chosen: argparse.Namespace) -> int:
    """See `trials.kills.command.run`."""
    choice = replace(USUAL, seed=chosen.seed, kills=chosen.kills, quiet=chosen.quiet, lively=chosen.lively)
    return command.carried_out("fleet", choice, held, reckon)
