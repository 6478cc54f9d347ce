"""An answer that was none: what it met runs on, as if never met. Pure; the replay plays it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.business_calendar import whole_second
from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import RESPONSES

NO_ANSWER = "the answer before it was none"


def took_back(
    clocks: Sequence[SlaClock], *, given: datetime, later: datetime | None
) -> list[SlaClock]:
    """Open what the answer of this time met, or meet it by the answer after it. Returns what changed.

    Where the silence goes on, one that was timed after it was never a new one.
    """
    responses = [clock for clock in clocks if clock.metric in RESPONSES]
    met_by_it = [clock for clock in responses if clock.met_at == whole_second(given)]
    newer: list[SlaClock] = []
    if met_by_it and later is None:
        newer = [clock for clock in responses if clock.ended_at is None]
    for clock in newer:
        course.stop(clock, at=clock.started_at, reason=StopReason.SUPERSEDED, detail=NO_ANSWER)
    for clock in met_by_it:
        course.unmeet(clock)
        if later is not None:
            course.meet(clock, at=later)
    return [*newer, *met_by_it]
