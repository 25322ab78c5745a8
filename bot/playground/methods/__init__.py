"""The Bot API's methods by subject; `registry` lists all that this server knows."""
