"""Messages that stand in no case's thread, and why one cannot be sent any more."""

from sqlmodel import Session

from bot import clock
from bot.domain.records.confirmation import Confirmation
from bot.outbox.confirmation_kind import ConfirmationPayload
from bot.outbox.kinds import (
    ConsultPayload,
    HandoverPayload,
    RefusalPayload,
    SlackPayload,
    SurgePayload,
)
from bot.outbox.offer_kind import OfferPayload
from bot.outbox.outcome import Refused
from bot.outbox.quality_kind import QualityPayload
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped
from bot.slack.shown.handovers import handover_drawn
from bot.slack.shown.offers import offer_drawn
from bot.slack.shown.outgoing import Outgoing, Place
from bot.slack.shown.quality import quality_drawn
from bot.slack.shown.questions import consult_drawn
from bot.slack.shown.refusals import refusal_drawn
from bot.slack.shown.surges import surge_drawn
from bot.slack.views.house.confirmation_card import confirmation_card
from bot.slack.views.models import Drawn


def refusal(session: Session, payload: RefusalPayload, names: Names) -> Outgoing:
    """Why a press did nothing. Raises Stopped."""
    drawn = refusal_drawn(session=session, payload=payload, names=names, now=clock.now())
    return _alone(payload, drawn, settled())


def handover(session: Session, payload: HandoverPayload, names: Names) -> Outgoing:
    """What was just given to somebody. Raises Stopped."""
    drawn = handover_drawn(session=session, payload=payload, names=names)
    return _alone(payload, drawn, gone("case"))


def surge(session: Session, payload: SurgePayload, names: Names) -> Outgoing:
    """A message about a surge. Raises Stopped."""
    drawn = surge_drawn(session=session, payload=payload, names=names)
    return _alone(payload, drawn, gone("surge"), own_words=False)


def consult(session: Session, payload: ConsultPayload, names: Names) -> Outgoing:
    """A question to a team, or that its answer is missing. Raises Stopped."""
    drawn = consult_drawn(session=session, payload=payload, names=names)
    return _alone(payload, drawn, settled())


def quality(session: Session, payload: QualityPayload, names: Names) -> Outgoing:
    """What waits for a reviewer, or what became of a review. Raises Stopped."""
    drawn = quality_drawn(session=session, payload=payload, names=names)
    return _alone(payload, drawn, settled())


def offer(session: Session, payload: OfferPayload, names: Names) -> Outgoing:
    """A case that is offered to somebody. Raises Stopped."""
    drawn = offer_drawn(session=session, payload=payload, names=names)
    return _alone(payload, drawn, gone("case"))


def confirmation(session: Session, payload: ConfirmationPayload, _names: Names) -> Outgoing:
    """Whether a command is by whom it names. Raises Stopped."""
    asked = session.get(Confirmation, payload.confirmation_id)
    return _alone(payload, confirmation_card(asked) if asked else None, gone("question"))


def _alone(
    payload: SlackPayload, drawn: Drawn | None, otherwise: Stopped, own_words: bool = True
) -> Outgoing:
    """A message in no case's thread. Raises ``otherwise`` where there is none."""
    if drawn is None:
        raise otherwise
    return Outgoing(Place(payload.slack_channel), drawn, own_words=own_words)


def gone(what: str) -> Stopped:
    """What it is about is not there, and it will never be sent."""
    return Stopped(Refused(f"no_{what}", f"The {what} it is about does not exist any more"))


def settled() -> Stopped:
    """What it would say is not so any more, and nobody is told."""
    return Stopped(Refused("settled", "It was settled before it could be said", moot=True))
