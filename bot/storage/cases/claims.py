"""Reading who has a case now. The one place that says when a claim is open."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case
from bot.domain.records.claim import Claim
from bot.storage.known_rows import has_none


def is_open() -> ColumnElement[bool]:
    """A condition on claims: nobody has released it."""
    return col(Claim.released_at).is_(None)


def is_open_claim_of_case() -> ColumnElement[bool]:
    """A condition that joins each case with its open claim."""
    return and_(col(Claim.case_id) == col(Case.id), is_open())


def open_claim(*, session: Session, case_id: int) -> Claim | None:
    """The case's open claim; None when nobody has the case."""
    if has_none(session, Claim, case_id):
        return None
    query = select(Claim).where(Claim.case_id == case_id, is_open())
    return session.exec(query).first()


def open_claims(*, session: Session, case_ids: Collection[int]) -> dict[int, Claim]:
    """The open claims of these cases in one query, by the case's number."""
    query = select(Claim).where(col(Claim.case_id).in_(sorted(case_ids)), is_open())
    return {claim.case_id: claim for claim in session.exec(query)}
