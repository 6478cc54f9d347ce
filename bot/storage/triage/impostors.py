"""The alarms about impostors that were raised in a time, for digests."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.cases.case import Case
from bot.storage.figures.figure_rows import Scope


def alarmed_between(
    *, session: Session, start: datetime, end: datetime, scope: Scope
) -> list[tuple[Alarm, frozenset[int]]]:
    """The alarms about impostors that were raised in this time, each with the cases of the scope that it names."""
    query = select(Alarm).where(
        Alarm.kind == AlarmKind.IMPOSTOR, Alarm.raised_at >= start, Alarm.raised_at < end
    )
    told = [(row, _numbers(row)) for row in session.exec(query).all()]
    named = sorted(frozenset().union(*(numbers for _, numbers in told)))
    cases = select(Case.id).where(col(Case.id).in_(named))
    if scope.brands:
        cases = cases.where(col(Case.brand).in_(scope.brands))
    if scope.teams:
        cases = cases.where(col(Case.team).in_(scope.teams))
    there = frozenset(filter(None, session.exec(cases))) if named else frozenset()
    return [(row, numbers & there) for row, numbers in told if numbers & there]


def _numbers(row: Alarm) -> frozenset[int]:
    return frozenset(int(each) for each in str(row.values.get("numbers", "")).split(",") if each)
