"""What the operator is told of backups and restores."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot import backup
from bot.config import Settings
from bot.storage import database
from bot.storage.database import DatabaseError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _settings(folder: Path, **facts: object) -> Settings:
    return Settings(_env_file=None, data_dir=folder / "data", **facts)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """There is a database of the bot 111."""
    made = _settings(tmp_path)
    database.prepare(made.database)
    engine = create_engine(made.database)
    with engine.begin() as connection:
        database.stamp(connection, 111)
    engine.dispose()
    return made


def test_a_backup_says_where_it_is_and_how_large(settings: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    backup.back_up(settings, tmp_path / "copy.db", said.append)
    assert said == [f"Backed up to {tmp_path / 'copy.db'} ({backup.size(270336)}, form {database.HEAD})."]


def test_a_restore_says_what_became_of_the_old_one_and_whose_it_is(
    settings: Settings, tmp_path: Path
) -> None:
    said: list[str] = []
    backup.back_up(settings, tmp_path / "copy.db", said.append)
    other = _settings(tmp_path, bot_token="222:abc")
    backup.restore(other, tmp_path / "copy.db", NOW, said.append, overwrite=True)
    assert said[1] == (
        f"The database that was there is now {tmp_path / 'data' / 'unsit-20260302T090000Z.db'}: "
        "delete it once all is well."
    )
    assert said[2].startswith(f"Restored to {tmp_path / 'data' / 'unsit.db'} (")
    assert said[3] == "Mind: it belongs to the bot with the id 111, and BOT_TOKEN is of 222."


def test_an_older_backup_is_taken_and_said_to_be_one(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    said: list[str] = []
    settings = _settings(tmp_path)
    backup.restore(settings, tmp_path / "old.db", NOW, said.append)
    assert said[-1] == f"It is of an earlier form: the next start brings it to {database.HEAD}."
    database.prepare(settings.database)


@pytest.mark.parametrize("verb", ["back_up", "restore"])
def test_of_a_postgresql_server_the_right_tool_is_named_without_the_password(
    verb: str, tmp_path: Path
) -> None:
    settings = _settings(tmp_path, database_url="postgresql://unsit:secret@somewhere/unsit")
    ask = {
        "back_up": lambda: backup.back_up(settings, Path("copy.db"), print),
        "restore": lambda: backup.restore(settings, Path("copy.db"), NOW, print),
    }[verb]
    with pytest.raises(DatabaseError, match=r"pg_(dump|restore) .*copy\.db") as caught:
        ask()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("count", "says"), [(0, "0.0 MB"), (1_234_567, "1.2 MB"), (2_500_000_000, "2.5 GB")])
def test_sizes_are_said_in_a_round_number(count: int, says: str) -> None:
    assert backup.size(count) == says
