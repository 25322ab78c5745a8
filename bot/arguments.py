"""What can be said to the `unsit` command."""

from __future__ import annotations

import argparse
from pathlib import Path

LARGEST_PORT = 65535
LONGEST_LOOK = 366  # days


def parser() -> argparse.ArgumentParser:
    """`command` is the one that was chosen."""
    unsit = argparse.ArgumentParser(prog="unsit", description="The break companion for people who sit.")
    commands = unsit.add_subparsers(dest="command", required=True)
    run = commands.add_parser(
        "run", help="serve on Telegram (with BOT_TOKEN), else the playground in a browser"
    )
    run.add_argument(
        "--port", type=_port, help="the playground's port (default: the first free one from 8081 on)"
    )
    commands.add_parser("migrate", help="bring the database to the newest form, and stop")
    commands.add_parser(
        "media", help="draw all pictures and clips ahead, upload them to MEDIA_CHAT_ID, and stop"
    )
    backup = commands.add_parser("backup", help="copy the database into a file, also while the bot runs")
    backup.add_argument("file", metavar="FILE", type=Path)
    backup.add_argument("--force", action="store_true", help="overwrite FILE")
    restore = commands.add_parser("restore", help="put a backup in place of the database; stop the bot first")
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("--force", action="store_true", help="even if there is a database: it is kept aside")
    doctor = commands.add_parser("doctor", help="look at all that the bot needs, also while it runs")
    doctor.add_argument(
        "--parked", action="store_true", help="show the updates that failed, with what people wrote"
    )
    move = commands.add_parser(
        "move", help="copy everything from another database into that of DATABASE_URL; stop the bot first"
    )
    move.add_argument("source", metavar="ADDRESS", help="sqlite:///path or postgresql://...")
    stats = commands.add_parser(
        "stats", help="how much the bot is used: people, reminders, exercises, queues"
    )
    stats.add_argument("--days", type=_days, default=1, help="how far to look back (default: 1)")
    stats.add_argument("--json", action="store_true", help="for a program to read")
    return unsit


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= LONGEST_LOOK):
        raise argparse.ArgumentTypeError(f"days are a number from 1 to {LONGEST_LOOK}")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= LARGEST_PORT):
        raise argparse.ArgumentTypeError(f"a port is a number from 0 (any) to {LARGEST_PORT}")
    return int(text)
