"""Which cases a message of ours names that stands in no case's thread: a bundle of alerts, a digest."""

from collections.abc import Collection

from sqlmodel import Session, select

from bot.domain.sla.alert import Alert
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind, DigestPayload


def named_in(session: Session, listing: Delivery) -> Collection[int]:
    """Their numbers; none of a message of another kind."""
    if listing.kind == DeliveryKind.ALERT_BUNDLE:
        return set(session.exec(select(Alert.case_id).where(Alert.bundle == listing.dedupe_key)))
    if listing.kind == DeliveryKind.DIGEST:
        return named_by(DigestPayload.read(listing.payload))
    return ()


def named_by(digest: DigestPayload) -> Collection[int]:
    """The numbers of the cases a digest tells to look at."""
    return {int(entry.get("case_id", 0)) for entry in digest.report.get("to_see", [])}
