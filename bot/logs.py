"""Structured logs: one formatter for our own lines and the libraries', which never lets the token through."""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog


class Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record and blanks the secrets in the finished line, so that no path around the processors leaks one."""

    secrets: tuple[str, ...] = ()

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self.secrets:
            line = line.replace(secret, "***")
        return line


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
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    formatter = Redacting(
        foreign_pre_chain=[*shared, structlog.processors.format_exc_info],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    formatter.secrets = tuple(secret for secret in secrets if secret)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These name every request (httpx with the token in its URL) or every job run.
    for chatty in (
        "httpx",
        "httpcore",
        "apscheduler",
        "telegram",
        "uvicorn",
        "asyncio",
        "alembic",
    ):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))
