"""Presses by which people say what the stream means."""
