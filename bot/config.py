"""The settings: the only reader of the environment.

Every setting comes from an environment variable of its own name, or from `.env` in the working directory. A wrong value
stops the program with one line that names the variable, says what is wrong and shows an example.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

EXAMPLES: Mapping[str, str] = {
    "BOT_TOKEN": "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11 (from @BotFather)",
    "DATABASE_URL": "sqlite:///data/unsit.db",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    "DATA_DIR": "./data",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "console",
}


class ConfigError(Exception):
    """One line a person can act on: which variable, what is wrong, an example."""


class Settings(BaseSettings):
    """What the operator decides. Secrets never print themselves."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    bot_token: SecretStr | None = None
    database_url: str = ""
    telegram_api_url: str = "https://api.telegram.org"
    data_dir: Path = Field(default=Path("data"))
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("bot_token")
    @classmethod
    def _token_has_two_halves(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        number, colon, secret = token.get_secret_value().partition(":")
        if not (number.isascii() and number.isdigit() and colon and secret and secret.isprintable()):
            raise ValueError("it is not a bot token (a number, a colon, and a secret)")
        if set(secret) & set(" /?#"):
            raise ValueError("it has characters that no bot token has")
        return token

    @field_validator("telegram_api_url")
    @classmethod
    def _url_is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("it must start with http:// or https://")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:", "sqlite+aiosqlite:", "postgresql:", "postgresql+")):
            raise ValueError("it must be a sqlite:/// or postgresql:// address")
        return url

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @property
    def names_postgresql(self) -> bool:
        """Whether the operator's database is a PostgreSQL server."""
        return self.database_url.startswith("postgresql")

    @property
    def database(self) -> str:
        """The database address; a SQLite file in DATA_DIR unless DATABASE_URL says otherwise."""
        return self.database_url or f"sqlite:///{self.data_dir / 'unsit.db'}"


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process. Raises ConfigError."""
    try:
        return Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]
    except ValidationError as error:
        raise ConfigError(_one_line(error)) from None


def _one_line(error: ValidationError) -> str:
    """The first fault as a line. The value itself is left out: it may be a secret."""
    fault = error.errors(include_input=False, include_url=False)[0]
    name = str(fault["loc"][0]).upper() if fault["loc"] else "the environment"
    what = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {what}. Example: {name}={EXAMPLES.get(name, '...')}"
