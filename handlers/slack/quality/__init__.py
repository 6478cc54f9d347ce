"""Reviewing a sample of published answers, and answering a review."""
