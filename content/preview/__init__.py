"""A page for those who add exercises: every exercise with its words, its doses, its pictures and clips."""
