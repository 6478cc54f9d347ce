"""Slack's own way to write a moment."""

from datetime import UTC, datetime


def time_of(slack_ts: str) -> datetime:
    """A Slack ts is seconds since 1970, with six decimals that make it unique."""
    return datetime.fromtimestamp(float(slack_ts), UTC)
