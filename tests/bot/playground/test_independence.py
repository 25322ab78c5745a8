"""The judge is independent: it imports neither the bot's library, nor the bot, nor its database tools."""

import ast
from pathlib import Path

import pytest

import bot.playground

HOUSE = Path(bot.playground.__file__).parent
FILES = sorted(path for path in HOUSE.rglob("*.py") if path.name != "serve.py")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_nothing_of_the_bot_is_imported(path: Path) -> None:
    for name in imported(path):
        assert name.split(".")[0] not in {"telegram", "sqlalchemy", "scheduler", "content"}
        assert not name.startswith("bot") or name.startswith("bot.playground")
