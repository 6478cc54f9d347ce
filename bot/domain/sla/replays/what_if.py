"""What would have broken under other rules: the same history, replayed, counted beside the record."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.sla import course
from bot.domain.sla.clock import ClockState, SlaClock
from bot.domain.sla.course import Verdict
from bot.domain.sla.policy import METRIC_TITLE, Metric

_BROKEN = {Verdict.BREACHED, Verdict.MISSED_LATE, Verdict.STOPPED_LATE}
_WINDOW = 2  # hours


class HourOfWeek(NamedTuple):
    """Monday is 0; the hour is that of the calendar's own time zone."""

    weekday: int
    hour: int


@dataclass
class MetricCount:
    """One metric, under the proposed rules and as it was recorded."""

    metric: Metric
    targets: list[str] = field(default_factory=list)
    promised: int = 0
    broken: int = 0
    recorded_promised: int = 0
    recorded_broken: int = 0
    by_hour: Counter[HourOfWeek] = field(default_factory=Counter)  # when it would have broken

    @property
    def busiest(self) -> tuple[int, int, int] | None:
        """How many broke in the worst two hours of the day, and from when to when."""
        by_hour = Counter[int]()
        for moment, count in self.by_hour.items():
            by_hour[moment.hour] += count
        found = [
            (sum(by_hour[(h + n) % 24] for n in range(_WINDOW)), by_hour[h], -h) for h in range(24)
        ]
        count, _, hour = max(found)
        return (count, -hour, (-hour + _WINDOW) % 24) if count else None


@dataclass
class Comparison:
    """A period under proposed rules, beside what was recorded in it."""

    cases: int = 0
    without_clock: int = 0  # cases that no proposed rule takes
    as_recorded: int = 0  # cases whose replay under the rules in force then equals the record
    differing: int = 0  # cases with another promise, due time or verdict than was recorded
    by_older_policy: int = (
        0  # cases of which something was decided by a policy not in force any more
    )
    metrics: dict[Metric, MetricCount] = field(default_factory=dict)

    def add(
        self,
        *,
        recorded: Sequence[SlaClock],
        proposed: Sequence[SlaClock],
        zones: Mapping[str, ZoneInfo],
        now: datetime,
    ) -> None:
        """Count one case. ``zones`` are the time zones of the proposed calendars, by name."""
        self.cases += 1
        self.without_clock += not proposed
        before, after = _promises(recorded, now), _promises(proposed, now)
        self.differing += _told(before) != _told(after)
        for metric, _, broken in before.values():
            count = self._of(metric)
            count.recorded_promised += 1
            count.recorded_broken += broken is not None
        for metric, _, broken in after.values():
            count = self._of(metric)
            count.promised += 1
            if broken is not None and broken.due_at is not None:
                count.broken += 1
                local = broken.due_at.astimezone(zones[broken.calendar_name])
                count.by_hour[HourOfWeek(local.weekday(), local.hour)] += 1
        for clock in proposed:
            targets = self._of(clock.metric).targets
            if clock.state is not ClockState.NONE and clock.target not in targets:
                targets.append(clock.target)

    def _of(self, metric: Metric) -> MetricCount:
        return self.metrics.setdefault(metric, MetricCount(metric))

    def as_json(self) -> dict[str, Any]:
        """Everything, in values JSON knows."""
        rows = []
        for count in self._in_order():
            row = asdict(count) | {"metric": str(count.metric)}
            row["by_hour"] = [
                {"weekday": moment.weekday, "hour": moment.hour, "broken": number}
                for moment, number in sorted(count.by_hour.items())
            ]
            rows.append(row)
        head = {"cases": self.cases, "without_clock": self.without_clock}
        same = {"as_recorded": self.as_recorded, "differing": self.differing}
        return {**head, **same, "by_older_policy": self.by_older_policy, "metrics": rows}

    def sentences(self) -> list[str]:
        """One for each metric that promised anything."""
        return [_sentence(count) for count in self._in_order()]

    def by_hour(self) -> Counter[HourOfWeek]:
        """What would have broken, over all metrics."""
        total: Counter[HourOfWeek] = Counter()
        for count in self.metrics.values():
            total.update(count.by_hour)
        return total

    def _in_order(self) -> list[MetricCount]:
        found = [self.metrics[metric] for metric in Metric if metric in self.metrics]
        return [count for count in found if count.promised or count.recorded_promised]


_Key = tuple[Metric, str, datetime]


class _Promise(NamedTuple):
    metric: Metric
    due_at: datetime | None
    broken: SlaClock | None  # the clock that broke it


def _promises(clocks: Iterable[SlaClock], now: datetime) -> dict[_Key, _Promise]:
    """Each promise once; a superseded clock is the same promise as the one in its place."""
    found: dict[_Key, _Promise] = {}
    for clock in clocks:
        if clock.due_at is None:
            continue  # nothing promised
        key = (clock.metric, clock.name, clock.started_at)
        broken = clock if course.verdict(clock, now=now) in _BROKEN else None
        before = found.get(key)
        broken = broken or (before.broken if before is not None else None)
        found[key] = _Promise(clock.metric, clock.due_at, broken)
    return found


def _told(promises: Mapping[_Key, _Promise]) -> dict[_Key, tuple[datetime | None, bool]]:
    return {key: (one.due_at, one.broken is not None) for key, one in promises.items()}


def _sentence(count: MetricCount) -> str:
    title = METRIC_TITLE[count.metric]
    recorded = f"{count.recorded_broken} of {count.recorded_promised}"
    if not count.promised:
        return f"{title}: nothing would have been promised (recorded: {recorded} broken)."
    if not count.recorded_promised:
        recorded = "nothing promised"
    words = (
        f"{title}, {', '.join(count.targets)}: {count.broken} of {count.promised} would have broken "
        f"(recorded: {recorded})"
    )
    if count.busiest is not None:
        number, start, end = count.busiest
        words += f", {number} of them between {start:02}:00 and {end or 24:02}:00"
    return words + "."
