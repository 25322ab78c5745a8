"""Waking whoever waits for news: a long poll, the page, a test."""

import asyncio


class Bell:
    """Rings for everyone who waits at that moment; a check right before `wait` cannot miss a ring."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait now."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    def wait(self) -> asyncio.Future[None]:
        """Done at the next ring. No coroutine, which would begin to listen only when the loop comes to it."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        waiter.add_done_callback(self._waiters.discard)
        return waiter
