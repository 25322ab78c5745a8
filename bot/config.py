"""The settings: the only reader of the environment.

Every setting comes from an environment variable of its own name, or from `.env` in the working directory. A wrong value
stops the program with one line that names the variable, says what is wrong and shows an example.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.life.door import Door

EXAMPLES: Mapping[str, str] = {
    "BOT_TOKEN": "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11 (from @BotFather)",
    "DATABASE_URL": "sqlite:///data/unsit.db",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    "WEBHOOK_URL": "https://bot.example.org/unsit (where Telegram reaches this bot, by a proxy with a certificate)",
    "WEBHOOK_SECRET": "what `openssl rand -hex 32` prints",
    "PORT": "8080",
    "PAID_BROADCASTS": "off",
    "DATA_DIR": "./data",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "console",
    "OPERATOR_CHAT_ID": "123456789 (@userinfobot tells you yours)",
    "MEDIA_CHAT_ID": "123456789 (a chat that has started the bot; pictures are put there, silently)",
    "CONTENT_DIR": "./exercises (a folder that is there)",
    "ALLOWED_USERS": "123456789,987654321 (@userinfobot tells everybody theirs)",
    "INVITE": "spring-desk-2026 (the link is https://t.me/<your bot>?start=spring-desk-2026)",
}


_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# A file, and nothing behind its name: what is only in memory would be forgotten, parameters would be ignored.
_SQLITE_FILE = re.compile(r"sqlite:///(?!:memory:)[^?]+")
_INVITE = re.compile(r"[A-Za-z0-9_-]{8,64}")  # what fits into a deep link, and is not guessed
# Telegram brings updates to these ports only. The path is the proxy's word for this bot: plain, and not one of our own.
_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
_WEBHOOK_PATH = re.compile(r"/[A-Za-z0-9._~/-]+")
_OWN_PATHS = ("/healthz", "/metrics")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LARGEST_PORT = 65535


class ConfigError(Exception):
    """One line a person can act on: which variable, what is wrong, an example."""


class Settings(BaseSettings):
    """What the operator decides. Secrets never print themselves."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    bot_token: SecretStr | None = None
    database_url: SecretStr = SecretStr("")  # a server's address has its password in it
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    port: int | None = None
    paid_broadcasts: bool = False
    data_dir: Path = Field(default=Path("data"))
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    operator_chat_id: int = 0
    media_chat_id: int = 0
    content_dir: Path | None = None
    allowed_users: Annotated[frozenset[int], NoDecode] = frozenset()
    invite: SecretStr = SecretStr("")

    @field_validator("bot_token")
    @classmethod
    def _token_has_two_halves(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("it is not a bot token (a number, a colon, then letters, digits, _ and -)")
        return token

    @field_validator("telegram_api_url")
    @classmethod
    def _url_is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("it must start with http:// or https://")
        if not _names_a_server(url):
            raise ValueError("it must name a server, without spaces, ? and #")
        return url.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook_can_be_reached(cls, url: str) -> str:
        if not url:
            return url
        if not url.startswith("https://") or not url.isascii() or not _names_a_server(url):
            raise ValueError("it must be https://host/path, without spaces, ? and #")
        parts = urlsplit(url)
        if "@" in parts.netloc or parts.port not in _WEBHOOK_PORTS:
            raise ValueError("Telegram delivers to a host with port 443 (or none), 80, 88 or 8443")
        if not _WEBHOOK_PATH.fullmatch(parts.path) or parts.path in _OWN_PATHS:
            raise ValueError(
                "it needs a path of letters, digits, / . _ ~ -, other than /healthz and /metrics"
            )
        return parts._replace(netloc=parts.netloc.lower()).geturl()  # as Telegram tells it

    @field_validator("webhook_secret")
    @classmethod
    def _secret_fits_a_header(cls, secret: SecretStr) -> SecretStr:
        if secret and not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("it must be 1 to 256 of the characters A-Z a-z 0-9 _ -, as Telegram allows")
        return secret

    @field_validator("port", mode="before")
    @classmethod
    def _port_is_a_number(cls, port: object) -> object:
        if isinstance(port, str):
            digits = port.strip()
            if not (digits.isascii() and digits.isdigit() and 0 < int(digits) <= _LARGEST_PORT):
                raise ValueError(f"a port is a number from 1 to {_LARGEST_PORT}")
            return int(digits)
        return port

    @field_validator("paid_broadcasts", mode="before")
    @classmethod
    def _paid_is_on_or_off(cls, paid: object) -> object:
        if isinstance(paid, str) and paid.strip().lower() not in ("on", "off"):
            raise ValueError("it is on or off")
        return paid.strip().lower() if isinstance(paid, str) else paid

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Settings:
        if self.webhook_url:
            for name, value in (("WEBHOOK_SECRET", self.webhook_secret), ("PORT", self.port)):
                if not value:
                    raise ValueError(f"{name}: it is needed where WEBHOOK_URL is set")
        return self

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, address: SecretStr) -> SecretStr:
        url = address.get_secret_value()
        if url and not (_SQLITE_FILE.fullmatch(url) or url.startswith(("postgresql:", "postgresql+"))):
            raise ValueError("it must be a sqlite:/// address with a file's path, or a postgresql:// address")
        return address

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("log_format", mode="before")
    @classmethod
    def _format_in_any_case(cls, style: object) -> object:
        return style.lower() if isinstance(style, str) else style

    @field_validator("operator_chat_id", "media_chat_id", mode="before")
    @classmethod
    def _chat_is_a_number(cls, chat: object) -> object:
        # A group's id is negative.
        return _number(chat.strip().removeprefix("-"), chat.strip()) if isinstance(chat, str) else chat

    @field_validator("content_dir")
    @classmethod
    def _content_is_a_folder(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError("there is no such folder")
        return folder

    @field_validator("allowed_users", mode="before")
    @classmethod
    def _users_are_numbers(cls, users: object) -> object:
        if not isinstance(users, str):
            return users
        return frozenset(_number(user.strip(), user.strip()) for user in users.split(",") if user.strip())

    @field_validator("invite")
    @classmethod
    def _invite_fits_a_link(cls, code: SecretStr) -> SecretStr:
        if code and not _INVITE.fullmatch(code.get_secret_value()):
            raise ValueError(
                "it must be 8 to 64 of the characters a-z A-Z 0-9 _ -, so that it fits into a link"
            )
        return code

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be read in any line; a file's path is none."""
        token = self.bot_token.get_secret_value() if self.bot_token else ""
        server = self.database_url.get_secret_value() if self.names_postgresql else ""
        password = urlsplit(server).password or ""
        codes = (self.invite.get_secret_value(), self.webhook_secret.get_secret_value())
        return tuple(filter(None, (token, *codes, server, password)))

    @property
    def door(self) -> Door:
        """Who may use the bot; where that is limited, the operator still may."""
        limited = self.allowed_users or self.invite
        operator = {self.operator_chat_id} if limited and self.operator_chat_id > 0 else frozenset[int]()
        return Door(self.allowed_users | operator, self.invite.get_secret_value())

    @property
    def media_dir(self) -> Path:
        """Where drawn exercises are kept."""
        return self.data_dir / "media"

    @property
    def names_postgresql(self) -> bool:
        """Whether the operator's database is a PostgreSQL server."""
        return self.database_url.get_secret_value().startswith("postgresql")

    @property
    def database(self) -> str:
        """The database address; a SQLite file in DATA_DIR unless DATABASE_URL says otherwise."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'unsit.db'}"


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process. Raises ConfigError."""
    try:
        return Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]
    except ValidationError as error:
        raise ConfigError(_one_line(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{env_file}: it cannot be read ({error}). Example: a text file as .env.example"
        ) from None


def make_data_dir(settings: Settings) -> None:
    """Make DATA_DIR where it is missing. Raises ConfigError where nothing can be kept in it."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        reason = "" if os.access(folder, os.W_OK | os.X_OK) else "no permission to write"
    except OSError as error:
        reason = str(error.strerror)
    if reason:
        raise ConfigError(
            f"DATA_DIR: {folder} cannot be used ({reason}). Example: DATA_DIR={EXAMPLES['DATA_DIR']}"
        )


def _names_a_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname and parts.port != 0) and url.isprintable() and not set(url) & set(" ?#")
    except ValueError:  # a port that is none, brackets without an address
        return False


def _number(digits: str, text: str) -> int:
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) < 2**52):
        raise ValueError("a Telegram id is a number above 0, and names (@somebody) are not ids")
    return int(text)


def _one_line(error: ValidationError) -> str:
    """The first fault as a line. The value itself is left out: it may be a secret."""
    fault = error.errors(include_input=False, include_url=False)[0]
    what = fault["msg"].removeprefix("Value error, ")
    if fault["loc"]:
        name = str(fault["loc"][0]).upper()
    else:  # about several of them: it names the one that is missing
        name, _, what = what.partition(": ")
    return f"{name}: {what}. Example: {name}={EXAMPLES.get(name, '...')}"
