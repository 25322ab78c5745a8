"""A day with a million people on paper: the real rules of when, no database and no Telegram."""
