"""Conditions of the queries behind a report: which clocks count in a period, and which cases."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal_column, or_, union
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from bot.domain.records.cases.case import IS_OPEN, Case
from bot.domain.records.cases.merge import Merge
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import RESPONSES
from bot.storage.figures.figure_rows import (
    Scope,
)

_A_SECOND = timedelta(seconds=1)

_IS_OPEN: ColumnElement[bool] = literal_column(f"cases.{IS_OPEN}")


def decided_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    """Met in the period, or broken in it: the first second after the due one lies in the period.

    A promise that was broken and then superseded by other rules was decided when it broke: the clock
    that went on in its place, kept or not, is the same promise and is not counted again. So it is with
    one that was broken in a case which then was merged into this one.
    """
    due, met, stopped = col(SlaClock.due_at), col(SlaClock.met_at), col(SlaClock.stopped_at)
    paused = col(SlaClock.paused_at)
    broken = and_(
        within(due, start - _A_SECOND, end - _A_SECOND),
        or_(paused.is_(None), paused > due),
        or_(met.is_(None), met > due),
        or_(stopped.is_(None), stopped > due),
    )
    # Of all clocks those whose moment lies near are found first, by either index.
    moments = within(met, start, end), within(due, start - _A_SECOND, end - _A_SECOND)
    near: Any = union(*(select(SlaClock.id).where(each).correlate(None) for each in moments))
    return and_(
        col(SlaClock.id).in_(near),
        or_(and_(within(met, start, end), met <= due), broken),
        ~broken_before(),
        ~broken_where_it_came_from(),
    )


@cache  # an alias of so many columns takes longer to make than the database takes to answer
def broken_before() -> ColumnElement[bool]:
    """Whether the same promise broke under rules that were superseded since."""
    older = aliased(SlaClock)
    return (
        exists()
        .where(
            col(older.case_id) == col(SlaClock.case_id),
            col(older.metric) == col(SlaClock.metric),
            col(older.generation) < col(SlaClock.generation),
            col(older.name) == col(SlaClock.name),
            col(older.started_at) == col(SlaClock.started_at),
            col(older.stop_reason) == StopReason.SUPERSEDED,
            col(older.breached_at).is_not(None),
        )
        .correlate(SlaClock)
    )


@cache
def broken_where_it_came_from() -> ColumnElement[bool]:
    """Whether the same promise broke in another case, before that one was merged into this."""
    older = aliased(SlaClock)
    metric, of_older = col(SlaClock.metric), col(older.metric)
    return (
        exists()
        .where(
            col(Merge.into_case_id) == col(SlaClock.case_id),
            col(Merge.unmerged_at).is_(None),
            col(older.case_id) == col(Merge.case_id),
            or_(of_older == metric, and_(of_older.in_(RESPONSES), metric.in_(RESPONSES))),
            col(older.name) == col(SlaClock.name),
            col(older.started_at) == col(SlaClock.started_at),
            col(older.stop_reason) == StopReason.MERGED,
            col(older.breached_at).is_not(None),
        )
        .correlate(SlaClock)
    )


def is_running() -> ColumnElement[bool]:
    """Whether a clock was neither met nor stopped."""
    return and_(col(SlaClock.met_at).is_(None), col(SlaClock.stopped_at).is_(None))


def is_open() -> ColumnElement[bool]:
    """Whether a case is open; in the words of the index that holds open cases alone, so that it is used."""
    return _IS_OPEN


def by_number(number: Any) -> Any:
    """The order of ids, made of the rows that were found: asked for the ids themselves, SQLite walks along them."""
    return number + 0


def within(column: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    """From start up to but without end."""
    return and_(column >= start, column < end)


def in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    """What limits a report to some brands or teams."""
    wanted: list[ColumnElement[bool]] = []
    if scope.brands:
        wanted.append(col(Case.brand).in_(scope.brands))
    if scope.teams:
        wanted.append(col(Case.team).in_(scope.teams))
    return wanted
