"""What the clocks of a case must show, found by looking at every minute; it shares nothing with the engine.

Hours begin and end on whole minutes, so a minute is open or closed as a whole; only at its edges are
seconds counted. What happens to which clock is found by looking at the whole story at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar.business_calendar import BusinessCalendar, Weekday

_WORDS = {"wrote", "typed"}
HORIZON_DAYS = 6  # a story takes four, and a day that the horizon cuts is not judged
_WEEK = list(Weekday)


@dataclass(frozen=True)
class Happening:
    """One thing in a story: wrote, asked, answered, claimed, resolved, set_aside or reopened; in the secure
    chat the customer typed, staff told them something that is no answer, or it was left."""

    what: str
    at: datetime


@dataclass(frozen=True)
class Promised:
    """What the policy promises, in the oracle's own words."""

    amount: int
    unit: str  # "business minute", "minute", "business day", "calendar day"
    warn_percent: int
    pauses: bool


@dataclass(frozen=True)
class Seen:
    """One clock as the oracle sees it at the end. ``due`` is none where it lies past the horizon."""

    metric: str
    started: datetime
    due: datetime | None
    warn: datetime | None
    met: datetime | None
    stopped: datetime | None
    missed: bool
    rested_s: int


class Minutes:
    """Every minute from the first moment to the horizon, open or closed by the wall clock.

    The wall clock is looked at every quarter of an hour, since no zone changes in between.
    """

    def __init__(self, calendar: BusinessCalendar, begun: datetime) -> None:
        self.first = begun.replace(minute=begun.minute // 15 * 15, second=0)
        zone = ZoneInfo(calendar.time_zone)
        hours: dict[date, list[bool]] = {}
        self.open: list[bool] = []
        self.day: list[date] = []
        for quarter in range(HORIZON_DAYS * 96):
            wall = (self.first + timedelta(minutes=15 * quarter)).astimezone(zone)
            day, minute = wall.date(), wall.hour * 60 + wall.minute
            if day not in hours:
                hours[day] = _open_minutes(calendar, day)
            self.day += [day] * 15
            self.open += hours[day][minute : minute + 15]

    def is_watched(self, at: datetime, promised: Promised) -> bool:
        """Whether who types now still looks when staff are there: within half an hour."""
        if not promised.unit.startswith("business"):
            return True
        begins = self.number(at)  # the last of these minutes begins at half an hour at the latest
        return any(self.open[begins : begins + 31])

    def number(self, at: datetime) -> int:
        """Which minute a moment lies in."""
        return self._second(at) // 60

    def seconds(self, start: datetime, end: datetime, *, business: bool) -> int:
        """The seconds from start to end that count."""
        total, at, last = 0, self._second(start), self._second(end)
        while at < last:
            minute = at // 60
            after = min((minute + 1) * 60, last)
            if not business or self.open[minute]:
                total += after - at
            at = after
        return total

    def reached(self, start: datetime, seconds: int, *, business: bool) -> datetime | None:
        """The first moment by which so many seconds counted; none past the horizon."""
        if not seconds:
            return start
        left, at = seconds, self._second(start)
        while at < len(self.open) * 60:
            minute = at // 60
            after = (minute + 1) * 60
            if not business or self.open[minute]:
                if after - at >= left:
                    return self.first + timedelta(seconds=at + left)
                left -= after - at
            at = after
        return None

    def _second(self, at: datetime) -> int:
        return int((at - self.first).total_seconds())

    def moved(
        self,
        mark: datetime | None,
        rested: datetime,
        resumed: datetime,
        *,
        business: bool,
        only_later: bool = False,
    ) -> datetime | None:
        """Where a mark is after a rest: what was left of the way to it counts from the resumption."""
        if mark is None or (only_later and mark <= rested):
            return mark
        left = self.seconds(rested, mark, business=business)
        return self.reached(resumed, left, business=business)

    def whole_days(
        self,
        due: datetime | None,
        received: datetime,
        rested: datetime,
        resumed: datetime,
        *,
        business: bool,
    ) -> datetime | None:
        """The end of the day that is due after a rest: later by each counted day that rested wholly."""
        if due is None:
            return None
        days = self._ends(business=business)
        first = self.day[self.number(received)]
        wholly = [
            day
            for day, (begins, ends) in days.items()
            if day > first and rested <= begins and ends <= resumed
        ]
        ahead = [ends for _, ends in days.values() if ends >= due]
        ends = [end for number, end in enumerate(ahead) if number >= len(wholly) and end >= resumed]
        return ends[0] if ends else None

    def as_far(
        self,
        mark: datetime | None,
        due: datetime | None,
        moved: datetime | None,
        rested: datetime,
        *,
        business: bool,
    ) -> datetime | None:
        """Where a mark is once the end it leads to has moved: as much later, if it was ahead."""
        if mark is None or mark <= rested:
            return mark
        if due is None or moved is None:
            return None
        return self.reached(mark, self.seconds(due, moved, business=business), business=business)

    def _ends(self, *, business: bool) -> dict[date, tuple[datetime, datetime]]:
        """When each day that counts begins and ends. The last is cut by the horizon, and left out."""
        found: dict[date, tuple[datetime, datetime]] = {}
        for number, day in enumerate(self.day):
            if day != self.day[-1] and (self.open[number] or not business):
                begins = self.first + timedelta(minutes=number)
                found[day] = (found.get(day, (begins,))[0], begins + timedelta(minutes=1))
        return found


def _open_minutes(calendar: BusinessCalendar, day: date) -> list[bool]:
    special = calendar.days.get(day)
    spans = calendar.week.get(_WEEK[day.weekday()], ()) if special is None else special.spans
    minutes = [False] * 1440
    for span in spans:
        for minute in range(span.opens // 60, span.closes // 60):
            minutes[minute] = True
    return minutes


def look(
    story: Sequence[Happening],
    promises: dict[str, Promised],
    calendar: BusinessCalendar,
    *,
    begun: datetime,
    now: datetime,
) -> list[Seen]:
    """Every clock of a story that began with a post at ``begun``, as it stands at ``now``."""
    minutes = Minutes(calendar, begun)
    spans = [*_spans(story, begun), *_chats(story, minutes, promises["chat"])]
    return [_seen(span, story, promises[span.metric], minutes, now) for span in spans]


@dataclass(frozen=True)
class _Span:
    """Something was owed: from when, until when, and whether it was done."""

    metric: str
    start: datetime
    end: datetime | None = None
    met: bool = False


def _spans(story: Sequence[Happening], begun: datetime) -> list[_Span]:
    return [
        _first(
            "claimed", begun, story, met_by="claimed", ends=("answered", "resolved", "set_aside")
        ),
        *_silences(story, begun),
        *(
            _first("resolution", start, story, met_by="resolved", ends=("set_aside",))
            for start in (begun, *(one.at for one in story if one.what == "reopened"))
        ),
    ]


def _first(
    metric: str, start: datetime, story: Sequence[Happening], *, met_by: str, ends: Sequence[str]
) -> _Span:
    for one in story:
        if one.at > start and one.what in (met_by, *ends):
            return _Span(metric, start, one.at, met=one.what == met_by)
    return _Span(metric, start)


def _silences(story: Sequence[Happening], begun: datetime) -> Iterator[_Span]:
    """From a word that nobody answered yet to the answer, or the end of the case."""
    silence: _Span | None = _Span("first_response", begun)
    answered = False
    for one in story:
        answered = answered or one.what == "answered"
        if one.what in _WORDS and silence is None:
            silence = _Span("next_response" if answered else "first_response", one.at)
        elif one.what in {"answered", "resolved", "set_aside"} and silence is not None:
            yield _Span(silence.metric, silence.start, one.at, met=one.what == "answered")
            silence = None
    if silence is not None:
        yield silence


def _chats(story: Sequence[Happening], minutes: Minutes, promised: Promised) -> Iterator[_Span]:
    """From a word typed on the page to any word of staff there, or until nobody is owed one there."""
    since: datetime | None = None
    for one in story:
        if one.what == "typed" and since is None and minutes.is_watched(one.at, promised):
            since = one.at
        elif (
            one.what in {"told", "answered", "resolved", "set_aside", "left"} and since is not None
        ):
            yield _Span("chat", since, one.at, met=one.what == "told")
            since = None
    if since is not None:
        yield _Span("chat", since)


def _seen(
    span: _Span, story: Sequence[Happening], promised: Promised, minutes: Minutes, now: datetime
) -> Seen:
    business = promised.unit.startswith("business")
    target = _target_s(promised, minutes, span.start)
    due = warn = resting = None
    rested, end = 0, span.end or now
    if target is not None:
        due = minutes.reached(span.start, target, business=business)
        warn_s = target * promised.warn_percent // 100
        warn = minutes.reached(span.start, warn_s, business=business)
    for one in story:
        during = span.start < one.at and (one.at < end if span.end else one.at <= end)
        if not during or not promised.pauses:
            continue
        if one.what == "asked" and resting is None and (due is None or one.at <= due):
            resting = one.at
        elif one.what in _WORDS and resting is not None:
            if promised.unit.endswith("day"):
                before = due
                due = minutes.whole_days(due, span.start, resting, one.at, business=business)
                warn = minutes.as_far(warn, before, due, resting, business=business)
            else:
                due = minutes.moved(due, resting, one.at, business=business)
                warn = minutes.moved(warn, resting, one.at, business=business, only_later=True)
            rested, resting = rested + int((one.at - resting).total_seconds()), None
    if resting is not None and span.end is not None:
        rested += int((span.end - resting).total_seconds())
    counted = end if resting is None else resting
    return Seen(
        metric=span.metric,
        started=span.start,
        due=due,
        warn=warn,
        met=span.end if span.met else None,
        stopped=None if span.met else span.end,
        missed=due is not None and counted > due,
        rested_s=rested,
    )


def _target_s(promised: Promised, minutes: Minutes, start: datetime) -> int | None:
    """The length of a target in its own seconds; a day has none before it is looked up."""
    if promised.unit in {"business minute", "minute"}:
        return promised.amount * 60
    day = minutes.day[minutes.number(start)]
    if promised.unit == "calendar day":
        last = day + timedelta(days=promised.amount)
        after = [n for n, each in enumerate(minutes.day) if each > last]
        if not after:
            return None
        due = minutes.first + timedelta(minutes=after[0])
        return int((due - start).total_seconds())
    days = sorted(
        {d for d, is_open in zip(minutes.day, minutes.open, strict=True) if is_open and d > day}
    )
    if len(days) < promised.amount or days[promised.amount - 1] == minutes.day[-1]:
        return None  # that day may go on past the horizon
    close = max(
        n
        for n, each in enumerate(minutes.day)
        if minutes.open[n] and each == days[promised.amount - 1]
    )
    due = minutes.first + timedelta(minutes=close + 1)
    return minutes.seconds(start, due, business=True)
