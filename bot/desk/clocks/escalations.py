"""Fire due timers, and write the alerts of their steps in the same transaction.

Who is notified at which step stands in the ladder of the promise, as it was when the clock began. Of an
unowned case what is for its owner goes to the duty manager, and from the due time on everything. An owner
who is away is not notified: their stand-in is, or the case counts as unowned. What warns the team of an
unowned case is told in its Slack channel too, and whoever is on duty by the roster, once a case and day.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import col, select

from bot.desk.clocks import alerts
from bot.desk.clocks.alerts import NewAlert
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla import course, ladder
from bot.domain.sla.clock import SlaClock, Step
from bot.domain.sla.policy import Metric
from bot.outbox.kinds import AlertPayload
from bot.storage.cases.case_threads import CaseThreads, threads_of_each
from bot.storage.cases.claims import open_claims
from bot.storage.clocks import stored_clocks as stored
from bot.storage.clocks.timers import FiredTimer, fire_due
from bot.storage.record import audit

_PRIVATE = {Metric.PRIVATE_WINDOW, Metric.CHAT}
_VERBS: dict[str, Trail] = {
    Step.WARNING: Trail.CLOCK_WARNING,
    Step.BREACH: Trail.CLOCK_BREACH,
}


class _Around(NamedTuple):
    """What a tick knows of the cases it flags, read at once for all of them."""

    cases: Mapping[int, Case]
    claims: Mapping[int, Claim]
    threads: Mapping[int, CaseThreads]


def fire(
    desk: Desk, *, limit: int = 200, only: int | None = None, besides: Collection[int] = ()
) -> int:
    """Fire the timers that are due by business time, of this case ``only`` or of all ``besides`` these; how many."""
    fired = fire_due(session=desk.session, now=desk.now, limit=limit, only=only, besides=besides)
    by_clock: dict[int, list[FiredTimer]] = defaultdict(list)
    for timer in fired:
        by_clock[timer.clock_id].append(timer)
    if fired:
        around = _around(desk, case_ids={timer.case_id for timer in fired})
        _write_down(desk, around, flags=list(by_clock.values()))
        raised = [new for steps in by_clock.values() for new in _flag(desk, around, steps=steps)]
        alerts.notify(desk, alerts=raised)
    return len(fired)


def ring_again(desk: Desk, *, case_ids: Collection[int]) -> None:
    """Notify whoever is there now of what had run out on these locked cases while somebody had them who
    is not: that alert was spent on nobody. Who was told already is not told again."""
    around = _around(desk, case_ids=case_ids)
    query = select(SlaClock).where(
        col(SlaClock.case_id).in_(sorted(case_ids)),
        col(SlaClock.met_at).is_(None),
        col(SlaClock.stopped_at).is_(None),
        col(SlaClock.paused_at).is_(None),
    )
    raised: list[NewAlert] = []
    for clock in desk.session.exec(query.order_by(col(SlaClock.id))):
        steps = [_spent(clock, step, at=desk.now) for step in course.steps_passed(clock)]
        if steps:
            raised += _notified(desk, around, steps=steps, in_thread=False)
    alerts.notify(desk, alerts=raised)


def _spent(clock: SlaClock, step: str, *, at: datetime) -> FiredTimer:
    return FiredTimer(
        timer_id=0,
        case_id=clock.case_id,
        clock_id=clock.pk,
        clock=clock,
        step=step,
        due_at=course.mark_time(clock, step=step) or at,
        overtaken=False,
    )


def _around(desk: Desk, *, case_ids: Collection[int]) -> _Around:
    """Their cases are locked since their timers were; locking them again reads them anew."""
    locked = select(Case).where(col(Case.id).in_(case_ids)).with_for_update(key_share=True)
    found = desk.session.exec(locked, execution_options={"populate_existing": True})
    return _Around(
        cases={case.number: case for case in found},
        claims=open_claims(session=desk.session, case_ids=case_ids),
        threads=threads_of_each(session=desk.session, case_ids=case_ids),
    )


def _write_down(desk: Desk, around: _Around, *, flags: Sequence[Sequence[FiredTimer]]) -> None:
    """Write what fell due in the trail of each case; a warning that comes with its breach is left out."""
    for steps in flags:
        case = around.cases[steps[0].case_id]
        case.touch()
        desk.session.add(case)
    recorded = [
        one for steps in flags for one in steps if not one.overtaken or ladder.is_late(one.step)
    ]
    audit.record_all(
        session=desk.session,
        actor=Actor.system(),
        happened=[_happened(timer, at=desk.now) for timer in recorded],
    )


def _happened(timer: FiredTimer, *, at: datetime) -> audit.Happened:
    return audit.Happened(
        case_id=timer.case_id,
        verb=_VERBS.get(timer.step, Trail.CLOCK_STEP),
        at=at,
        details={
            "clock": timer.clock_id,
            "step": timer.step,
            "metric": str(timer.metric),
            "due_at": timer.due_at.isoformat(),
            "late_s": int((at - timer.due_at).total_seconds()),
        },
    )


def _flag(desk: Desk, around: _Around, *, steps: Sequence[FiredTimer]) -> list[NewAlert]:
    """Post the loudest of these steps in the thread if it is for the team; return alerts for the others.

    A warning that comes with its breach, or within a minute of it, notifies nobody.
    """
    timer = max(steps, key=lambda one: ladder.loudness(one.step))
    case = around.cases[timer.case_id]
    postings.redraw(desk, case=case, threads=around.threads[case.number])
    return [] if timer.overtaken else _notified(desk, around, steps=steps, in_thread=True)


def _notified(
    desk: Desk, around: _Around, *, steps: Sequence[FiredTimer], in_thread: bool
) -> list[NewAlert]:
    timer = max(steps, key=lambda one: ladder.loudness(one.step))
    case, claim = around.cases[timer.case_id], around.claims.get(timer.case_id)
    threads = around.threads[case.number]
    owner = desk.rules.reached(claim.slack_user_id, desk.now) if claim else ""
    recipients = _recipients(desk, timer=timer, steps=steps, owner=owner)
    recipients += _queue(recipients, timer=timer, owner=owner, threads=threads)
    if in_thread and ladder.TEAM in recipients:
        _in_thread(desk, case=case, timer=timer, owner=owner, threads=threads)
    return _outside(desk, case=case, timer=timer, owner=owner, recipients=recipients)


def _recipients(
    desk: Desk, *, timer: FiredTimer, steps: Sequence[FiredTimer], owner: str
) -> list[str]:
    promise = stored.promise_of(session=desk.session, clock=timer.clock)
    names: list[str] = []
    for one in steps:
        if one is timer or ladder.is_late(one.step):
            names += promise.recipients(one.step) if promise else ladder.NOTIFIED_BY_DEFAULT
    if not owner:  # nobody has it, or nobody who is there
        names = [ladder.DUTY_MANAGER if name == ladder.OWNER else name for name in names]
        names += [ladder.DUTY_MANAGER] if ladder.is_late(timer.step) else []
    return list(dict.fromkeys(names))


def _queue(
    recipients: Sequence[str], *, timer: FiredTimer, owner: str, threads: CaseThreads
) -> list[str]:
    """The Slack channel the case stands in, for a warning to the team about a case that nobody has:
    a thread that nobody follows tells nobody."""
    thread = _thread(timer, threads)
    if owner or thread is None or ladder.is_late(timer.step) or ladder.TEAM not in recipients:
        return []
    return [thread.slack_channel] if thread.slack_channel else []


def _in_thread(
    desk: Desk, *, case: Case, timer: FiredTimer, owner: str, threads: CaseThreads
) -> None:
    thread = _thread(timer, threads)
    if thread is None:
        return
    payload = AlertPayload(
        thread_id=thread.id,
        case_id=case.number,
        clock_id=timer.clock_id,
        step=timer.step,
        metric=str(timer.metric),
        at=desk.now.isoformat(),
        slack_user_id=owner,
        surface="thread",
    )
    postings.alert_in_thread(desk, thread=thread, payload=payload, fact=timer.fact)


def _thread(timer: FiredTimer, threads: CaseThreads) -> CaseThread | None:
    private = timer.metric in _PRIVATE  # posted where the conversation is
    own = threads.current(Surface.PRIVATE) if private else None
    return own or threads.public_or_private()


def _outside(
    desk: Desk, *, case: Case, timer: FiredTimer, owner: str, recipients: Sequence[str]
) -> list[NewAlert]:
    targets = alerts.targets(desk, team=case.team, recipients=recipients, owner=owner)
    told = [
        _alert(desk, case=case, timer=timer, target=target, kind=kind, fact=timer.fact)
        for target, kind in targets.items()
    ]
    if owner or ladder.is_late(timer.step) or not desk.rules.alerts.warn_on_duty:
        return told
    once = f"unowned:{case.number}:{desk.now:%Y-%m-%d}"  # whichever of its clocks warns first
    return told + [
        _alert(desk, case=case, timer=timer, target=person, kind="duty_manager", fact=once)
        for person in desk.rules.people_on_duty(desk.now, case.team)
        if person not in targets
    ]


def _alert(
    desk: Desk, *, case: Case, timer: FiredTimer, target: str, kind: str, fact: str
) -> NewAlert:
    return NewAlert(
        slack_target=target,
        fact=f"{fact}:{target}",
        case_id=case.number,
        clock_id=timer.clock_id,
        step=timer.step,
        deferred_until=desk.rules.alerts.quiet_ends(
            slack_target=target,
            kind=kind,
            metric=str(timer.metric),
            is_late=ladder.is_late(timer.step),
            at=desk.now,
            calendar=desk.rules.calendar_of_team(case.team),
        ),
    )
