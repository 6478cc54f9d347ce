"""What a pause does to the marks of a clock: how far they move when it resumes. Pure.

Hours and minutes are given back to the second. Days end when a day ends, and no pause changes that: only
a counted day that was paused from beginning to end is given back, and the end is that of a day again.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla.targets import Target, Unit

_A_SECOND = timedelta(seconds=1)


class Pause(NamedTuple):
    """A pause that has ended, of a clock that began then and counts so."""

    target: Target
    started_at: datetime
    begun: datetime
    end: datetime
    calendar: BusinessCalendar

    def due_after(self, due: datetime) -> datetime:
        """When it is due after this pause, having been due at ``due`` before it."""
        if not self.target.ends_with_a_day:
            return self._as_far(self.end, self.begun, due)
        last = due - _A_SECOND  # an end at midnight is that of the day before
        if self.target.unit is Unit.BUSINESS_DAY:
            days = self._business_days()
            moved = self.calendar.nth_business_day_close(last, days) if days else due
            return moved if self.end <= moved else self.calendar.close_of_day(self.end)
        moved = self.calendar.end_of_day(last, self._calendar_days())
        return moved if self.end <= moved else self.calendar.end_of_day(self.end - _A_SECOND, 0)

    def mark_after(self, mark: datetime, *, due: datetime) -> datetime:
        """When another mark of the clock is reached after it; one that had passed stays."""
        if mark <= self.begun:
            return mark
        if self.target.ends_with_a_day:
            return self._as_far(mark, due, self.due_after(due))
        return self._as_far(self.end, self.begun, mark)

    def _as_far(self, since: datetime, begun: datetime, end: datetime) -> datetime:
        if self.target.in_business_time:
            return self.calendar.add(since, self.calendar.between(begun, end))
        return since + (end - begun)

    def _calendar_days(self) -> int:
        """The days after that of receipt that were paused from midnight to midnight."""
        local = self.calendar.local_date
        first = max(local(self.begun - _A_SECOND), local(self.started_at)) + timedelta(days=1)
        return max(0, (local(self.end) - first).days)

    def _business_days(self) -> int:
        """The business days after that of receipt in which every open second was paused."""
        received = self.calendar.local_date(self.started_at)
        midnight, until = (
            self.calendar.end_of_day(self.begun, -1),
            self.calendar.end_of_day(self.end, 0),
        )
        whole: dict[object, bool] = {}
        for opened in self.calendar.open_intervals(midnight, until=until):
            inside = self.begun <= opened.opens and opened.closes <= self.end
            if opened.day > received:
                whole[opened.day] = whole.get(opened.day, True) and inside
        return sum(whole.values())
