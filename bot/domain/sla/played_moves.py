"""A replay's merging, splitting and taking back: the clocks begin at other words, or run on. Pure."""

import json
from datetime import datetime
from typing import Any

from bot.domain.sla import course, decisions, rebeginning
from bot.domain.sla.clock import StopReason
from bot.domain.sla.decisions import RESPONSES, Word
from bot.domain.sla.history import Event
from bot.domain.sla.played_clocks import PlayedClocks
from bot.domain.sla.policy import Metric
from bot.domain.sla.taking_back import took_back


def took_over(clocks: PlayedClocks, event: Event) -> None:
    """Another case goes on here: what waited longer there began earlier here."""
    for wait in json.loads(event.detail):
        at, metric = datetime.fromisoformat(wait["at"]), Metric(wait["metric"])
        word = Word(at, wait["message"], wait["surface"])
        if metric in RESPONSES and wait["message"]:
            decisions.took_over(clocks, word)
        else:
            decisions.begin_earlier(clocks, (metric,), word)


def unmerged(clocks: PlayedClocks, event: Event) -> None:
    """The merge was taken back: the clocks it stopped go on."""
    for clock in clocks.every():
        rebeginning.revive(clock, merged_at=datetime.fromisoformat(event.detail))


def split(clocks: PlayedClocks, event: Event) -> None:
    """Words went into a case of their own; what they had started begins at what is left."""
    told = json.loads(event.detail)
    for number in told["messages"]:
        clocks.words.pop(number, None)
    begin_again(clocks, told["starts"], now=event.at)


def begin_again(clocks: PlayedClocks, starts: list[dict[str, Any]], *, now: datetime) -> None:
    """Running clocks count from these words; one without any has nothing to wait for and stops."""
    wanted = {Metric(start["metric"]): start for start in starts}
    for clock in clocks.taken(tuple(wanted)):
        start, promise = wanted[clock.metric], clocks.promise_of(clock)
        if start["at"] is None or promise is None:
            course.stop(clock, at=now, reason=StopReason.SUPERSEDED)
            continue
        rebeginning.begin_at(
            clock,
            started_at=datetime.fromisoformat(start["at"]),
            cause_message_id=start["message"],
            promise=promise,
            calendar=clocks.calendar_of(clock),
            now=now,
        )


def no_answer(clocks: PlayedClocks, event: Event) -> None:
    """What was credited as an answer was none: what it met runs on, or is met by the next one."""
    given = clocks.answers.pop(event.message_id, event.at)
    clocks.native.pop(event.message_id or 0, None)
    later = min((at for at in clocks.answers.values() if at >= given), default=None)
    took_back(clocks.every(), given=given, later=later)
    if later is not None:
        return
    word = clocks.oldest_since(max(clocks.answers.values(), default=None))
    if word is not None:
        decisions.await_response(clocks, word)
