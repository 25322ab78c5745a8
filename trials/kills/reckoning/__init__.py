"""Ledger against record: each check is a function of plain facts that returns what is wrong, a line for each fault."""
