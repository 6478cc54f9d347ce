"""Reading whom cases that nobody has are offered to, and were."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.claim import Claim
from bot.domain.records.handover import Handover
from bot.domain.records.offer import Offer
from bot.storage.known_rows import has_none


class Standing(NamedTuple):
    """An open offer with its case, and who has that."""

    offer: Offer
    case: Case
    owner: str | None


def open_offer(*, session: Session, case_id: int) -> Offer | None:
    """The case's open offer; None when there is none."""
    if has_none(session, Offer, case_id):
        return None
    query = select(Offer).where(Offer.case_id == case_id, col(Offer.ended_at).is_(None))
    return session.exec(query).first()


def offered_to(*, session: Session, case: Case) -> str:
    """Who is asked for a case that nobody has; empty where nobody is."""
    offer = (
        open_offer(session=session, case_id=case.number) if case.state == CaseState.NEW else None
    )
    return offer.slack_user_id if offer else ""


def locked(*, session: Session, offer_id: int) -> Offer | None:
    """The offer, locked until the transaction ends and read anew. The case is locked before."""
    query = select(Offer).where(Offer.id == offer_id).with_for_update()
    return session.exec(query, execution_options={"populate_existing": True}).first()


def standing(*, session: Session) -> Sequence[Standing]:
    """Every open offer, the oldest first."""
    query = (
        select(Offer, Case, Claim.slack_user_id)
        .join(Case, col(Case.id) == col(Offer.case_id))
        .outerjoin(Claim, (col(Claim.case_id) == col(Case.id)) & col(Claim.released_at).is_(None))
        .where(col(Offer.ended_at).is_(None))
        .order_by(col(Offer.id))
    )
    return [Standing(*row) for row in session.exec(query)]


def routes_waiting(*, session: Session) -> list[tuple[str, str]]:
    """Brand and team of every case that is new and waits."""
    query = (
        select(Case.brand, Case.team)
        .where(Case.state == CaseState.NEW, col(Case.unanswered_since).is_not(None))
        .distinct()
    )
    return list(session.exec(query))


def asked(*, session: Session, case_ids: Collection[int]) -> dict[int, set[str]]:
    """Who was asked for each of these cases since it last began to wait: since the words that nobody has
    answered, since somebody let it go, since it came to its team."""
    if not case_ids:
        return {}
    let_go = _last(col(Claim.released_at), col(Claim.case_id) == col(Offer.case_id))
    came = _last(
        col(Handover.handed_at),
        (col(Handover.case_id) == col(Offer.case_id))
        & (col(Handover.from_team) != col(Handover.to_team)),
    )
    query = (
        select(Offer.case_id, Offer.slack_user_id)
        .join(Case, col(Case.id) == col(Offer.case_id))
        .where(
            col(Offer.case_id).in_(sorted(case_ids)),
            Offer.slack_user_id != "",
            *(
                or_(since.is_(None), col(Offer.offered_at) >= since)
                for since in (let_go, came, col(Case.unanswered_since))
            ),
        )
    )
    found: dict[int, set[str]] = {}
    for number, person in session.exec(query):
        found.setdefault(number, set()).add(person)
    return found


def last_asked(*, session: Session, people: Collection[str]) -> dict[str, datetime]:
    """When each of these people was last asked for any case."""
    query = (
        select(Offer.slack_user_id, func.max(col(Offer.offered_at)))
        .where(col(Offer.slack_user_id).in_(sorted(people)))
        .group_by(col(Offer.slack_user_id))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _last(at: Any, of_the_case: ColumnElement[bool]) -> Any:
    """When something last happened to the case of an offer."""
    return select(func.max(at)).where(of_the_case).correlate(Offer).scalar_subquery()
