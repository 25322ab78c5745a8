"""PTB with its AIORateLimiter: a message to each of so many chats, all asked for at once."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

from bench.process import arguments, told


async def main(url: str, token: str, chats: int, rate: int, seconds: float) -> dict[str, float]:
    """How many messages failed of those that were asked for in so many seconds."""
    logging.disable()
    limiter = AIORateLimiter(overall_max_rate=rate, overall_time_period=1, max_retries=5)
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").rate_limiter(limiter)
    bot = builder.connection_pool_size(256).pool_timeout(seconds).build().bot
    await bot.initialize()
    sends = [asyncio.create_task(bot.send_message(chat, "a reminder")) for chat in range(1, chats + 1)]
    done, waiting = await asyncio.wait(sends, timeout=seconds)
    failed = sum(isinstance(task.exception(), TelegramError) for task in done)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await bot.shutdown()
    return {"failed": float(failed)}


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
