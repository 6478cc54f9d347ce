"""Slack: the client, what a case looks like there, and the sender that draws it as it goes."""
