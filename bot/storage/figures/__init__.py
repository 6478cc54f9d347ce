"""Counts and rows behind digests, charts and exports."""
