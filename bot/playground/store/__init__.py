"""What survives a kill -9: people, chats, messages, files, updates and settings, one table a subject."""
