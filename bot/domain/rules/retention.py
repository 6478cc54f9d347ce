"""How long things are kept, and for how long an ended case still takes the customer's words."""

from datetime import timedelta

from pydantic import Field

from bot.domain.frozen import Strict


class Retention(Strict):
    """retention.toml."""

    reopen_days: int = Field(default=7, ge=0, le=365)
    unmerge_days: int = Field(default=7, ge=0, le=90)
    unreadable_days: int = Field(default=7, ge=1, le=7)  # raw payloads that could not be read
    draft_days: int = Field(default=14, ge=1, le=90)  # answers that were begun and not sent
    chat_file_days: int = Field(default=90, ge=1, le=3650)  # after the end of their case
    chat_session_days: int = Field(default=30, ge=2, le=365)  # browsers that were in a secure chat

    @property
    def kept_unread(self) -> timedelta:
        """How long a payload that could not be read is kept."""
        return timedelta(days=self.unreadable_days)
