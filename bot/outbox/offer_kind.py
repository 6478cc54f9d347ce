"""The delivery that offers a case to somebody."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.kinds import DeliveryKind, SlackPayload


@dataclass(frozen=True, kw_only=True)
class OfferPayload(SlackPayload):
    """To whoever is asked; or, where all were, to whoever has duty."""

    kind: ClassVar[str] = DeliveryKind.OFFER
    offer_id: int
