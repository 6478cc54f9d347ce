"""The clocks of a case, rebuilt from what happened to it and the rules alone. Pure.

Without a database, so a case can be compared with what was recorded, or with rules that were never in
force.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.clock_rules import ClockRules, Timeline
from bot.domain.sla.replays.history import History
from bot.domain.sla.replays.played_case import PlayedCase
from bot.domain.sla.replays.played_events import happens
from bot.domain.sla.superseding import Wait


def replay(
    history: History, *, rules: ClockRules | Timeline, now: datetime, window_h: float | None = None
) -> list[SlaClock]:
    """The clocks as they would stand now under these rules, oldest first.

    Rules alone are in force all along; a timeline changes them where the trail says so. ``window_h``
    is the platform's own deadline for a private answer, in hours, where the rules name none.
    """
    clocks = _played(history, rules, window_h).clocks.every()
    for clock in clocks:
        for step, due in course.steps_ahead(clock).items():
            if due <= now:
                course.flag(clock, step=step)
    return clocks


def waits_of(history: History, *, rules: ClockRules | Timeline) -> list[Wait]:
    """When we waited for the customer, by what happened so far; a case that ended waited until then."""
    return _played(history, rules, None).waits()


def canonical(clocks: Iterable[SlaClock]) -> str:
    """What is written on clocks, as one text: equal texts, equal clocks."""
    rows = [_plain(clock) for clock in clocks]
    rows.sort(key=lambda row: (row["metric"], row["generation"]))
    return json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(clock: SlaClock) -> dict[str, Any]:
    row = clock.model_dump(exclude={"id"})
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def _played(history: History, rules: ClockRules | Timeline, window_h: float | None) -> PlayedCase:
    timeline = rules if isinstance(rules, Timeline) else Timeline.always(rules)
    played = PlayedCase(history, timeline, window_h)
    for event in history.events:
        happens(played, event)
    return played
