"""A ledger in plain words and columns, the same on the command line and in Slack.

Times are those of the calendar's own time zone, because its hours are written in it.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.sla.ledger import DayTotal, Ledger, Stretch, by_day
from bot.domain.sla.policy import METRIC_TITLE, Metric

_FOLD_ABOVE = 16  # lines; a longer ledger is told by the day


def title(ledger: Ledger) -> str:
    """``First response: missed, met 17 Nov 10:02``."""
    named = METRIC_TITLE[Metric(ledger.metric)] if ledger.metric in set(Metric) else ledger.metric
    again = f" ({ledger.generation})" if ledger.generation > 1 else ""
    if ledger.name:
        again = f" ({ledger.name})"
    return f"{named}{again}: {standing(ledger)}"


def standing(ledger: Ledger) -> str:
    """How it stands, in a few words."""
    if ledger.due_at is None:
        return "nothing is promised, on purpose"
    kept = "late" if ledger.missed else "in time"
    if ledger.ended == "met" and ledger.ended_at is not None:
        return f"met {kept}, {_moment(ledger, ledger.ended_at)}"
    if ledger.ended == "stopped" and ledger.ended_at is not None:
        missed = ", already missed" if ledger.missed else ""
        return f"stopped {_moment(ledger, ledger.ended_at)}{missed}"
    return "missed, still waiting" if ledger.missed else "running"


def facts(ledger: Ledger) -> str:
    """What was promised, by which rule, policy and calendar."""
    due = _moment(ledger, ledger.due_at) if ledger.due_at else "never"
    return (
        f"{ledger.target} by the rule “{ledger.rule}”, due {due}. "
        f"Policy {ledger.policy_version[:8]}, calendar “{ledger.calendar_name}” "
        f"{ledger.calendar_version[:8]}, times of {ledger.time_zone}."
    )


def lines(ledger: Ledger, *, most: int | None = None) -> list[str]:
    """The ledger in columns and its sum; folded by the day, and cut in the middle, if too long."""
    rows = [_row(ledger, stretch) for stretch in ledger.stretches]
    if len(rows) > min(_FOLD_ABOVE, most or _FOLD_ABOVE):
        rows = [_day_row(day) for day in by_day(ledger, zone=ZoneInfo(ledger.time_zone))]
    if most is not None and len(rows) > most:
        left_out = len(rows) - most + 1
        half = (most - 1) // 2
        rows = [*rows[:half], f"… {left_out} days …", *rows[len(rows) - (most - 1 - half) :]]
    return [*rows, f"counted {length(ledger.counted_s)} of {ledger.target}"]


def length(seconds: int) -> str:
    """``1:05:00``: hours, minutes, seconds."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _row(ledger: Ledger, stretch: Stretch) -> str:
    counted = length(stretch.seconds) if stretch.counts else "-"
    start, end = _moment(ledger, stretch.start), _moment(ledger, stretch.end)
    return f"{start:>15} to {end:>15} {counted:>10}  {stretch.reason}"


def _day_row(day: DayTotal) -> str:
    counted = length(day.counted_s) if day.counted_s else "-"
    named = f"{day.day:%a} {day.day.day} {day.day:%b}"
    return f"{named:>10} {counted:>10}  {'; '.join(day.reasons)}".rstrip()


def _moment(ledger: Ledger, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(ledger.time_zone))
    seconds = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{local.day} {local:%b} {seconds}"
