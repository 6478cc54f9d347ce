"""Reads about a case: its threads, owner, merges and hand-overs, its customer, and who may see it."""
