"""What the register says came of the complaints that a case is marked as."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from bot.domain.records.complaint import Complaint
from bot.domain.records.complaint_outcome import ComplaintOutcome
from bot.domain.sla.policy import Metric
from bot.slack.views.models import ClockShown, OutcomeShown


def outcomes_shown(
    *, session: Session, case_id: int, clocks: Iterable[ClockShown]
) -> tuple[OutcomeShown, ...]:
    """The newest of each standing mark, in their order. No mark is without a deadline."""
    if not any(clock.metric == Metric.REGULATORY for clock in clocks):
        return ()
    query = (
        select(ComplaintOutcome)
        .join(Complaint, col(Complaint.id) == col(ComplaintOutcome.complaint_id))
        .where(ComplaintOutcome.case_id == case_id, col(Complaint.withdrawn_at).is_(None))
        .order_by(col(ComplaintOutcome.id))
    )
    newest = {each.complaint_id: each for each in session.exec(query)}
    return tuple(
        OutcomeShown(
            finding=str(each.finding),
            redress=each.redress,
            currency=each.currency,
            told_ombudsman=each.told_ombudsman,
        )
        for _, each in sorted(newest.items())
    )
