"""A clock in words. It says when, in the reader's zone, so it stays true without being redrawn."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.sla.policy import METRIC_TITLE, Metric
from bot.domain.text.moments import clock_time, moment, span
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.models import ClockShown

_SAME_DAY = timedelta(hours=12)


def metric_words(metric: str) -> str:
    """``First response``."""
    if metric in set(Metric):
        return say(METRIC_TITLE[Metric(metric)])
    return metric.replace("_", " ").capitalize()


def name_of(clock: ClockShown) -> str:
    """Its title and that of its rule, or what its metric is called."""
    if not clock.title:
        return metric_words(clock.metric)
    return parts.safe(" – ".join(filter(None, (clock.title, clock.rule_title))), 160)


def by_when(clock: ClockShown) -> str:
    """``answer by 14:05``, or since when it is late, of one that runs. The day is said where the time alone
    could be that of another."""
    if clock.paused_at is not None:
        return f"{name_of(clock)}: {standing(clock)}"
    sentence = (_LATE if clock.breached_at is not None else _BY).get(clock.metric)
    if sentence is None:
        return f"{name_of(clock)}: {standing(clock)}"
    mark = "🟠 " if clock.warned_at is not None and clock.breached_at is None else ""
    is_soon = clock.due_at - clock.started_at < _SAME_DAY and clock.breached_at is None
    return mark + sentence(clock_time(clock.due_at) if is_soon else moment(clock.due_at))


_BY: dict[str, Callable[[str], str]] = {
    Metric.CLAIMED: lambda when: say("claim by {when}", when=when),
    Metric.FIRST_RESPONSE: lambda when: say("answer by {when}", when=when),
    Metric.NEXT_RESPONSE: lambda when: say("answer by {when}", when=when),
    Metric.RESOLUTION: lambda when: say("resolve by {when}", when=when),
}
_LATE: dict[str, Callable[[str], str]] = {
    Metric.CLAIMED: lambda when: say("🔴 claim overdue since {when}", when=when),
    Metric.FIRST_RESPONSE: lambda when: say("🔴 answer overdue since {when}", when=when),
    Metric.NEXT_RESPONSE: lambda when: say("🔴 answer overdue since {when}", when=when),
    Metric.RESOLUTION: lambda when: say("🔴 to resolve since {when}", when=when),
}


def standing(clock: ClockShown) -> str:
    """``due Today 14:05`` and its kin. The mark repeats the words for a quick eye."""
    if clock.is_window and (clock.breached_at is not None or _met_late(clock)):
        return say(
            "⚪ window closed {when}; no promise is broken by that", when=moment(clock.due_at)
        )
    if clock.met_at is not None:
        taken = span(clock.met_at - clock.started_at)
        if clock.met_at > clock.due_at:
            met, due = moment(clock.met_at), moment(clock.due_at)
            return say("🔴 late, {when} (was due {due})", when=met, due=due)
        return say("✅ in time, after {time}", time=taken)
    if clock.stopped_at is not None:
        return say("⚪ stopped {when}", when=moment(clock.stopped_at))
    if clock.paused_at is not None:
        return say("⚪ paused since {when}", when=moment(clock.paused_at))
    if clock.breached_at is not None:
        return say("🔴 overdue since {when}", when=moment(clock.due_at))
    if clock.warned_at is not None:
        return say("🟠 due soon, {when}", when=moment(clock.due_at))
    return say("🟢 due {when}", when=moment(clock.due_at))


def _met_late(clock: ClockShown) -> bool:
    return clock.met_at is not None and clock.met_at > clock.due_at
