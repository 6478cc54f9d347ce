"""Clocks: complaints, priorities, why."""
