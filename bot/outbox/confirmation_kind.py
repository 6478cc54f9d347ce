"""The delivery that asks a person whether a command was theirs."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.kinds import DeliveryKind, SlackPayload


@dataclass(frozen=True, kw_only=True)
class ConfirmationPayload(SlackPayload):
    """To whoever is named by ``--by``."""

    kind: ClassVar[str] = DeliveryKind.CONFIRMATION
    confirmation_id: int
