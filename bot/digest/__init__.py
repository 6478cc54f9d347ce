"""What managers read: the figures of a period and the cases to look at."""
