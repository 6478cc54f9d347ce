"""Which cases a person's Home tab shows, and where in its lists, so that it can be drawn anew as it was.

Slack keeps a Home tab as it was last drawn, also while nobody looks.
"""

from datetime import datetime

from sqlmodel import JSON, Field

from bot.domain.records.columns import Table


class HomeDrawn(Table, table=True):
    """One person's Home tab, as last drawn."""

    __tablename__ = "home_drawn"

    slack_user_id: str = Field(primary_key=True)
    place: str | None = None  # the list, the page, which cases; as the tab carries it
    case_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    drawn_at: datetime  # business time
    is_stale: bool = Field(default=False, index=True)
