"""How long an answer waits for a second pair of eyes, where the policy promises something of it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.case import Case, Surface
from bot.domain.house_rules import HouseRules
from bot.domain.sla.policy import Metric
from bot.storage import clocks as stored


def on_asked(
    *, session: Session, rules: HouseRules, case: Case, surface: Surface, at: datetime
) -> None:
    """An answer waits. One wait is one clock, however often it is asked."""
    last = stored.latest(session=session, case_id=case.number, metric=Metric.APPROVAL)
    if last is not None and last.ended_at is None:
        return
    stored.start_clocks(
        session=session,
        rules=rules,
        case=case,
        surface=surface,
        metrics=(Metric.APPROVAL,),
        started_at=at,
    )


def on_decided(*, session: Session, case: Case, at: datetime) -> None:
    """Somebody looked and said yes or no: either keeps the promise."""
    stored.meet_clocks(session=session, case_id=case.number, metrics=(Metric.APPROVAL,), at=at)
