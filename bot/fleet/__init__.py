"""Several equal processes on one database: who is there, who does what only one can do, and when each may send."""
