"""How staff are told times and people: times in the reader's own zone, spans in words, people by name.

Slack draws ``<!date^…>`` for each reader; after the bar stands what old clients show. It says "Today" in
its own language, which is never Arabic: there the day is drawn in numbers, between marks that keep it
in order within a line from the right (isolates would be taken out of every message).
Source: docs.slack.dev/messaging/formatting-message-text (2026).
"""

from datetime import UTC, datetime, timedelta

from bot.language import is_right_to_left, month_name, say, say_count

_BEFORE, _AFTER = "\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT MARK}", "\N{LEFT-TO-RIGHT MARK}"


def colleague(slack_user_id: str) -> str:
    """A person of the desk by the name they have in Slack."""
    return f"<@{slack_user_id}>"


def moment(at: datetime) -> str:
    """``Today 14:05`` for whoever reads it, as mrkdwn."""
    day = "{date_num}" if is_right_to_left() else "{date_short_pretty}"
    return _drawn(at, f"{day} {{time}}", in_utc(at))


def clock_time(at: datetime) -> str:
    """``14:05`` for whoever reads it, as mrkdwn; for what happened just now."""
    return _drawn(at, "{time}", f"{at.astimezone(UTC):%H:%M} UTC")


def _drawn(at: datetime, pattern: str, otherwise: str) -> str:
    drawn = f"<!date^{int(at.timestamp())}^{pattern}|{otherwise}>"
    return f"{_BEFORE}{drawn}{_AFTER}" if is_right_to_left() else drawn


def in_utc(at: datetime) -> str:
    """The same moment as plain words: ``6 Mar 14:05 UTC``."""
    return f"{as_read(at.astimezone(UTC))} UTC"


def as_read(at: datetime) -> str:
    """``6 Mar 14:05``, in the zone that the moment is given in: its reader's."""
    return f"{at.day} {month_name(at)} {at:%H:%M}"


def month(at: datetime) -> str:
    """``Aug 2020``: near enough for what was years ago."""
    return f"{month_name(at)} {at.year}"


def span(length: timedelta) -> str:
    """``4 min``, ``2 h 10 min``, ``3 days``; a minute at least, and never torn at a line's end."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return say_count(minutes, "{count}\u00a0min", "{count}\u00a0min")
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        if rest:
            return hours_and_minutes(hours, rest)
        return say_count(hours, "{count} h", "{count} h")
    return say_count(hours // 24, "{count} day", "{count} days")


def hours_and_minutes(hours: int, minutes: int) -> str:
    """``2 h 10 min``."""
    in_hours = say_count(hours, "{count} h", "{count} h")
    in_minutes = say_count(minutes, "{count} min", "{count} min")
    return say("{hours} {minutes}", hours=in_hours, minutes=in_minutes)
