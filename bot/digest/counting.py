"""From rows to a report. Pure: the same rows and the same moment give the same report."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import TypeVar

from sqlmodel import Session

from bot.digest.attention import MOST_NAMED, oldest_waiting, to_see
from bot.digest.periods import Period
from bot.digest.report import AGE_LIMITS, Age, Report
from bot.domain.closure import ClosureKind, NotActionableReason, Outcome
from bot.domain.digest_rules import DigestRule
from bot.domain.sla.policy import Metric
from bot.storage import figures
from bot.storage.figures import CaseRow, Figures, Scope

_Ending = TypeVar("_Ending", Outcome, NotActionableReason)


def make(*, session: Session, rule: DigestRule, period: Period, now: datetime) -> Report:
    """The report of a digest for a period, as things stand now."""
    scope = Scope(brands=rule.brands, teams=rule.teams)
    rows = figures.read(session=session, start=period.start, end=period.end, scope=scope)
    return counted(rows, rule=rule, period=period, now=now)


def counted(rows: Figures, *, rule: DigestRule, period: Period, now: datetime) -> Report:
    """The report these rows make."""
    needing = [case for case in rows.received if case.needs_answer]
    first = [clock for clock in rows.decided if clock.metric is Metric.FIRST_RESPONSE]
    broken = Counter(clock.metric for clock in rows.decided if clock.missed_by(now))
    waits = [case for case in rows.waiting if case.unanswered_since is not None]
    times = _response_times(rows.answered)
    pressing = to_see(rows, now=now)
    return Report(
        period=period,
        title=rule.title,
        brands=rule.brands,
        teams=rule.teams,
        as_of=now,
        received=len(rows.received),
        received_private=sum(case.is_private for case in rows.received),
        needed_answer=len(needing),
        answered=sum(case.first_answered_at is not None for case in needing),
        response_decided=len(first),
        response_inside=len(first) - broken[Metric.FIRST_RESPONSE],
        first_answers=len(times),
        median_response=_median(times) if times else None,
        p90_response=percentile(times, 90) if times else None,
        breached={metric: broken[metric] for metric in Metric if broken[metric]},
        resolved=_outcomes(rows, ClosureKind.RESOLVED, Outcome),
        not_actionable=_outcomes(rows, ClosureKind.NOT_ACTIONABLE, NotActionableReason),
        unanswered_now=len(waits),
        unanswered_private=sum(case.is_private for case in waits),
        ages=_ages(waits, now),
        oldest=oldest_waiting(rows),
        unclaimed_now=sum(not case.owner for case in rows.waiting),
        without_clock=sum(case.case_id not in rows.timed for case in rows.waiting),
        to_see=tuple(pressing[:MOST_NAMED]),
        to_see_more=max(0, len(pressing) - MOST_NAMED),
    )


def percentile(values: Sequence[timedelta], percent: int) -> timedelta:
    """The nearest-rank percentile: a value that did occur. Raises ValueError for no values."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _median(values: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(value.total_seconds() for value in values))


def _response_times(answered: Sequence[CaseRow]) -> list[timedelta]:
    return [
        max(timedelta(), case.first_answered_at - case.opened_at)
        for case in answered
        if case.first_answered_at is not None
    ]


def _ages(waits: Sequence[CaseRow], now: datetime) -> dict[Age, int]:
    found: Counter[Age] = Counter()
    for case in waits:
        waited = now - (case.unanswered_since or now)
        found[next(age for age, limit in AGE_LIMITS if waited < limit)] += 1
    return {age: found[age] for age in Age if found[age]}


def _outcomes(rows: Figures, kind: ClosureKind, known: type[_Ending]) -> dict[_Ending, int]:
    found = Counter(row.outcome for row in rows.ended if row.kind == kind)
    return {outcome: found[outcome] for outcome in known if found[outcome]}
