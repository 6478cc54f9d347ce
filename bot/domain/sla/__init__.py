"""Promises about time: what is promised (targets, policy) and how it fares (clock, course)."""
