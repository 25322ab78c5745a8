"""A strict local Bot API server and a chat page, so that the real bot runs and is tested without a token.

It is an independent judge: it imports nothing of the bot and nothing of the bot's Telegram library.
"""
