"""A case marked as a complaint under a rule: the decision of a person, with who, when and why.

The mark starts regulatory clocks. It is withdrawn by another decision and never erased.
"""

from datetime import datetime

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored


class Complaint(Stored, table=True):
    """One mark on one case. A case has at most one standing mark of each preset."""

    __tablename__ = "complaints"
    __table_args__ = (
        Index(
            "uq_complaints_standing",
            "case_id",
            "preset",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id")
    preset: str  # "uk_disp"
    preset_version: str = Field(foreign_key="policy_versions.version")
    received_at: datetime  # the post's own time, from which its clocks count
    reason: str = ""  # masked
    marked_at: datetime
    marked_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_reason: str = ""
