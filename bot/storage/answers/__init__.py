"""Reads about answers: what waits for a second person, what was removed, what was said before."""
