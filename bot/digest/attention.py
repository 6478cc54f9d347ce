"""Which cases a manager should look at first, in the order of the worklist, and why."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from bot.digest.report import CaseToSee, Why
from bot.domain.sla.policy import Metric
from bot.domain.triage import worklist
from bot.domain.triage.worklist import Matter, Place
from bot.storage.figures.figure_rows import CaseRow, ClockRow, Figures

MOST_NAMED = 10


def to_see(figures: Figures, *, now: datetime) -> list[CaseToSee]:
    """Every open case that needs eyes, the most pressing first; each once, for its best reason."""
    by_case: dict[int, list[ClockRow]] = {}
    for clock in figures.running:
        by_case.setdefault(clock.case_id, []).append(clock)
    found = [
        (_place(case, by_case.get(case.case_id, []), figures, now), reason)
        for case in figures.waiting
        if not case.is_private
        for reason in islice(_reasons(case, by_case.get(case.case_id, []), figures, now), 1)
    ]
    return [reason for _, reason in sorted(found, key=lambda one: one[0])]


def oldest_waiting(figures: Figures) -> CaseToSee | None:
    """The open case that has waited longest for an answer."""
    waiting = [
        _entry(case, Why.UNANSWERED, case.unanswered_since)
        for case in figures.waiting
        if case.unanswered_since and not case.is_private
    ]
    return min(waiting, key=lambda entry: (entry.at, entry.case_id), default=None)


def _place(case: CaseRow, clocks: list[ClockRow], figures: Figures, now: datetime) -> Place:
    matter = Matter(
        case_id=case.case_id,
        priority_rank=case.priority_rank,
        waiting_since=case.unanswered_since,
        answer_gone=case.answer_gone,
        in_surge=case.in_surge,
        is_timed=case.case_id in figures.timed,
        pledge_due_at=case.pledge_due_at,
    )
    return worklist.place(matter, clocks, now=now)


def _reasons(
    case: CaseRow, clocks: list[ClockRow], figures: Figures, now: datetime
) -> Iterator[CaseToSee]:
    ended = [clock for clock in clocks if clock.missed_by(now)]
    overdue = [clock for clock in ended if not clock.is_window]
    if overdue:
        worst = min(overdue, key=_to_the_customer_first)
        why = Why.OVERDUE if case.owner else Why.OVERDUE_UNOWNED
        yield _entry(case, why, worst.due_at, worst)
    if case.pledge_due_at and case.pledge_due_at < now:
        yield _entry(case, Why.PLEDGE_BROKEN, case.pledge_due_at)
    if case.unanswered_since and case.case_id not in figures.timed:
        yield _entry(case, Why.NO_CLOCK, case.unanswered_since)
    going = [clock for clock in clocks if clock not in ended]
    at_risk = [c for c in going if c.warn_at and not c.paused_at and c.warn_at <= now]
    if at_risk:
        next_due = min(at_risk, key=lambda clock: clock.due_at)
        yield _entry(case, Why.AT_RISK, next_due.due_at, next_due)
    for window in ended:
        if window.is_window:
            yield _entry(case, Why.WINDOW_CLOSED, window.due_at, window)
    if case.unanswered_since:
        yield _entry(case, Why.UNANSWERED, case.unanswered_since)


def _to_the_customer_first(clock: ClockRow) -> tuple[bool, datetime]:
    """What the customer waits for says more than that nobody claimed it in time."""
    return clock.metric is Metric.CLAIMED, clock.due_at


def _entry(case: CaseRow, why: Why, at: datetime, clock: ClockRow | None = None) -> CaseToSee:
    return CaseToSee(
        case_id=case.case_id,
        brand=case.brand,
        channel=case.channel,
        why=why,
        metric=clock.metric if clock else None,
        at=at,
        owner=case.owner,
    )
