"""A report beside the last period: which way it went, in points and not in percent of percent."""

from datetime import timedelta

from bot.digest.figure import Figure
from bot.digest.report import Report, Share, Times
from bot.digest.words.lengths import duration, percent
from bot.domain.sla.policy import Metric
from bot.language import say, say_count


def beside_the_last(report: Report) -> tuple[tuple[str, str], ...]:
    """Label and change; nothing when the last period had nothing to compare with."""
    last = report.earlier
    if last is None or not last.received:
        return ()
    was = last.in_time.get(Metric.FIRST_RESPONSE, Share())
    now = report.in_time.get(Metric.FIRST_RESPONSE, Share())
    rows = (
        (say("Answered"), _points(report.answered, last.answered)),
        (say("First response in time"), _points(now, was)),
        (say("First response, middle one"), _longer(report.response, last.response)),
        (say("New cases"), _more(report.count(Figure.RECEIVED), last.received)),
    )
    return tuple((label, value) for label, value in rows if value)


def _points(now: Share, before: Share) -> str:
    here, there = percent(now), percent(before)
    if here is None or there is None:
        return ""
    points = here - there
    if not points:
        was = say("{percent} %", percent=there)
        return say("→ the same ({before} before)", before=was)
    return say_count(
        abs(points),
        "{arrow} {count} point ({before} % before)",
        "{arrow} {count} points ({before} % before)",
        arrow=_arrow(points),
        before=there,
    )


def _longer(now: Times | None, before: Times | None) -> str:
    if now is None or before is None:
        return ""
    change = int((now.median - before.median) / timedelta(minutes=1))  # whole ones, either way
    was, by = duration(before.median), duration(timedelta(minutes=abs(change)))
    if not change:
        return say("→ the same ({before} before)", before=was)
    if change > 0:
        return say("↑ {time} longer ({before} before)", time=by, before=was)
    return say("↓ {time} shorter ({before} before)", time=by, before=was)


def _more(now: int, before: int) -> str:
    change = now - before
    by, was = f"{abs(change):,}", f"{before:,}"
    if not change:
        return say("→ as many ({before} before)", before=was)
    if change > 0:
        return say("↑ {count} more ({before} before)", count=by, before=was)
    return say("↓ {count} fewer ({before} before)", count=by, before=was)


def _arrow(change: int) -> str:
    return "↑" if change > 0 else "↓" if change < 0 else "→"
