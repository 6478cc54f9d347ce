"""A clock in words. It says when, in the reader's zone, so it stays true without being redrawn."""

from bot.slack.views import parts
from bot.slack.views.models import ClockShown
from bot.slack.views.moments import moment, span

METRIC_WORDS = {
    "first_response": "First response",
    "next_response": "Next response",
    "claimed": "Claim",
    "resolution": "Resolution",
    "approval": "Approval",
    "private_window": "Time to answer privately",
    "regulatory": "Complaint deadline",
}


def metric_words(metric: str) -> str:
    """``First response``."""
    return METRIC_WORDS.get(metric, metric.replace("_", " ").capitalize())


def name_of(clock: ClockShown) -> str:
    """Its title, or what its metric is called."""
    return parts.safe(clock.title, 160) if clock.title else metric_words(clock.metric)


def field(clock: ClockShown) -> str:
    """Name and standing, for one field of a headline."""
    return f"*{name_of(clock)}*\n{standing(clock)}"


def standing(clock: ClockShown) -> str:
    """``due Today 14:05`` and its kin. The mark repeats the words for a quick eye."""
    if clock.is_window and (clock.breached_at is not None or _met_late(clock)):
        return f"⚪ window closed {moment(clock.due_at)}; no promise is broken by that"
    if clock.met_at is not None:
        taken = span(clock.met_at - clock.started_at)
        if clock.met_at > clock.due_at:
            return f"🔴 late, {moment(clock.met_at)} (was due {moment(clock.due_at)})"
        return f"✅ in time, after {taken}"
    if clock.stopped_at is not None:
        return f"⚪ stopped {moment(clock.stopped_at)}"
    if clock.paused_at is not None:
        return f"⚪ paused since {moment(clock.paused_at)}"
    if clock.breached_at is not None:
        return f"🔴 overdue since {moment(clock.due_at)}"
    if clock.warned_at is not None:
        return f"🟠 due soon, {moment(clock.due_at)}"
    return f"🟢 due {moment(clock.due_at)}"


def _met_late(clock: ClockShown) -> bool:
    return clock.met_at is not None and clock.met_at > clock.due_at
