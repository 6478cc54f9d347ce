"""Sends deliveries to Slack: each kind is rendered when it goes."""
