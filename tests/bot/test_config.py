"""Settings come from the environment; a wrong one is named in one line, with an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigError

NAMES = tuple(config.EXAMPLES)


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
        ("BOT_TOKEN", "12:sécret"),
        ("BOT_TOKEN", "12:"),
        ("DATABASE_URL", "mysql://nowhere"),
        ("DATABASE_URL", "sqlite:"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite://host/unsit.db"),
        ("DATABASE_URL", "sqlite:///unsit.db?mode=ro"),
        ("DATABASE_URL", "sqlite+aiosqlite:///unsit.db"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "https://"),
        ("TELEGRAM_API_URL", "https://api telegram.org"),
        ("TELEGRAM_API_URL", "https://api.telegram.org:99999"),
        ("TELEGRAM_API_URL", "https://api.telegram.org?test"),
        ("OPERATOR_CHAT_ID", "@ada"),
        ("OPERATOR_CHAT_ID", "0"),
        ("OPERATOR_CHAT_ID", "--5"),
        ("OPERATOR_CHAT_ID", "9" * 30),
        ("MEDIA_CHAT_ID", "@pictures"),
        ("MEDIA_CHAT_ID", "0"),
        ("CONTENT_DIR", "/nowhere/at/all"),
        ("CONTENT_DIR", __file__),
        ("ALLOWED_USERS", "1, @ada"),
        ("ALLOWED_USERS", "1 2"),
        ("ALLOWED_USERS", "-1"),
        ("ALLOWED_USERS", "[1]"),
        ("INVITE", "short"),
        ("INVITE", "with a space"),
        ("INVITE", "x" * 65),
        ("WEBHOOK_URL", "http://bot.example.org/unsit"),
        ("WEBHOOK_URL", "https://bot.example.org"),
        ("WEBHOOK_URL", "https://bot.example.org/"),
        ("WEBHOOK_URL", "https://bot.example.org/unsit?x=1"),
        ("WEBHOOK_URL", "https://bot.example.org:8080/unsit"),
        ("WEBHOOK_URL", "https://user:word@bot.example.org/unsit"),
        ("WEBHOOK_URL", "https://bot.example.org/{unsit}"),
        ("WEBHOOK_URL", "https://bot.example.org/healthz"),
        ("WEBHOOK_URL", "https://bött.example.org/unsit"),
        ("WEBHOOK_SECRET", "with a space"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PAID_BROADCASTS", "maybe"),
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:///data/unsit.db"),
        ("DATABASE_URL", "sqlite:////srv/unsit.db"),
        ("DATABASE_URL", "postgresql://somewhere/unsit"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_URL", "https://[::1]/telegram/"),
        ("MEDIA_CHAT_ID", "-1001234567890"),
        ("CONTENT_DIR", "/"),
        ("WEBHOOK_SECRET", "a"),
        ("PORT", " 8080 "),
        ("PAID_BROADCASTS", "On"),
        ("LOG_LEVEL", "debug"),
        ("LOG_FORMAT", "JSON"),
    ],
)
def test_what_people_may_well_write_is_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    config.load(None)


def test_a_file_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe\n")
    with pytest.raises(ConfigError, match=r"\.env: it cannot be read"):
        config.load(tmp_path / ".env")


def test_a_data_folder_that_cannot_be_one_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(ConfigError, match=r"^DATA_DIR: .*file cannot be used \(.*\)\. Example: DATA_DIR="):
        config.make_data_dir(config.load(None))


def test_a_data_folder_without_permission_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write anywhere
    with pytest.raises(ConfigError, match="no permission to write"):
        config.make_data_dir(config.load(None))


@pytest.mark.parametrize("file", ["README.md", ".env.example", "docker-compose.yml"])
def test_every_setting_is_named_where_people_set_it(file: str) -> None:
    text = (Path(__file__).parents[2] / file).read_text("utf-8")
    of_the_image = {"DATA_DIR", "PORT"} if file == "docker-compose.yml" else set()
    names = {name.upper() for name in config.Settings.model_fields} - of_the_image
    assert [name for name in sorted(names) if name not in text] == []


@pytest.mark.parametrize("missing", ["WEBHOOK_SECRET", "PORT"])
def test_a_webhook_needs_its_secret_and_a_port(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {"WEBHOOK_URL": "https://Bot.Example.org/Unsit", "WEBHOOK_SECRET": "abc", "PORT": "8080"}
    for name, value in whole.items():
        monkeypatch.setenv(name, value)
    assert config.load(None).webhook_url == "https://bot.example.org/Unsit"
    monkeypatch.delenv(missing)
    with pytest.raises(ConfigError, match=rf"^{missing}: it is needed .*Example: {missing}=\S"):
        config.load(None)


def test_a_wrong_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "my-secret-token")
    with pytest.raises(ConfigError) as caught:
        config.load(None)
    assert "my-secret" not in str(caught.value)


def test_the_token_does_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "12:secret-half")
    assert "secret-half" not in repr(config.load(None))


def test_without_a_list_and_an_invite_everybody_may_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPERATOR_CHAT_ID", "-1001234567890")
    settings = config.load(None)
    assert settings.operator_chat_id == -1001234567890
    assert settings.door.is_open


def test_a_list_has_commas_and_the_operator_is_always_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_USERS", " 1, 2,3,")
    monkeypatch.setenv("OPERATOR_CHAT_ID", "7")
    assert config.load(None).door.allowed == {1, 2, 3, 7}


def test_an_invite_limits_too_and_does_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVITE", "spring-desk-2026")
    settings = config.load(None)
    assert not settings.door.is_open
    assert settings.door.is_invite("spring-desk-2026")
    assert "spring-desk" not in repr(settings)
    assert "spring-desk" not in repr(settings.door)


def test_no_secret_is_seen_in_the_settings_as_they_print_themselves() -> None:
    server = "postgresql://unsit:pass-word@somewhere/unsit"
    secrets = {
        "bot_token": "123:very-secret",
        "invite": "spring-desk-2026",
        "webhook_secret": "no-word-of-this",
        "database_url": server,
    }
    settings = config.Settings(_env_file=None, **secrets)
    for printed in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.door)):
        for secret in ("very-secret", "spring-desk-2026", "no-word-of-this", "pass-word"):
            assert secret not in printed
    assert set(settings.secrets) == {*secrets.values(), "pass-word"}


def test_the_path_of_a_file_is_no_secret() -> None:
    assert config.Settings(_env_file=None, database_url="sqlite:///data/unsit.db").secrets == ()
