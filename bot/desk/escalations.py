"""Making a clock that ran out seen: the timer fires and its alert is written in one transaction.

A warning goes to the thread and its owner. A breach does too; one of a case nobody owns goes to the duty
manager as well, because nobody else would feel spoken to.
"""

from bot.desk import cases, postings
from bot.desk.desk import Desk
from bot.domain.case import Case
from bot.domain.sla.clock import Step
from bot.domain.staff import Actor
from bot.storage import audit
from bot.storage.timers import FiredTimer, fire_due


def fire(desk: Desk, *, limit: int = 200) -> int:
    """Fire every timer that is due by business time; returns how many."""
    fired = fire_due(session=desk.session, now=desk.now, limit=limit)
    for timer in fired:
        if not timer.overtaken:  # a warning whose breach is due as well says nothing more
            _flag(desk, timer=timer)
    return len(fired)


def _flag(desk: Desk, *, timer: FiredTimer) -> None:
    case = cases.locked(desk, case_id=timer.case_id)
    claim = cases.open_claim(desk, case_id=case.number)
    payload = {
        "case_id": case.number,
        "clock_id": timer.clock_id,
        "step": str(timer.step),
        "metric": str(timer.metric),
        "slack_user_id": claim.slack_user_id if claim else "",
    }
    thread = cases.main_thread(desk, case_id=case.number)
    if thread is not None:
        postings.alert_in_thread(
            desk, thread=thread, payload={**payload, "surface": "thread"}, fact=timer.fact
        )
    if timer.step is Step.BREACH and claim is None:
        _tell_duty_manager(desk, payload=payload, fact=timer.fact)
    _record(desk, case=case, timer=timer)
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)


def _tell_duty_manager(desk: Desk, *, payload: dict[str, object], fact: str) -> None:
    for target in desk.rules.routing.duty_manager_targets:
        postings.alert_to(
            desk,
            slack_target=target,
            payload={**payload, "surface": "duty"},
            fact=f"{fact}:{target}",
        )


def _record(desk: Desk, *, case: Case, timer: FiredTimer) -> None:
    audit.record(
        session=desk.session,
        case_id=case.number,
        actor=Actor.system(),
        verb=f"clock_{timer.step}",
        details={
            "clock": timer.clock_id,
            "metric": str(timer.metric),
            "due_at": timer.due_at.isoformat(),
            "late_s": int((desk.now - timer.due_at).total_seconds()),
        },
        at=desk.now,
    )
