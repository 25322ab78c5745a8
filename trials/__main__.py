"""Put the bot to a trial: `python -m trials kills`. A trial is a module with the two functions of `Trial`."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from trials import zones
from trials.fleet import command as fleet
from trials.kills import command as kills
from trials.million import command as million
from trials.week import command as week


class Trial(Protocol):
    """One way to try the bot; what the module says of itself is its help."""

    __doc__: str | None

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What can be chosen."""
        ...

    def run(self, chosen: argparse.Namespace) -> int:
        """Carry it out, print figures and what is wrong. The exit code: 0 where nothing is."""
        ...


TRIALS: Mapping[str, Trial] = {
    "kills": kills,
    "fleet": fleet,
    "million": million,
    "week": week,
    "zones": zones,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one trial."""
    parser = argparse.ArgumentParser(prog="python -m trials", description=__doc__)
    commands = parser.add_subparsers(dest="trial", required=True)
    for name, trial in TRIALS.items():
        trial.add_options(commands.add_parser(name, help=trial.__doc__, description=trial.__doc__))
    chosen = parser.parse_args(arguments)
    return TRIALS[chosen.trial].run(chosen)


if __name__ == "__main__":
    sys.exit(main())
