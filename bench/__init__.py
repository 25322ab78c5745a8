"""How fast and how large: measured, not guessed. `make bench` runs it; it is no part of the package."""
