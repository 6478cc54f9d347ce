"""A case file that was asked for: by whom, why, of which cases, and the fingerprint of what was made."""

from datetime import datetime

from sqlmodel import JSON, Field

from bot.domain.records.columns import Stored, no_items


class CaseFile(Stored, table=True):
    """One request. The file itself is kept nowhere: it is made when it is handed out."""

    __tablename__ = "case_files"

    cases: list[int] = Field(default_factory=no_items, sa_type=JSON)
    asked_by: str  # the actor
    asked_at: datetime
    reason: str  # masked
    matter: str = ""  # masked; the legal matter it is for
    with_originals: bool = False
    good_until: datetime | None = None  # the database's time, until when its link opens it
    made_at: datetime | None = None  # and handed out: a link does it once
    sha256: str = ""  # of the manifest that was made
