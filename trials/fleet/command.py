"""Kill, stop or hold three processes on one PostgreSQL, and kill PostgreSQL too; reckon up what was lost or doubled."""

from __future__ import annotations

import argparse

from trials.fleet.trial import held
from trials.fleet.verdict import reckon
from trials.kills import command
from trials.kills.evidence import Choice

USUAL = Choice(kills=100, quiet=1200)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen; see Choice."""
    command.add_options(parser, USUAL)


def run(chosen: argparse.Namespace) -> int:
    """See `trials.kills.command.run`."""
    choice = Choice(chosen.seed, chosen.kills, chosen.quiet, chosen.lively)
    return command.carried_out("fleet", choice, held, reckon)
