"""How long things are kept, and for how long an ended case still takes the customer's words."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from bot.domain.frozen import Strict

_LONGEST = 36_500


class RemovedPosts(StrEnum):
    """What becomes of the words of a post that its author, or the platform, took down."""

    ERASE = "erase"
    KEEP = "keep"


class OfPreset(Strict):
    """What a rule for complaints asks for: how long the words of a case marked under it are kept."""

    words_days: int = Field(ge=0, le=_LONGEST)


class Retention(Strict):
    """retention.toml."""

    words_days: int = Field(default=0, ge=0, le=_LONGEST)  # 0: until a person erases them
    originals_days: int = Field(default=0, ge=0, le=_LONGEST)  # what was masked, sealed
    attachments_days: int = Field(default=0, ge=0, le=_LONGEST)  # links and pictures of posts
    removed_posts: RemovedPosts = RemovedPosts.ERASE
    presets: Mapping[str, OfPreset] = {}
    reopen_days: int = Field(default=7, ge=0, le=365)
    unmerge_days: int = Field(default=7, ge=0, le=90)
    unreadable_days: int = Field(default=7, ge=1, le=7)  # raw payloads that could not be read
    over_days: int = Field(default=90, ge=30, le=3650)  # settled items of the inbox, and redraws
    draft_days: int = Field(default=14, ge=1, le=90)  # answers that were begun and not sent
    chat_file_days: int = Field(default=90, ge=1, le=3650)  # after the end of their case
    chat_session_days: int = Field(default=30, ge=2, le=365)  # browsers that were in a secure chat

    @model_validator(mode="after")
    def _outlasts_reopening(self) -> Self:
        """What a customer can still reopen must not be erased under them."""
        told = {"words_days": self.words_days}
        told |= {
            f"presets.{name}.words_days": each.words_days for name, each in self.presets.items()
        }
        for key, days in told.items():
            if 0 < days <= self.reopen_days:
                raise ValueError(
                    f"{key} must be more than reopen_days ({self.reopen_days}), or 0 to keep words until "
                    "a person erases them"
                )
        return self

    def words_of(self, presets: Collection[str]) -> int:
        """For how many days after its end the words of a case are kept that is marked under these rules:
        the longest counts; 0: until a person erases them."""
        asked = [self.presets[name].words_days for name in presets if name in self.presets]
        days = [*asked, self.words_days]
        return 0 if 0 in days else max(days)

    @property
    def left_to_people(self) -> tuple[str, ...]:
        """The keys that say for how long what was said is kept, and say nothing yet: a person erases it."""
        told = {
            "words_days": self.words_days,
            "originals_days": self.originals_days,
            "attachments_days": self.attachments_days,
        }
        return tuple(key for key, days in told.items() if not days)

    @property
    def kept_unread(self) -> timedelta:
        """How long a payload that could not be read is kept."""
        return timedelta(days=self.unreadable_days)
