"""Times in the reader's own zone, and spans in words.

Slack draws ``<!date^…>`` for each reader; after the bar stands what old clients show.
Source: docs.slack.dev/messaging/formatting-message-text (2026).
"""

from datetime import UTC, datetime, timedelta


def moment(at: datetime) -> str:
    """``Today 14:05`` for whoever reads it, as mrkdwn."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{in_utc(at)}>"


def clock_time(at: datetime) -> str:
    """``14:05`` for whoever reads it, as mrkdwn; for what happened just now."""
    return f"<!date^{int(at.timestamp())}^{{time}}|{at.astimezone(UTC):%H:%M} UTC>"


def in_utc(at: datetime) -> str:
    """The same moment as plain words: ``6 Mar 14:05 UTC``."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %H:%M} UTC"


def span(length: timedelta) -> str:
    """``4 min``, ``2 h 10 min``, ``3 days``; a minute at least, and never torn at a line's end."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}\N{NO-BREAK SPACE}min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours // 24} days"


def plural(count: int, one: str, many: str = "") -> str:
    """``1 case``, ``2 cases``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
