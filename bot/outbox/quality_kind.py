"""The delivery about a review of an answer, and what it says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.outbox.kinds import DeliveryKind, SlackPayload


class QualityMessage(StrEnum):
    """What one person is told: that reviews wait, that theirs was reviewed, that the writer answered."""

    ASKED = "asked"
    REVIEWED = "reviewed"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True)
class QualityPayload(SlackPayload):
    """A word to a reviewer, or to whoever wrote what was reviewed."""

    kind: ClassVar[str] = DeliveryKind.QUALITY
    what: str  # a QualityMessage
    round_id: int = 0
    review_id: int = 0
