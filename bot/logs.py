"""Structured logs: one formatter for our own lines and the libraries', which never lets the token through."""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import structlog

BLANK = "***"


class Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record and blanks the secrets in the finished line, so that no path around the processors leaks one."""

    secrets: tuple[str, ...] = ()

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return _without(self.secrets, super().format(record))


class RedactingJson(Redacting):
    """The same where each line is a JSON object, and stays one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = structlog.stdlib.ProcessorFormatter.format(self, record)
        if any(_quoted(form) in line for secret in self.secrets for form in _forms(secret)):
            return json.dumps(_blanked(self.secrets, json.loads(line)))
        return line


def _forms(secret: str) -> set[str]:
    """As it is, and as Python shows it within another thing."""
    return {secret, repr(secret)[1:-1]}


def _quoted(text: str) -> str:
    return json.dumps(text)[1:-1]


def _without(secrets: Iterable[str], text: str) -> str:
    for secret in secrets:
        for form in _forms(secret):
            text = text.replace(form, BLANK)
    return text


def _blanked(secrets: Iterable[str], value: Any) -> Any:
    match value:
        case str():
            return _without(secrets, value)
        case dict():
            return {_without(secrets, name): _blanked(secrets, of) for name, of in value.items()}
        case list():
            return [_blanked(secrets, one) for one in value]
        case bool() | None:
            return value
        case _:
            return value if _without(secrets, str(value)) == str(value) else BLANK


def _object(event: Mapping[str, Any], default: Callable[[Any], Any]) -> str:
    """A line's facts as one JSON object. What JSON has no word for (such as infinity) is said as Python says it."""
    try:
        return json.dumps(event, default=default, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return json.dumps({str(name): _plain(value) for name, value in event.items()})


def _plain(value: object) -> str | bool | int | None:
    return value if isinstance(value, str | bool | int | None) else repr(value)


def set_up(level: str, style: Literal["console", "json"], secrets: tuple[str, ...] = ()) -> None:
    """Send all logs to standard error. `secrets` are blanked in every line, at any level."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(serializer=_object)
        if style == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    formatter = (RedactingJson if style == "json" else Redacting)(
        foreign_pre_chain=[*shared, structlog.processors.format_exc_info],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    formatter.secrets = tuple(secret for secret in secrets if secret)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    if style == "json":
        _take_over()
    # These name every request (httpx with the token in its URL) or every job run.
    for chatty in (
        "httpx",
        "httpcore",
        "telegram",
        "uvicorn",
        "asyncio",
        "alembic",
    ):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # It warns of each chore that still waits for the database, which the storage has told once.
    logging.getLogger("apscheduler").setLevel(max(logging.ERROR, logging.getLevelName(level)))


def announce(line: str) -> None:
    """Say this to whoever started the program: on the console as it is, and where logs are JSON as one of them."""
    if _are_json():
        structlog.get_logger(__name__).info(line)
    else:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(line: object) -> None:
    """Say why the program ends, likewise."""
    if _are_json():
        structlog.get_logger(__name__).critical(str(line))
    else:
        sys.stderr.write(f"{line}\n")


def _are_json() -> bool:
    return any(isinstance(handler.formatter, RedactingJson) for handler in logging.getLogger().handlers)


def _take_over() -> None:
    """What Python itself would print of a failure that nobody can handle becomes a line too."""
    log = logging.getLogger(__name__)

    def in_thread(failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None and failed.exc_type is not SystemExit:
            log.error("a thread has failed", exc_info=failed.exc_value)

    def nowhere(failed: sys.UnraisableHookArgs) -> None:
        log.error("a failure could not be raised", exc_info=failed.exc_value)

    threading.excepthook = in_thread
    sys.unraisablehook = nowhere
