"""quality.toml: who reviews a sample of published answers, how many, and by when."""

from datetime import time
from typing import Annotated

from pydantic import Field, field_validator

from bot.domain.frozen import Strict
from bot.domain.rules.digest_rules import DigestRule, Weekday
from bot.domain.sla.ladder import DUTY_MANAGER

_Person = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]
_PersonOrChannel = Annotated[str, Field(pattern=r"^([CGUW][A-Z0-9]{2,}|duty_manager)$")]
ROUND = "quality"  # what its periods are called


class QualityRules(Strict):
    """quality.toml."""

    reviewers: tuple[_Person, ...] = ()
    per_week: int = Field(default=20, ge=1, le=500)
    twice_percent: int = Field(default=20, ge=0, le=100)
    review_days: int = Field(default=5, ge=1, le=7)
    weekday: Weekday = "monday"
    at: time = time(7, 0)
    tell: tuple[_PersonOrChannel, ...] = (DUTY_MANAGER,)

    @field_validator("at")
    @classmethod
    def _is_a_time_on_the_wall(cls, at: time) -> time:
        if at.tzinfo is not None or at.second or at.microsecond:
            raise ValueError('say hours and minutes only. Write at = "07:00"')
        return at

    @property
    def is_on(self) -> bool:
        """Whether anybody reviews."""
        return bool(self.reviewers)

    def weeks(self, *, time_zone: str) -> DigestRule:
        """When one week ends and the next begins, as digests say it."""
        return DigestRule(
            title=ROUND, every="week", weekday=self.weekday, at=(self.at,), time_zone=time_zone
        )
