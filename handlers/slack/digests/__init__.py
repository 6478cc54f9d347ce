"""Digests: drawn now, and the cases behind a figure."""
