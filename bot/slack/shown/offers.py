"""Reads an offer with its case, as its direct message shows it: never a private word."""

from sqlmodel import Session

from bot import clock
from bot.domain.records.offer import Offer
from bot.outbox.offer_kind import OfferPayload
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import row_shown
from bot.slack.views.cases.case_rows import against_promise
from bot.slack.views.cases.offer_card import OfferShown, offer_card
from bot.slack.views.models import Drawn


def offer_drawn(*, session: Session, payload: OfferPayload, names: Names) -> Drawn | None:
    """The message; None when there is no such offer."""
    offer = session.get(Offer, payload.offer_id)
    case = row_shown(session=session, case_id=offer.case_id, names=names) if offer else None
    if offer is None or case is None:
        return None
    shown = OfferShown(
        offer.pk,
        case,
        told=against_promise(case, now=clock.now()),
        to=offer.slack_user_id,
        until=offer.ends_at,
        ended_as=offer.ended_as,
    )
    return offer_card(shown)
