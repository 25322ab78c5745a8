"""Three processes of the bot on one PostgreSQL: killed, stopped and held while people use them, and the server too."""
