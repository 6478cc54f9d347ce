"""Whole days at the desk, played without HTTP, and a small model of what must be true at their end."""
