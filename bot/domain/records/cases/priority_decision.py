"""Why a case has its priority: the bank's rules and the words that decided, or a person and a reason."""

from datetime import datetime

from sqlmodel import JSON, Field

from bot.domain.records.columns import Stored
from bot.domain.records.staff import Actor, ActorKind


class PriorityDecision(Stored, table=True):
    """One decision; the newest of a case is in force."""

    __tablename__ = "priority_decisions"

    case_id: int = Field(foreign_key="cases.id", index=True)
    priority: str
    because: list[str] = Field(default_factory=list, sa_type=JSON)  # see PriorityRule.because
    reason: str = ""  # a person's, masked
    decided_at: datetime
    decided_by: str

    @property
    def is_by_staff(self) -> bool:
        """Whether a person decided; no rule goes below that."""
        return Actor.parse(self.decided_by).kind is ActorKind.STAFF
