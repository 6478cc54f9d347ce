"""Spans and shares as people read them."""

from datetime import timedelta

from bot.digest.report import Share
from bot.domain.text.moments import hours_and_minutes
from bot.language import say, say_count


def duration(length: timedelta) -> str:
    """``4 min``, ``1 h 20 min``, ``2 days 3 h``."""
    minutes = int(length.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    in_days = say_count(days, "{count} day", "{count} days")
    in_hours = say_count(hours, "{count} h", "{count} h")
    if days:
        return say("{days} {hours}", days=in_days, hours=in_hours) if hours else in_days
    if hours and rest:
        return hours_and_minutes(hours, rest)
    if hours:
        return in_hours
    return say_count(rest, "{count} min", "{count} min") if rest else say("under 1 min")


def percent(share: Share) -> int | None:
    """The nearest whole percent, yet 100 only of all and 0 only of none; none of nothing."""
    if not share.whole:
        return None
    if share.part in {0, share.whole}:
        return 100 if share.part else 0
    nearest = (200 * share.part + share.whole) // (2 * share.whole)  # a half goes up
    return min(max(nearest, 1), 99)
