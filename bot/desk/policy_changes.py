"""Moving running clocks to the policy and calendars in force now: only on purpose, and on the record.

The old clock is closed as superseded and keeps its misses; a new one begins where that one began. Nothing
else ever touches a clock that runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.desk import cases, postings
from bot.desk.desk import Desk
from bot.domain.business_calendar import BusinessCalendar
from bot.domain.case import Case
from bot.domain.message import Direction, Message
from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.policy import PauseWhen, Promise, SlaRule, Subject
from bot.domain.sla.replay import REPLAYED, History, What
from bot.domain.staff import Actor
from bot.storage import audit
from bot.storage import clocks as stored
from bot.storage.history import history_of
from bot.storage.rule_versions import store_versions

_END_OF_A_WAIT = {What.WROTE, What.RESOLVED, What.NOT_ACTIONABLE}


@dataclass(frozen=True)
class Change:
    """One running clock, before and after. ``after`` is none where no rule takes the case now."""

    case_id: int
    metric: str
    clock_id: int
    before: SlaClock
    after: SlaClock | None

    @property
    def due_before(self) -> datetime | None:
        """When it is due now."""
        return self.before.due_at

    @property
    def due_after(self) -> datetime | None:
        """When it would be due."""
        return self.after.due_at if self.after is not None else None


def cases_behind(desk: Desk) -> list[int]:
    """The cases with a running clock that counts by a policy or calendar not in force any more."""
    present = [calendar.version for calendar in desk.rules.calendars.values()]
    query = (
        select(SlaClock.case_id)
        .where(
            col(SlaClock.met_at).is_(None),
            col(SlaClock.stopped_at).is_(None),
            col(SlaClock.metric).in_(REPLAYED),
            (col(SlaClock.policy_version) != desk.rules.sla.version)
            | col(SlaClock.calendar_version).not_in(present),
        )
        .distinct()
        .order_by(col(SlaClock.case_id))
    )
    return list(desk.session.exec(query))


def planned(desk: Desk, *, case_id: int) -> list[Change]:
    """What applying the rules in force would do to one case. Changes nothing."""
    case = desk.session.get(Case, case_id)
    if case is None:
        raise cases.NoSuchCase(case_id)
    found = stored.clocks_of(session=desk.session, case_id=case_id)
    running = [each for each in found if each.ended_at is None and each.metric in REPLAYED]
    return _changes(desk, case=case, clocks=running)


def apply(desk: Desk, *, case_id: int, by: Actor) -> list[Change]:
    """Close what counts by older rules as superseded and begin it anew. Raises NoSuchCase."""
    case = cases.locked(desk, case_id=case_id)
    store_versions(session=desk.session, rules=desk.rules, now=desk.now)
    taken = stored.take_open(session=desk.session, case_id=case_id, metrics=REPLAYED)
    changes = [each for each in _changes(desk, case=case, clocks=taken) if each.after is not None]
    for change in changes:
        course.stop(change.before, at=desk.now, reason=StopReason.SUPERSEDED)
    for clock in taken:
        stored.put_back(session=desk.session, clock=clock)
    for change in changes:
        if change.after is not None:
            stored.put_back(session=desk.session, clock=change.after)
    if changes:
        _record(desk, case=case, changes=changes, by=by)
    return changes


def _changes(desk: Desk, *, case: Case, clocks: Sequence[SlaClock]) -> list[Change]:
    history = history_of(session=desk.session, case_id=case.number)
    changes: list[Change] = []
    for clock in clocks:
        subject = _subject(desk, case=case, clock=clock)
        found = desk.rules.promises_for(subject)
        if found is not None and not _is_behind(desk, clock, found[1]):
            continue
        again = None if found is None else _again(desk, clock, history, *found)
        changes.append(Change(case.number, str(clock.metric), clock.id or 0, clock, again))
    return changes


def _is_behind(desk: Desk, clock: SlaClock, calendar: BusinessCalendar) -> bool:
    present = (desk.rules.sla.version, calendar.version)
    return (clock.policy_version, clock.calendar_version) != present


def _again(
    desk: Desk, clock: SlaClock, history: History | None, rule: SlaRule, calendar: BusinessCalendar
) -> SlaClock:
    """The same clock under the present rules: the same start, and every pause they allow."""
    promise = rule.targets[clock.metric]
    again = course.start(
        case_id=clock.case_id,
        metric=clock.metric,
        generation=clock.generation + 1,
        started_at=clock.started_at,
        cause_message_id=clock.cause_message_id,
        rule=rule.name,
        promise=promise,
        policy_version=desk.rules.sla.version,
        calendar=calendar,
    )
    for begun, end, why in _rests(clock, history, promise):
        if begun < clock.started_at or not course.pause(again, at=begun):
            continue
        if end is not None:
            course.resume(again, at=end, calendar=calendar, why=why)
    _keep_quiet(clock, again, now=desk.now)
    return again


def _rests(
    clock: SlaClock, history: History | None, promise: Promise
) -> list[tuple[datetime, datetime | None, str]]:
    """When the clock would have rested under this promise, the earliest first."""
    rests: list[tuple[datetime, datetime | None, str]] = [
        (datetime.fromisoformat(begun), datetime.fromisoformat(end), why)
        for begun, end, why in clock.rests
        if why == "ended"
    ]
    if PauseWhen.WITH_CUSTOMER in promise.pauses and history is not None:
        rests += [(begun, end, "with_customer") for begun, end in _waits(history)]
    return sorted(rests, key=lambda rest: rest[0])


def _waits(history: History) -> list[tuple[datetime, datetime | None]]:
    """When we waited for the customer; a case that ended waited until then."""
    waits: list[tuple[datetime, datetime | None]] = []
    asked: datetime | None = None
    for event in history.events:
        if event.what is What.ASKED and asked is None:
            asked = event.at
        elif event.what in _END_OF_A_WAIT and asked is not None:
            waits.append((asked, max(asked, event.at)))
            asked = None
    return [*waits, (asked, None)] if asked is not None else waits


def _keep_quiet(before: SlaClock, after: SlaClock, *, now: datetime) -> None:
    """What was said already is not said again, where it is still true."""
    flagged = {"warning": before.warned_at, "breach": before.breached_at}
    for step, due in course.steps_ahead(after).items():
        if due <= now and (flagged.get(step) is not None or step in before.marks_passed):
            course.mark(after, step=step)


def _subject(desk: Desk, *, case: Case, clock: SlaClock) -> Subject:
    """As the rules saw the case when the clock began: by the surface of the word it began with."""
    query = select(Message.surface).where(
        Message.case_id == case.number, Message.direction == Direction.INBOUND
    )
    if clock.cause_message_id is not None:
        query = query.where(Message.id == clock.cause_message_id)
    query = query.order_by(col(Message.posted_at), col(Message.id)).limit(1)
    surface = str(desk.session.exec(query).first() or "public")
    return Subject(case.brand, case.team, case.channel, case.priority, surface)


def _record(desk: Desk, *, case: Case, changes: Sequence[Change], by: Actor) -> None:
    audit.record(
        session=desk.session,
        case_id=case.number,
        actor=by,
        verb="clocks_superseded",
        details={
            "policy": desk.rules.sla.version,
            "clocks": [
                {
                    "metric": change.metric,
                    "old": change.clock_id,
                    "new": change.after.id if change.after else None,
                    "due_before": _iso(change.due_before),
                    "due_after": _iso(change.due_after),
                }
                for change in changes
            ],
        },
        at=desk.now,
    )
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
