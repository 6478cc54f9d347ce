"""Why a clock stands where it stands: each stretch of its life, whether it counted, and why.

The stretches that count sum to the business time that passed; nothing is stored, all is derived
from the clock and the calendar version it counts by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from bot.domain.calendar.business_calendar import BusinessCalendar, whole_second
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.targets import Target
from bot.language import listed, month_name, say, weekday_name

_WAITED = {"with_customer": "waiting for the customer", "ended": "the case had ended"}
_STOPPED = {
    StopReason.ANSWERED: "after the answer",
    StopReason.RESOLVED: "after it was resolved",
    StopReason.NOT_ACTIONABLE: "after it needed no reply",
    StopReason.MERGED: "after it was merged",
    StopReason.SUPERSEDED: "after a newer clock took over",
    StopReason.WITHDRAWN: "after the mark was withdrawn",
    StopReason.CHAT_OVER: "after the chat was over",
}


class Stretch(NamedTuple):
    """A part of a clock's life in which one thing was so. Times are aware UTC."""

    start: datetime
    end: datetime
    counts: bool
    reason: str

    @property
    def seconds(self) -> int:
        """Its length on the wall clock."""
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True)
class Ledger:
    """The account of one clock, up to a moment."""

    case_id: int
    metric: str
    name: str  # which regulatory clock; empty for the others
    generation: int
    rule: str
    target: str
    policy_version: str
    calendar_version: str
    calendar_name: str
    time_zone: str
    started_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    ended: str  # "met", "stopped", or nothing while it goes on
    missed: bool
    stretches: tuple[Stretch, ...]

    @property
    def counted_s(self) -> int:
        """The seconds that counted against the target."""
        return sum(stretch.seconds for stretch in self.stretches if stretch.counts)

    def as_json(self) -> dict[str, Any]:
        """Everything, in values JSON knows."""
        head = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(self).items()
            if name != "stretches"
        }
        rows = [
            {
                "start": each.start.isoformat(),
                "end": each.end.isoformat(),
                "counts": each.counts,
                "reason": each.reason,
                "seconds": each.seconds,
            }
            for each in self.stretches
        ]
        return {**head, "counted_seconds": self.counted_s, "intervals": rows}


class DayTotal(NamedTuple):
    """One local day of a ledger that is too long to be shown whole."""

    day: date
    counted_s: int
    reasons: tuple[str, ...]  # why the rest of the day did not count


def ledger_of(clock: SlaClock, *, calendar: BusinessCalendar, until: datetime) -> Ledger:
    """The account of a clock up to ``until``. ``calendar`` is the version the clock points at."""
    return Ledger(
        case_id=clock.case_id,
        metric=str(clock.metric),
        name=clock.name,
        generation=clock.generation,
        rule=clock.rule,
        target=clock.target,
        policy_version=clock.policy_version,
        calendar_version=clock.calendar_version,
        calendar_name=clock.calendar_name,
        time_zone=calendar.time_zone,
        started_at=clock.started_at,
        due_at=clock.due_at,
        ended_at=clock.ended_at,
        ended="met" if clock.met_at else "stopped" if clock.stopped_at else "",
        missed=_is_missed(clock, until),
        stretches=tuple(_merged(_stretches(clock, calendar, whole_second(until)))),
    )


def by_day(ledger: Ledger, *, zone: Any) -> list[DayTotal]:
    """The ledger folded: what counted on each local day, and why the rest did not."""
    pieces = [
        (piece.start.astimezone(zone).date(), piece)
        for stretch in ledger.stretches
        for piece in _cut_at_midnights(stretch, zone)
    ]
    days: list[DayTotal] = []
    for day, found in groupby(pieces, key=lambda pair: pair[0]):
        group = [piece for _, piece in found]
        counted = sum(piece.seconds for piece in group if piece.counts)
        days.append(
            DayTotal(day, counted, tuple(dict.fromkeys(p.reason for p in group if not p.counts)))
        )
    return days


def _is_missed(clock: SlaClock, until: datetime) -> bool:
    running = clock.ended_at is None and clock.paused_at is None
    late = running and clock.due_at is not None and whole_second(until) > clock.due_at
    return clock.missed or late


def _stretches(clock: SlaClock, calendar: BusinessCalendar, until: datetime) -> Iterator[Stretch]:
    """The life of the clock in order: cut by pauses, then by the calendar, then by the due time."""
    end = until if clock.ended_at is None else clock.ended_at
    at = clock.started_at
    for begin, finish, why in _pauses(clock, until):
        yield from _running(clock, calendar, at, min(begin, end))
        stop = min(finish, end)
        if begin < stop:
            yield Stretch(begin, stop, False, say(_WAITED[why]) if why in _WAITED else why)
        at = max(at, stop)
    yield from _running(clock, calendar, at, end)
    if clock.ended_at is not None and until > max(end, clock.started_at):
        reason = clock.stop_reason
        words = say("after it was met")
        if clock.met_at is None and reason is not None:
            words = say(_STOPPED[reason])
        yield Stretch(max(end, clock.started_at), until, False, words)


def _pauses(clock: SlaClock, until: datetime) -> Iterator[tuple[datetime, datetime, str]]:
    for begin, finish, why in clock.pause_spans:
        yield datetime.fromisoformat(begin), datetime.fromisoformat(finish), why
    if clock.paused_at is not None and clock.paused_at < until:
        yield clock.paused_at, until, "with_customer"


def _running(
    clock: SlaClock, calendar: BusinessCalendar, start: datetime, end: datetime
) -> Iterator[Stretch]:
    if start >= end:
        return
    cuts = [start, end]
    if clock.due_at is not None and start < clock.due_at < end:
        cuts.insert(1, clock.due_at)
    for begin, finish in pairwise(cuts):
        late = clock.due_at is not None and begin >= clock.due_at
        for stretch in _between(clock, calendar, begin, finish):
            if stretch.counts and late:
                words = say("{reason}, past the due time", reason=stretch.reason)
                stretch = stretch._replace(reason=words)
            yield stretch


def _between(
    clock: SlaClock, calendar: BusinessCalendar, start: datetime, end: datetime
) -> Iterator[Stretch]:
    target = Target.model_validate(clock.target)
    if target.is_none:
        yield Stretch(start, end, False, say("nothing is promised, on purpose"))
        return
    if not target.in_business_time:
        yield Stretch(start, end, True, say("counts day and night"))
        return
    at = start
    for opened in calendar.open_intervals(start, until=end):
        yield from _closed(calendar, at, opened.opens)
        yield Stretch(opened.opens, opened.closes, True, say("open"))
        at = opened.closes
    yield from _closed(calendar, at, end)


def _closed(calendar: BusinessCalendar, start: datetime, end: datetime) -> Iterator[Stretch]:
    if start < end:
        for piece in _cut_at_midnights(Stretch(start, end, False, ""), calendar.zone):
            yield piece._replace(reason=_why_closed(calendar, calendar.local_date(piece.start)))


def _why_closed(calendar: BusinessCalendar, day: date) -> str:
    spans, special = calendar.hours_on(day), calendar.days.get(day)
    if spans:
        outside = say("outside {hours}", hours=listed(str(span) for span in spans))
        return outside + (f" ({special.reason})" if special and special.reason else "")
    named = weekday_name(day) if special is None else f"{day.day} {month_name(day)}"
    if special is not None and special.reason:
        named = listed([special.reason, named])
    return say("closed: {named}", named=named)


def _cut_at_midnights(stretch: Stretch, zone: Any) -> Iterator[Stretch]:
    at = stretch.start
    while at < stretch.end:
        day = at.astimezone(zone).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
        finish = min(midnight, stretch.end) if midnight > at else stretch.end
        yield stretch._replace(start=at, end=finish)
        at = finish


def _merged(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours that say the same thing are one."""
    last: Stretch | None = None
    for each in stretches:
        if last is not None and (last.counts, last.reason) == (each.counts, each.reason):
            last = last._replace(end=each.end)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
