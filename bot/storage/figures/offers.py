"""The offers of a period, as rows of figures: one query, nobody's name."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case
from bot.domain.records.offer import Offer, OfferEnd
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope


def ends(
    *, session: Session, start: datetime, end: datetime, scope: Scope
) -> list[OfferEnd | None]:
    """How each offer to a person ended that was made in this time; None of one that stands."""
    query = (
        select(Offer)
        .join(Case, col(Case.id) == col(Offer.case_id))
        .where(
            within(col(Offer.offered_at), start, end), Offer.slack_user_id != "", *in_scope(scope)
        )
    )
    return [offer.ended_as for offer in session.exec(query)]
