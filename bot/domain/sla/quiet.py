"""Quiet hours: when an alert to a person waits for the morning, and which ones do not wait.

Only what would make somebody's phone ring waits: a case's own thread is silent by nature.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from bot.domain.calendar.business_calendar import BusinessCalendar, whole_second
from bot.domain.calendar.opening_hours import Span
from bot.domain.calendar.time_zone import TimeZoneName
from bot.domain.frozen import Strict

NEVER, OUTSIDE_HOURS = "never", "outside hours"
SlackUser = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]


class QuietHours(Strict):
    """When somebody is left alone: never, outside the team's calendar, or at times of the day."""

    outside_hours: bool = False
    time_zone: TimeZoneName = "UTC"
    spans: tuple[Span, ...] = ()  # of every day

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        if given not in (NEVER, OUTSIDE_HOURS):
            raise ValueError(
                f"“{given}” says no quiet hours. Write “{NEVER}”, “{OUTSIDE_HOURS}” (of the team's "
                'calendar), or { time_zone = "Europe/London", spans = ["22:00-24:00", "00:00-07:00"] }'
            )
        return {"outside_hours": given == OUTSIDE_HOURS}

    @model_validator(mode="after")
    def _leaves_some_time(self) -> "QuietHours":
        if sum(span.closes - span.opens for span in self.spans) >= 24 * 3600:
            raise ValueError("these spans are the whole day, so nothing would ever be told")
        return self

    def ends(self, at: datetime, *, calendar: BusinessCalendar) -> datetime | None:
        """When the quiet of this moment ends, in UTC; none when it is not quiet."""
        moment = whole_second(at)
        for _ in range(2 * len(self.spans) + 3):
            opens = self._end_of_span(moment)
            if self.outside_hours:
                opens = calendar.next_opening(opens)
            if opens == moment:
                break
            moment = opens
        return None if moment == whole_second(at) else moment

    def _end_of_span(self, at: datetime) -> datetime:
        wall = at.astimezone(ZoneInfo(self.time_zone))
        second = wall.hour * 3600 + wall.minute * 60 + wall.second
        for span in self.spans:
            if span.opens <= second < span.closes:
                midnight = datetime.combine(wall.date(), time())
                ends = midnight + timedelta(seconds=span.closes)
                # Of an hour that autumn repeats, the one in which we are.
                return ends.replace(tzinfo=wall.tzinfo, fold=wall.fold).astimezone(UTC)
        return at


_NO_QUIET = QuietHours()


class QuietRules(Strict):
    """Who is left alone when, by what they are to the alert. People named win over their kind."""

    owner: QuietHours = QuietHours(outside_hours=True)
    duty_manager: QuietHours = _NO_QUIET
    slack_channel: QuietHours = _NO_QUIET
    people: dict[SlackUser, QuietHours] = Field(default_factory=dict)


class AlertRules(Strict):
    """Table ``[alerts]`` of sla.toml: how alerts outside a case's thread reach people."""

    bundle_seconds: int = Field(default=60, ge=0, le=600)
    loud: tuple[str, ...] = ()  # metrics whose breach is sent in quiet hours too
    warn_on_duty: bool = True  # who is on duty hears of a case nobody has before it is late
    quiet: QuietRules = QuietRules()

    def quiet_ends(
        self,
        *,
        slack_target: str,
        kind: str,
        metric: str,
        is_late: bool,
        at: datetime,
        calendar: BusinessCalendar,
    ) -> datetime | None:
        """Until when this alert waits; none when it goes at once.

        ``kind`` is what the target is to the alert: owner, duty_manager or slack_channel.
        """
        if is_late and metric in self.loud:
            return None
        of_kind: QuietHours = getattr(self.quiet, kind, _NO_QUIET)
        quiet = self.quiet.people.get(slack_target, of_kind)
        return quiet.ends(at, calendar=calendar)
