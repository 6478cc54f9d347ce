"""Telling one person of a review, by direct message. It holds no words: these are a press away."""

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.quality_kind import QualityMessage, QualityPayload


def tell(
    desk: Desk,
    *,
    to: str,
    what: QualityMessage,
    fact: str,
    by: Actor,
    round_id: int = 0,
    review_id: int = 0,
    case_id: int | None = None,
) -> None:
    """Enqueues the message. ``fact`` makes it once."""
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, to),
        ordering_key=f"quality:{to}",
        priority=Urgency.DIGEST,
        payload=QualityPayload(slack_channel=to, what=what, round_id=round_id, review_id=review_id),
        dedupe_key=f"quality:{what}:{fact}:{to}",
        case_id=case_id,
        actor=by,
    )
