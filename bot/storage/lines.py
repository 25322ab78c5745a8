"""The connections to a server, all of which can be cut: who waits for a server that hangs would wait for ever."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import psycopg
from sqlalchemy import Engine, event


class Lines:
    """Those of the engines that it watches. Once they are cut there will be no others."""

    def __init__(self) -> None:
        self._open = WeakSet[psycopg.Connection[Any]]()
        self._is_cut = False

    def watch(self, engine: Engine) -> None:
        """See each of its connections, before it is made and then."""
        event.listen(engine, "do_connect", self._refuse)
        event.listen(engine, "connect", self._note)

    def cut(self) -> None:
        """Whoever waits for an answer hears that the connection is lost. To be called from any thread."""
        self._is_cut = True
        for connection in list(self._open):
            with suppress(psycopg.Error, OSError):  # it is closed already
                _cut(connection.fileno())

    def _refuse(self, *_how: object) -> None:
        if self._is_cut:
            raise psycopg.OperationalError("the bot is stopping")

    def _note(self, connection: psycopg.Connection[Any], _record: object) -> None:
        self._open.add(connection)


def _cut(descriptor: int) -> None:
    # By a duplicate, whose end leaves the descriptor to whoever waits.
    with socket.socket(fileno=os.dup(descriptor)) as line:
        line.shutdown(socket.SHUT_RDWR)
