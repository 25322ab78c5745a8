"""What others do with the same work, in an environment of its own (`bench.environment`): aiogram holds pydantic back.

Each module is started by `bench.process.measured`, and knows nothing of the bot.
"""
