"""Slack's own ways to write a moment."""

from datetime import UTC, datetime

from bot.slack.api.values import UnreadableValue
from handlers.slack.door.presses import whole_number


def time_of(slack_ts: str) -> datetime:
    """A Slack ts is seconds since 1970, with six decimals that make it unique. Raises UnreadableValue."""
    try:
        return datetime.fromtimestamp(float(slack_ts), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableValue from error


def picked(unix: str) -> datetime | None:
    """What a picker of date and time gives back; None when nothing was picked. Raises UnreadableValue."""
    if not unix:
        return None
    try:
        return datetime.fromtimestamp(whole_number(unix), UTC)
    except (ValueError, OverflowError, OSError) as error:  # no year has that number
        raise UnreadableValue from error
