"""`/case` and the desk's weekly data."""
