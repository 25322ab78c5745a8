"""Trials by machine, longer than a test may be. They use the bot as it is; nothing of the bot imports them."""
