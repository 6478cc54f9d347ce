"""A report beside the last period: which way it went, in points and not in percent of percent."""

from datetime import timedelta

from bot.digest.figure import Figure
from bot.digest.lengths import duration, percent
from bot.digest.report import Report, Share, Times
from bot.domain.sla.policy import Metric


def beside_the_last(report: Report) -> tuple[tuple[str, str], ...]:
    """Label and change; nothing when the last period had nothing to compare with."""
    last = report.earlier
    if last is None or not last.received:
        return ()
    was = last.in_time.get(Metric.FIRST_RESPONSE, Share())
    now = report.in_time.get(Metric.FIRST_RESPONSE, Share())
    rows = (
        ("Answered", _points(report.answered, last.answered)),
        ("First response in time", _points(now, was)),
        ("First response, middle one", _longer(report.response, last.response)),
        ("New cases", _more(report.count(Figure.RECEIVED), last.received)),
    )
    return tuple((label, value) for label, value in rows if value)


def _points(now: Share, before: Share) -> str:
    here, there = percent(now), percent(before)
    if here is None or there is None:
        return ""
    points = here - there
    return f"{_arrow(points)} {_counted(abs(points), 'point')} ({there} % before)"


def _longer(now: Times | None, before: Times | None) -> str:
    if now is None or before is None:
        return ""
    change = int((now.median - before.median).total_seconds()) // 60
    how = "longer" if change > 0 else "shorter"
    told = f"{duration(timedelta(minutes=abs(change)))} {how}" if change else "the same"
    return f"{_arrow(change)} {told} ({duration(before.median)} before)"


def _more(now: int, before: int) -> str:
    change = now - before
    told = f"{abs(change):,} {'more' if change > 0 else 'fewer'}" if change else "as many"
    return f"{_arrow(change)} {told} ({before:,} before)"


def _arrow(change: int) -> str:
    return "↑" if change > 0 else "↓" if change < 0 else "→"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
