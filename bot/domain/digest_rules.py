"""Which digests are posted, when by the clock on the wall, where, and about what."""

from datetime import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.domain.routing import SlackChannelId
from bot.domain.time_zone import TimeZoneName


class DigestRule(BaseModel):
    """One table ``[digests.NAME]``: a digest that covers the time since the one before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    audience: str = ""  # who reads it, in words
    every: Literal["day"] = "day"
    at: time  # local
    time_zone: TimeZoneName
    slack_channel: SlackChannelId = ""  # empty: not posted
    brands: tuple[str, ...] = ()  # empty: all
    teams: tuple[str, ...] = ()  # empty: all

    @field_validator("at")
    @classmethod
    def _is_a_time_on_the_wall(cls, at: time) -> time:
        if at.tzinfo is not None:
            raise ValueError('leave the offset out; time_zone says it. Write at = "08:30"')
        return at
