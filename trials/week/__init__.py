"""A soak: thousands of people over a simulated week, everyone's reminders held against a slow oracle."""
