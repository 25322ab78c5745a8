"""Settings come from the environment; a wrong one is named in one line, with an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigError

NAMES = ("BOT_TOKEN", "DATABASE_URL", "TELEGRAM_API_URL", "DATA_DIR", "LOG_LEVEL", "LOG_FORMAT")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_anything_set_there_is_no_token_and_a_database_in_the_data_folder() -> None:
    settings = config.load(None)
    assert settings.bot_token is None
    assert settings.database == "sqlite:///data/unsit.db"
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_the_data_folder_moves_the_default_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "/srv/unsit")
    assert config.load(None).database == "sqlite:////srv/unsit/unsit.db"


def test_empty_values_count_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("DATABASE_URL", "")
    assert config.load(None).bot_token is None


def test_a_file_in_the_working_folder_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nLOG_FORMAT=json\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("LOG_FORMAT", "console")
    settings = config.load(tmp_path / ".env")
    assert (settings.log_level, settings.log_format) == ("DEBUG", "console")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "hunter2"),
        ("BOT_TOKEN", "12:with space"),
        ("BOT_TOKEN", "12:with/slash"),
        ("BOT_TOKEN", "١٢:secret"),
        ("DATABASE_URL", "mysql://nowhere"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_one_line_with_the_name_and_an_example(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        config.load(None)
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert f"Example: {name}=" in line
    assert "\n" not in line


def test_a_wrong_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "my-secret-token")
    with pytest.raises(ConfigError) as caught:
        config.load(None)
    assert "my-secret" not in str(caught.value)


def test_the_token_does_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "12:secret-half")
    assert "secret-half" not in repr(config.load(None))
