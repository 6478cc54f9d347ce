"""From rows to a report. Pure: the same rows and the same moment give the same report."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import TypeVar

from sqlmodel import Session

from bot.digest import chat_figures, loud, pledge_figures
from bot.digest.attention import MOST_NAMED, oldest_waiting, to_see
from bot.digest.causes import Cause, causes
from bot.digest.figure import Figure, cases_behind, due_in
from bot.digest.periods import Period, before, last_periods
from bot.digest.report import (
    AGE_LIMITS,
    Age,
    CaseToSee,
    Earlier,
    Group,
    Person,
    Point,
    Report,
    Share,
    Times,
)
from bot.digest.reveals import looked_at
from bot.domain.records.cases.closure import ClosureKind, NotActionableReason, Outcome
from bot.domain.rules.digest_rules import Audience, DigestRule
from bot.domain.sla.policy import Metric
from bot.storage.figures import counts
from bot.storage.figures.blocked import set_aside
from bot.storage.figures.figure_rows import CaseRow, ClockRow, Figures, Scope
from bot.storage.figures.flow import flow
from bot.storage.record.record_seals import newest_named

TREND = 14  # periods in the chart, this one included
_HOUR = timedelta(hours=1)
_Ending = TypeVar("_Ending", Outcome, NotActionableReason)


def make(*, session: Session, rule: DigestRule, period: Period, now: datetime) -> Report:
    """The report of a digest for a period: its events, and how things stand now."""
    rows = read(session=session, rule=rule, period=period)
    report = counted(rows, rule=rule, period=period, now=now)
    last = before(rule, period)
    start, end, scope = period.start, period.end, _scope(rule)
    further = {
        **loud.figures(session, rule, period),
        "earlier": _earlier(session, rule, last),
        "trend": _trend(session, rule, period, now),
        "set_aside": set_aside(session=session, start=start, end=end, scope=scope),
        "looked_at": looked_at(session, rule, period),
        "seal": newest_named(session=session) if rule.audience is Audience.COMPLIANCE else "",
    }
    return report.model_copy(update=further)


def read(*, session: Session, rule: DigestRule, period: Period) -> Figures:
    """The rows of a digest's period."""
    scope = _scope(rule)
    return counts.read(session=session, start=period.start, end=period.end, scope=scope)


def broken(
    *, session: Session, rule: DigestRule, start: datetime, end: datetime, now: datetime
) -> list[ClockRow]:
    """The promises that were broken then, as is known now."""
    found = counts.decided(session=session, start=start, end=end, scope=_scope(rule))
    return [clock for clock in found if clock.missed_by(now)]


def public_cases(
    *, session: Session, rule: DigestRule, numbers: Iterable[int], end: datetime
) -> list[int]:
    """Those of these cases that may be named: something of each was said in public."""
    found = counts.numbered(session=session, numbers=numbers, end=end, scope=_scope(rule))
    return [case.case_id for case in found if not case.is_private]


def counted(rows: Figures, *, rule: DigestRule, period: Period, now: datetime) -> Report:
    """The report these rows make, without the periods before it."""
    ahead = timedelta(hours=rule.ahead_hours)
    behind = {each: cases_behind(rows, each, now=now, ahead=ahead) for each in Figure}
    pressing, oldest = to_see(rows, now=now), oldest_waiting(rows)
    return Report(
        period=period,
        title=rule.title,
        audience=rule.audience,
        parts=rule.shows,
        brands=rule.brands,
        teams=rule.teams,
        as_of=now,
        answered_goal=rule.answered_goal,
        in_time_goal=rule.in_time_goal,
        ahead_hours=rule.ahead_hours,
        counts={each: len(cases) for each, cases in behind.items() if cases},
        private=_private(behind),
        answered=_answered(rows.received, rows.end),
        in_time=_in_time(rows.decided, now),
        deadlines=_deadlines(rows.decided, now),
        response=times(_response_times(rows.answered)),
        resolution=times(_resolution_times(rows)),
        broken=_broken(rows.decided, now),
        causes=_causes(rows, now),
        resolved=_outcomes(rows, ClosureKind.RESOLVED, Outcome),
        not_actionable=_outcomes(rows, ClosureKind.NOT_ACTIONABLE, NotActionableReason),
        chats=chat_figures.counted(rows.chats, time_zone=rule.time_zone),
        pledges=pledge_figures.counted(rows.pledges),
        ages=_ages(behind[Figure.WAITING], now),
        oldest=oldest,
        ahead=_by_hour(due_in(rows, now=now, ahead=ahead), now),
        by_channel=_groups(rows, now, lambda row: row.channel),
        by_brand=_groups(rows, now, lambda row: row.brand),
        by_team=_groups(rows, now, lambda row: row.team),
        by_priority=_groups(rows, now, lambda row: row.priority),
        by_language=_groups(rows, now, lambda row: row.language),
        by_topic=_groups(rows, now, lambda row: row.topic),
        by_person=_people(rows) if rule.per_person else (),
        chart=rule.chart,
        to_see=_named(pressing, oldest),
        to_see_more=max(0, len(pressing) - MOST_NAMED),
    )


def times(values: Sequence[timedelta]) -> Times | None:
    """Median and ninetieth percentile; none of nothing."""
    if not values:
        return None
    middle = timedelta(seconds=median(value.total_seconds() for value in values))
    return Times(count=len(values), median=middle, p90=percentile(values, 90))


def percentile(values: Sequence[timedelta], percent: int) -> timedelta:
    """The nearest-rank percentile: a value that did occur. Raises ValueError for no values."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _scope(rule: DigestRule) -> Scope:
    return Scope(brands=rule.brands, teams=rule.teams)


def _earlier(session: Session, rule: DigestRule, last: Period) -> Earlier:
    rows = counts.beside(session=session, start=last.start, end=last.end, scope=_scope(rule))
    return Earlier(
        received=len(rows.received),
        answered=_answered(rows.received, last.end),
        in_time=_in_time(rows.decided, last.end),
        response=times(_response_times(rows.answered)),
    )


def _trend(session: Session, rule: DigestRule, period: Period, now: datetime) -> tuple[Point, ...]:
    """First responses in time, what came in and what was open, period by period, up to this one."""
    every = (*last_periods(period.digest, rule, period.start, count=TREND - 1), period)
    spans = [(each.start, each.end) for each in every]
    flows = flow(session=session, spans=spans, now=now, scope=_scope(rule))
    return tuple(
        Point(
            key=each.key,
            in_time=Share(part=of.kept, whole=of.decided),
            begins=each.begins,
            received=of.received,
            open=of.open,
        )
        for each, of in zip(every, flows, strict=True)
    )


def _private(behind: dict[Figure, list[CaseRow]]) -> dict[Figure, int]:
    hidden = {each: sum(case.is_private for case in cases) for each, cases in behind.items()}
    return {each: count for each, count in hidden.items() if count}


def _answered(received: Sequence[CaseRow], end: datetime) -> Share:
    needing = [case for case in received if case.needs_answer]
    return Share(part=sum(case.answered_by(end) for case in needing), whole=len(needing))


def _in_time(decided: Sequence[ClockRow], now: datetime) -> dict[Metric, Share]:
    whole = Counter(clock.metric for clock in decided)
    broken = Counter(clock.metric for clock in decided if clock.missed_by(now))
    return {
        metric: Share(part=whole[metric] - broken[metric], whole=whole[metric])
        for metric in Metric
        if whole[metric]
    }


def _deadlines(decided: Sequence[ClockRow], now: datetime) -> dict[str, Share]:
    """Of complaints: each rule's own deadline by itself, since no two are alike."""
    of = defaultdict[str, list[ClockRow]](list)
    for clock in decided:
        if clock.metric is Metric.REGULATORY and clock.title:
            of[clock.title].append(clock)
    return {title: _in_time(of[title], now)[Metric.REGULATORY] for title in sorted(of)}


def _broken(decided: Sequence[ClockRow], now: datetime) -> dict[Metric, int]:
    found = Counter(clock.metric for clock in decided if clock.missed_by(now))
    return {metric: found[metric] for metric in Metric if found[metric]}


def _causes(rows: Figures, now: datetime) -> dict[Cause, int]:
    found = Counter(cause for _, cause in causes(rows, now=now))
    return {cause: found[cause] for cause in Cause if found[cause]}


def _named(pressing: list[CaseToSee], oldest: CaseToSee | None) -> tuple[CaseToSee, ...]:
    """The ten to look at first. Whoever waits longest is always among them."""
    first = pressing[:MOST_NAMED]
    longest = [each for each in pressing if oldest and each.case_id == oldest.case_id]
    if longest and longest[0] not in first:
        first[-1:] = longest
    return tuple(first)


def _response_times(answered: Sequence[CaseRow]) -> list[timedelta]:
    return [
        max(timedelta(), case.first_answered_at - case.opened_at)
        for case in answered
        if case.first_answered_at is not None
    ]


def _resolution_times(rows: Figures) -> list[timedelta]:
    known = rows.cases
    return [
        max(timedelta(), row.closed_at - known[row.case_id].opened_at)
        for row in rows.ended
        if row.kind is ClosureKind.RESOLVED and row.case_id in known
    ]


def _ages(waits: Sequence[CaseRow], now: datetime) -> dict[Age, int]:
    found: Counter[Age] = Counter()
    for case in waits:
        waited = now - (case.unanswered_since or now)
        found[next(age for age, limit in AGE_LIMITS if waited < limit)] += 1
    return {age: found[age] for age in Age if found[age]}


def _by_hour(due: dict[int, datetime], now: datetime) -> dict[int, int]:
    return dict(sorted(Counter((at - now) // _HOUR for at in due.values()).items()))


def _groups(rows: Figures, now: datetime, key: Callable[[CaseRow], str]) -> tuple[Group, ...]:
    """One group for each name, the largest first."""
    known = rows.cases
    responses = [c for c in rows.decided if c.metric is Metric.FIRST_RESPONSE]
    received, decided, waiting = defaultdict(list), defaultdict(list), Counter[str]()
    for case in rows.received:
        received[key(case)].append(case)
    for clock in responses:
        if clock.case_id in known:
            decided[key(known[clock.case_id])].append(clock)
    for case in rows.waiting:
        waiting[key(case)] += case.unanswered_since is not None
    found = [
        Group(
            name=name,
            received=len(received[name]),
            answered=_answered(received[name], rows.end),
            in_time=_in_time(decided[name], now).get(Metric.FIRST_RESPONSE, Share()),
            waiting=waiting[name],
        )
        for name in sorted({*received, *decided, *(name for name in waiting if waiting[name])})
    ]
    return tuple(sorted(found, key=lambda group: -group.received))


def _people(rows: Figures) -> tuple[Person, ...]:
    published = Counter(reply.slack_user_id for reply in rows.published if reply.slack_user_id)
    holds = Counter(case.owner for case in rows.waiting if case.owner)
    found = [
        Person(slack_user_id=who, published=published[who], holds=holds[who])
        for who in sorted({*published, *holds})
    ]
    return tuple(sorted(found, key=lambda person: -person.published))


def _outcomes(rows: Figures, kind: ClosureKind, known: type[_Ending]) -> dict[_Ending, int]:
    found = Counter(row.outcome for row in rows.ended if row.kind == kind)
    return {outcome: found[outcome] for outcome in known if found[outcome]}
