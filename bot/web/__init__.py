"""What the bot answers over HTTP, where it has a port: Telegram's deliveries, how it is, and its figures."""
