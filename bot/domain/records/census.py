"""A census: everything the platforms list as said to us in a while, matched with what is held here and in Slack.

It holds counts and reasons of ours, and no word of anybody.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import JSON, Field

from bot.domain.records.columns import Stored, no_items


class Aside(StrEnum):
    """Why something said to us is answered by nobody; beside these the reasons staff end a case with."""

    BLOCKED = "blocked"
    REPOST = "repost"
    TAKEN_DOWN = "taken_down"
    UNREADABLE = "unreadable"
    NO_USE = "no_use"
    ENDED = "ended"


class Census(Stored, table=True):
    """One count, from a moment to a moment by the platforms' clocks."""

    __tablename__ = "censuses"

    since: datetime
    until: datetime
    taken_at: datetime = Field(index=True)
    heard: int = 0  # what the platforms list
    mirrored: int = 0  # stands in Slack
    unshown: int = 0  # is in a case, ought to stand in Slack, and nothing is on its way there
    answered: int = 0
    waiting: int = 0  # for an answer, in an open case
    on_its_way: int = 0  # into a case, or from there into Slack
    aside: dict[str, int] = Field(default_factory=dict, sa_type=JSON)  # by reason
    late: int = 0  # was missed, and becomes a case now
    lost: int = 0  # was missed, and cannot be taken in
    in_slack: int = 0  # of a sample asked of Slack: is there
    not_in_slack: int = 0
    paid_reads: int = 0  # what a platform bills
    not_whole: list[str] = Field(default_factory=no_items, sa_type=JSON)  # why, in English

    @property
    def is_whole(self) -> bool:
        """Whether every list could be read to its end."""
        return not self.not_whole

    @property
    def has_gaps(self) -> bool:
        """Whether something was missed, or is not shown."""
        return bool(self.late or self.lost or self.unshown or self.not_in_slack)

    @property
    def set_aside(self) -> int:
        """How much is answered by nobody."""
        return sum(self.aside.values())
