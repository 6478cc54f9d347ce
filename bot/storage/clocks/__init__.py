"""Clocks in the database: stored, replayed from the trail, with the rules that were in force."""
