"""Slack: the client, what a case looks like there, and the sender that draws it at the moment it goes."""
