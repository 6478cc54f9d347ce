"""The clocks of a case: started, taken and put back with their timers, in one transaction.

The caller has locked the case. Timers are taken back before a clock is read: a tick has that order too.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.cases.case import Case
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla import course
from bot.domain.sla.case_clocks import NO_DEFAULTS
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric, Promise, Subject
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset
from bot.storage.clocks import timers
from bot.storage.clocks.rule_versions import (
    load_calendar,
    load_policy,
    load_preset,
    store_calendars,
    store_policy,
)
from bot.storage.known_rows import has_none


class Deadline(NamedTuple):
    """One regulatory clock, and the preset that demands it."""

    preset: RegulatoryPreset
    clock: RegulatoryClock


def start_clocks(
    *,
    session: Session,
    rules: HouseRules,
    case: Case,
    surface: str,
    metrics: Collection[Metric],
    started_at: datetime,
    cause_message_id: int | None = None,
    defaults: Mapping[Metric, Promise] = NO_DEFAULTS,
) -> list[SlaClock] | None:
    """Start a clock of each metric as the policy in force promises; "none" leaves a clock too.

    A metric that a rule may leave out, and does, is promised as ``defaults`` says, if at all.
    None means that no rule takes this case: it has no clock, and somebody must be told.
    """
    found = rules.promises_for(subject_of(case, surface=surface))
    if found is None:
        return None
    rule, calendar = found
    store_policy(session=session, policy=rules.sla, now=started_at)
    store_calendars(session=session, calendars=[calendar], now=started_at)
    promises = {**defaults, **rule.targets}
    promised = [metric for metric in metrics if metric in promises]
    generations = next_generations(session=session, case_id=case.number, metrics=promised)
    clocks = [
        course.start(
            case_id=case.number,
            metric=metric,
            generation=generations[metric],
            started_at=started_at,
            cause_message_id=cause_message_id,
            rule=rule.name,
            promise=promises[metric],
            policy_version=rules.sla.version,
            calendar=calendar,
        )
        for metric in promised
    ]
    session.add_all(clocks)
    session.flush()
    timers.write_first_timers(session=session, clocks=clocks)
    return clocks


def subject_of(case: Case, *, surface: str) -> Subject:
    """The case as the rules see it for a word of this surface."""
    return Subject(case.brand, case.team, case.channel, case.priority, str(surface))


def clocks_of(*, session: Session, case_id: int) -> list[SlaClock]:
    """Every clock of a case, oldest first."""
    query = select(SlaClock).where(SlaClock.case_id == case_id).order_by(col(SlaClock.id))
    return list(session.exec(query))


def latest(*, session: Session, case_id: int, metric: Metric) -> SlaClock | None:
    """The last clock of a metric, whatever became of it."""
    query = (
        select(SlaClock)
        .where(SlaClock.case_id == case_id, SlaClock.metric == metric)
        .order_by(col(SlaClock.generation).desc())
    )
    return session.exec(query).first()


def take_open(
    *, session: Session, case_id: int, metrics: Collection[Metric] = tuple(Metric)
) -> list[SlaClock]:
    """The clocks that have not ended, their timers taken back; ``put_back`` sets them again."""
    is_open = (
        col(SlaClock.case_id) == case_id,
        col(SlaClock.metric).in_(metrics),
        col(SlaClock.met_at).is_(None),
        col(SlaClock.stopped_at).is_(None),
    )
    session.flush()
    ids = [number for number in session.exec(select(SlaClock.id).where(*is_open)) if number]
    timers.cancel_timers(session=session, clock_ids=ids)
    query = select(SlaClock).where(*is_open).order_by(col(SlaClock.id)).with_for_update()
    return list(session.exec(query, execution_options={"populate_existing": True}))


def put_back(*, session: Session, clock: SlaClock) -> None:
    """Store a clock that was taken, and set timers for what is still ahead of it."""
    session.add(clock)
    session.flush()
    timers.write_timers(session=session, clock=clock)


def promise_of(*, session: Session, clock: SlaClock) -> Promise | None:
    """What the policy, or the regulatory preset, said when the clock began."""
    if clock.metric is Metric.REGULATORY:
        deadline = deadline_of(session=session, clock=clock)
        return None if deadline is None else deadline.clock.promise
    rule = load_policy(session=session, version=clock.policy_version).rule_named(clock.rule)
    return None if rule is None else rule.targets.get(clock.metric)


def deadline_of(*, session: Session, clock: SlaClock) -> Deadline | None:
    """What the preset said of a regulatory clock when it began; None for a clock of service.

    Raises VersionLost.
    """
    if clock.metric is not Metric.REGULATORY:
        return None
    preset = load_preset(session=session, version=clock.policy_version)
    found = preset.clock_named(clock.name)
    return None if found is None else Deadline(preset, found)


def is_window(*, session: Session, version: str, name: str) -> bool:
    """Whether the end of a regulatory clock, by its name in a version of its preset, closes a window
    and breaks no promise. Raises VersionLost."""
    found = load_preset(session=session, version=version).clock_named(name)
    return found is not None and found.is_window


def calendar_of(*, session: Session, clock: SlaClock) -> BusinessCalendar:
    """The calendar a clock counts by, as it was when the clock began."""
    return load_calendar(session=session, version=clock.calendar_version)


def next_generations(
    *, session: Session, case_id: int, metrics: Collection[Metric]
) -> dict[Metric, int]:
    """The number of this case's next clock of each metric."""
    found: dict[Metric, int] = {}
    if metrics and not has_none(session, SlaClock, case_id):
        used = select(SlaClock.metric, func.max(SlaClock.generation)).where(
            SlaClock.case_id == case_id, col(SlaClock.metric).in_(metrics)
        )
        found = {Metric(metric): most for metric, most in session.exec(used.group_by("metric"))}
    return {metric: found.get(metric, 0) + 1 for metric in metrics}
