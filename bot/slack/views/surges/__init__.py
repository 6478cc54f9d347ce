"""Surges as people see them: the post in the channel, its report, the forms."""
