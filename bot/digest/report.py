"""A report: the figures a manager acts on, for one period and of one moment. No customer text in it.

Times are given as median and ninetieth percentile, never as a mean, which one forgotten case ruins.
Private words are only counted: a case with nothing public in it is never named.
"""

from datetime import timedelta
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.digest.periods import Period
from bot.domain.closure import NotActionableReason, Outcome
from bot.domain.sla.policy import METRIC_TITLE, Metric


class Age(StrEnum):
    """How long somebody has been waiting."""

    UNDER_1_HOUR = "under 1 h"
    UNDER_4_HOURS = "1 to 4 h"
    UNDER_1_DAY = "4 to 24 h"
    UNDER_3_DAYS = "1 to 3 days"
    OLDER = "over 3 days"


AGE_LIMITS: tuple[tuple[Age, timedelta], ...] = (
    (Age.UNDER_1_HOUR, timedelta(hours=1)),
    (Age.UNDER_4_HOURS, timedelta(hours=4)),
    (Age.UNDER_1_DAY, timedelta(hours=24)),
    (Age.UNDER_3_DAYS, timedelta(days=3)),
    (Age.OLDER, timedelta.max),
)


class Why(StrEnum):
    """Why a case is to be looked at, the most pressing first."""

    OVERDUE_UNOWNED = "overdue_unowned"
    OVERDUE = "overdue"
    NO_CLOCK = "no_clock"
    AT_RISK = "at_risk"
    UNANSWERED = "unanswered"


class CaseToSee(BaseModel):
    """One case to look at, and why."""

    model_config = ConfigDict(frozen=True)

    case_id: int
    brand: str
    channel: str
    why: Why
    metric: Metric | None = None
    at: AwareDatetime  # the due time, or since when somebody waits
    owner: str = ""  # a Slack user id

    @property
    def words(self) -> str:
        """The reason, to be followed by its time: ``First response overdue since``."""
        title = METRIC_TITLE[self.metric] if self.metric else ""
        match self.why:
            case Why.OVERDUE_UNOWNED | Why.OVERDUE:
                return f"{title} overdue since"
            case Why.NO_CLOCK:
                return "No SLA rule takes it; waiting since"
            case Why.AT_RISK:
                return f"{title} due"
        return "Waiting for an answer since"


class Report(BaseModel):
    """What one digest says."""

    model_config = ConfigDict(frozen=True)

    period: Period
    title: str
    brands: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    as_of: AwareDatetime  # the moment of every "now" below

    received: int = 0
    received_private: int = 0
    needed_answer: int = 0  # of those received
    answered: int = 0  # of those that needed one
    response_decided: int = 0  # first-response clocks met or broken in the period
    response_inside: int = 0
    first_answers: int = 0  # first answers given in the period
    median_response: timedelta | None = None  # from the post to the first answer, on the wall
    p90_response: timedelta | None = None
    breached: dict[Metric, int] = {}
    resolved: dict[Outcome, int] = {}
    not_actionable: dict[NotActionableReason, int] = {}

    unanswered_now: int = 0
    unanswered_private: int = 0
    ages: dict[Age, int] = {}
    oldest: CaseToSee | None = None
    unclaimed_now: int = 0
    without_clock: int = 0
    to_see: tuple[CaseToSee, ...] = ()
    to_see_more: int = 0  # how many more there are than are named

    @property
    def answered_share(self) -> float | None:
        """The share answered of what needed an answer; none when nothing did."""
        return self.answered / self.needed_answer if self.needed_answer else None

    @property
    def inside_share(self) -> float | None:
        """The share of first responses inside their clock; none when none was decided."""
        return self.response_inside / self.response_decided if self.response_decided else None

    @property
    def breached_total(self) -> int:
        """All promises broken in the period."""
        return sum(self.breached.values())

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came in and nobody waits."""
        return not (
            self.received or self.unanswered_now or self.unclaimed_now or self.breached_total
        )
