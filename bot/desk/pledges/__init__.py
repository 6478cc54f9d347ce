"""Pledges: what an answer promises becomes a timer of whoever sees to its case."""
