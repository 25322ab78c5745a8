"""The bot is killed with SIGKILL again and again while people use it; afterwards its ledger is held against the
server's record, call by call."""
