"""One row a complaint, as the register has it: marked when and by whom, and what came of it.

Without names and words of customers: the case leads to them, for whoever may see them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case
from bot.domain.records.complaint import Complaint
from bot.domain.records.complaint_outcome import ComplaintOutcome
from bot.domain.text.references import case_reference

Row = dict[str, Any]
REGISTER_COLUMNS: dict[str, str] = {
    "complaint": "its number in the register",
    "case": "its reference",
    "brand": "name in routing.toml",
    "channel": "where it came in",
    "account": "which account of ours it is about",
    "rule": "name in regulatory.toml",
    "received_at": "from when its deadlines count",
    "marked_at": "when somebody marked it",
    "marked_by": "who",
    "withdrawn_at": "when the mark was taken back: it is no complaint after all",
    "withdrawn_by": "who took it back",
    "state": "of its case, now",
    "outcome": "upheld, partly, rejected, withdrawn; empty until decided",
    "reasons": "as staff wrote them, masked",
    "told_ombudsman": "yes when the customer was told that they can go there",
    "redress": "the amount; empty for none",
    "currency": "of the redress",
    "product": "name in complaints.toml",
    "root_cause": "name in complaints.toml",
    "decided_at": "when the outcome was entered, the newest",
    "decided_by": "who entered it",
}


def register(*, session: Session, start: datetime, end: datetime, brand: str) -> Iterator[Row]:
    """The complaints received from start up to but without end."""
    last = select(func.max(ComplaintOutcome.id)).group_by(col(ComplaintOutcome.complaint_id))
    newest = and_(
        col(ComplaintOutcome.complaint_id) == col(Complaint.id),
        col(ComplaintOutcome.id).in_(last),
    )
    query = (
        select(Complaint, Case, ComplaintOutcome)
        .join(Case, col(Case.id) == col(Complaint.case_id))
        .join(ComplaintOutcome, newest, isouter=True)
        .where(Complaint.received_at >= start, Complaint.received_at < end)
        .order_by(col(Complaint.id))
    )
    if brand:
        query = query.where(Case.brand == brand)
    for mark, case, outcome in session.exec(query, execution_options={"yield_per": 500}):
        yield {**_marked(mark, case), **_decided(outcome)}


def _marked(mark: Complaint, case: Case) -> Row:
    return {
        "complaint": mark.pk,
        "case": case_reference(case.number),
        "brand": case.brand,
        "channel": case.channel,
        "account": case.account,
        "rule": mark.preset,
        "received_at": mark.received_at,
        "marked_at": mark.marked_at,
        "marked_by": mark.marked_by,
        "withdrawn_at": mark.withdrawn_at,
        "withdrawn_by": mark.withdrawn_by,
        "state": case.state,
    }


def _decided(outcome: ComplaintOutcome | None) -> Row:
    return {
        "outcome": outcome and outcome.finding,
        "reasons": outcome and outcome.reasons,
        "told_ombudsman": outcome and ("yes" if outcome.told_ombudsman else "no"),
        "redress": outcome and outcome.redress,
        "currency": outcome and outcome.currency,
        "product": outcome and outcome.product,
        "root_cause": outcome and outcome.cause,
        "decided_at": outcome and outcome.decided_at,
        "decided_by": outcome and outcome.decided_by,
    }
