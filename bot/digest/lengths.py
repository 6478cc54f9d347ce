"""Spans and shares as people read them."""

from datetime import timedelta

from bot.digest.report import Share


def duration(length: timedelta) -> str:
    """``4 min``, ``1 h 20 min``, ``2 days 3 h``."""
    minutes = int(length.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} day{'' if days == 1 else 's'}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {rest} min" if rest else "")
    return f"{rest} min" if rest else "under 1 min"


def percent(share: Share) -> int | None:
    """Whole percent, rounded down, so that 100 means all; none of nothing."""
    return share.part * 100 // share.whole if share.whole else None
