"""What the bot does, measured by `bench.process.measured` in a process of its own."""
