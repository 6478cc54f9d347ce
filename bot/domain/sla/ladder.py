"""The ladder: at which shares of a target somebody is notified, and who. Louder the longer it takes.

100 % is the due time. Shares count in the target's own time: business time by the calendar.
"""

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.frozen import Frozen, Strict
from bot.domain.sla.targets import Target, WarningMark, share_at

OWNER, TEAM, DUTY_MANAGER, APPROVERS = "owner", "team", "duty_manager", "approvers"
ROLES = (OWNER, TEAM, DUTY_MANAGER, APPROVERS)
WARNING, BREACH = "warning", "breach"  # the two steps every clock may have, by name
NOTIFIED_BY_DEFAULT = (TEAM,)
_SLACK_ID = re.compile(r"[CGUW][A-Z0-9]{2,}")
_SHARE = re.compile(r"([1-9]\d{0,2}) ?%")


def _known(name: str) -> str:
    if name not in ROLES and not _SLACK_ID.fullmatch(name):
        raise ValueError(
            f"“{name}” is nobody who can be told. Write {', '.join(f'“{role}”' for role in ROLES)}, "
            "or the id of a Slack channel (C…)"
        )
    return name


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


Recipient = Annotated[str, AfterValidator(_known)]
Recipients = Annotated[tuple[Recipient, ...], BeforeValidator(_one_or_many), Field(min_length=1)]


class Mark(Frozen):
    """A moment on the way: a share of the target ("150 %"), or a time of its own ("7 calendar weeks")."""

    percent: int | None = None
    after: Target | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        share = _SHARE.fullmatch(given.strip())
        if share:
            return {"percent": int(share[1])}
        if "%" in given:
            raise ValueError(f"“{given}” is not a share. Write one from 1 % to 999 %")
        return {"after": given}

    def __str__(self) -> str:
        return f"{self.percent} %" if self.after is None else str(self.after)

    @property
    def name(self) -> str:
        """How a timer calls it: ``150%``, ``7 calendar weeks``."""
        return f"{self.percent}%" if self.after is None else str(self.after)

    @property
    def is_before_the_end(self) -> bool:
        """Whether it warns; a time of its own always does."""
        return self.percent is None or self.percent < 100

    def as_warning(self) -> WarningMark:
        """The same mark as the warning of a clock."""
        return WarningMark(percent=self.percent, after=self.after)

    def at(
        self, start: datetime, due: datetime, *, target: Target, calendar: BusinessCalendar
    ) -> datetime | None:
        """When it is reached, in UTC; none for a time of its own that is not before the due one."""
        if self.after is not None:
            own = self.after.due_at(start, calendar)
            return own if own is not None and own < due else None
        return share_at(start, due, self.percent or 0, target=target, calendar=calendar)


class LadderStep(Strict):
    """One step: at which mark, and who is notified."""

    at: str
    tell: Recipients

    @model_validator(mode="after")
    def _mark_can_be_read(self) -> "LadderStep":
        Mark.model_validate(self.at)
        return self

    @property
    def mark(self) -> Mark:
        """Its mark, read."""
        return Mark.model_validate(self.at)


def is_late(step: str) -> bool:
    """Whether a step, by its name, says that the due time has passed."""
    share = _SHARE.fullmatch(step)
    return step == BREACH or (share is not None and int(share[1]) >= 100)


def loudness(step: str) -> tuple[int, int]:
    """By which of two steps of one clock the later is found."""
    share = _SHARE.fullmatch(step)
    if step == BREACH:
        return (2, 100)
    if share is not None and int(share[1]) > 100:
        return (2, int(share[1]))
    return (1, int(share[1]) if share else 0)
