"""Who reads a private Slack channel, as the worker last read it: only they may see private words.

A channel that was not read lately, or that Slack says is public or shared, shows nobody anything.
"""

from datetime import datetime, timedelta

from sqlmodel import Field

from bot.domain.records.columns import Table


class PrivateChannel(Table, table=True):
    """One Slack channel that private words may go to. All times are the database's."""

    __tablename__ = "private_channels"

    slack_channel: str = Field(primary_key=True)
    trouble: str = ""  # why it is not private; empty when it is
    refreshed_at: datetime

    def is_safe(self, now: datetime, *, trusted_for: timedelta) -> bool:
        """Whether it was lately read to be a private channel of the bank alone."""
        return not self.trouble and now - self.refreshed_at <= trusted_for


class PrivateReader(Table, table=True):
    """One member of such a channel."""

    __tablename__ = "private_readers"

    slack_channel: str = Field(primary_key=True)
    slack_user_id: str = Field(primary_key=True, index=True)
    refreshed_at: datetime
