"""What came of a complaint, for the register: each is one decision of a person; the newest stands."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field

from bot.domain.records.columns import Stored, text_enum


class Finding(StrEnum):
    """What the bank found."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


FINDING_MEANING: dict[Finding, str] = {
    Finding.UPHELD: "Upheld: the customer is right",
    Finding.PARTLY: "Partly upheld",
    Finding.REJECTED: "Rejected, with reasons",
    Finding.WITHDRAWN: "Withdrawn by the customer",
}


class ComplaintOutcome(Stored, table=True):
    """One decision about one mark. A later one corrects it; both stay."""

    __tablename__ = "complaint_outcomes"

    case_id: int = Field(foreign_key="cases.id", index=True)
    complaint_id: int = Field(foreign_key="complaints.id", index=True)
    finding: Finding = Field(sa_type=text_enum(Finding))
    reasons: str = ""  # masked
    told_ombudsman: bool = False  # whether the customer was told that they can go there
    redress: str = ""  # "125.50"; empty for none
    currency: str = ""  # "GBP"
    product: str = ""  # a name of complaints.toml
    cause: str = ""  # the same
    decided_at: datetime
    decided_by: str  # the actor

    @property
    def amount(self) -> Decimal:
        """The redress; zero for none."""
        return Decimal(self.redress or 0)
