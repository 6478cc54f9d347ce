"""What a soak saw, interval by interval, and whether any of it grew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Limit:
    """How far the end may lie above the beginning: so many times, and so much on top."""

    times: float
    more: float


# A process warms up: the first quarter is not looked at.
LIMITS: Mapping[str, Limit] = {
    "memory MB": Limit(1.1, 8),
    "handles": Limit(1.0, 8),
    "threads": Limit(1.0, 4),
    "connections": Limit(1.0, 3),
    "late ms": Limit(1.5, 500),
    "rows by table scans": Limit(2.0, 20_000),
}
Interval = Mapping[str, float]  # by what was measured; "memory MB web" is of one process


def grown(intervals: Sequence[Interval]) -> list[str]:
    """Whatever lies higher in the last quarter than its limit allows over the second; sentences."""
    quarter = max(1, len(intervals) // 4)
    early, late = intervals[quarter : 2 * quarter], intervals[-quarter:]
    if len(intervals) < 3:
        return ["There are too few intervals to tell."]
    found = []
    for name in intervals[-1]:
        limit = next(each for kind, each in LIMITS.items() if name.startswith(kind))
        before, after = (median(each[name] for each in some) for some in (early, late))
        if after > before * limit.times + limit.more:
            found.append(f"{name} grew from {before:.0f} to {after:.0f}")
    return found


def table(intervals: Sequence[Interval]) -> list[str]:
    """One line for each thing that was measured, from the first interval to the last."""
    names = list(intervals[-1]) if intervals else []
    width = max((len(name) for name in names), default=0)
    return [
        f"  {name:{width}} " + " ".join(f"{each[name]:8.0f}" for each in intervals)
        for name in names
    ]
