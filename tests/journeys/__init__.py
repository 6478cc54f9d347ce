"""Whole journeys through the real processes over loopback, against the simulated platforms."""
