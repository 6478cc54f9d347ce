"""What private words do to the clocks of a case: the platform's window, and the secure chat's promise. Pure.

The chat's promise is any word of ours to who waits on its page. It counts beside the response clocks and
changes none of them: those ask for an answer, wherever it was asked for.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla import course, decisions
from bot.domain.sla.case_clocks import CaseClocks, CustomerMessage
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.policy import Metric, Promise
from bot.domain.sla.targets import Target, Unit, WarningMark

_STAYS = timedelta(minutes=30)  # so long a page is thought to be watched before we open


def private_message(
    clocks: CaseClocks, message: CustomerMessage, *, window_h: float | None
) -> None:
    """Private message: start a new window of the platform's; one that ran out stays missed.

    The policy may promise something stricter under ``private_window``, or "none".
    """
    if window_h is None or message.surface != "private":
        return
    of_windows = [one for one in clocks.every() if one.metric is Metric.PRIVATE_WINDOW]
    if any(one.started_at >= message.at for one in of_windows[-1:]):
        return  # it reached us late: a later message keeps the window open
    if any(one.cause_message_id == message.message_id for one in of_windows):
        return  # an edit of it: the window it opened is the platform's
    decisions.stop(
        clocks,
        (Metric.PRIVATE_WINDOW,),
        at=message.at,
        reason=StopReason.SUPERSEDED,
        detail="the customer wrote again",
    )
    clocks.begin(
        (Metric.PRIVATE_WINDOW,),
        surface=message.surface,
        at=message.at,
        cause=message.message_id,
        defaults={Metric.PRIVATE_WINDOW: window_promise(window_h)},
    )


def window_promise(window_h: float) -> Promise:
    """The platform's own deadline for a private answer."""
    minutes = Target(amount=max(1, int(window_h * 60)), unit=Unit.MINUTE)
    return Promise(target=minutes, warn=WarningMark(percent=80))


def published_in_private(clocks: CaseClocks, *, at: datetime, seen_until: datetime | None) -> None:
    """Meet the platform's window of the messages that the answer covers: any answer of ours keeps it.

    The window of a message that came while the answer was on its way goes on.
    """

    def meet(clock: SlaClock) -> None:
        course.meet(clock, at=at)

    _end_covered(clocks, Metric.PRIVATE_WINDOW, at=at, seen_until=seen_until, end=meet)


def wrote_in_chat(clocks: CaseClocks, message: CustomerMessage) -> None:
    """Start the chat's clock at the customer's word, if none runs.

    Not at one that was left on the page long before we open: whoever wrote it waits there no more, the
    page promised nothing but when we are back, and what is promised to private words counts.
    """
    if any(one.metric is Metric.CHAT and one.ended_at is None for one in clocks.every()):
        return
    promised = clocks.promised(Metric.CHAT, surface=message.surface)
    if promised is not None and _waits_there(*promised, at=message.at):
        clocks.begin(
            (Metric.CHAT,), surface=message.surface, at=message.at, cause=message.message_id
        )


def published_in_chat(clocks: CaseClocks, *, at: datetime, seen_until: datetime) -> None:
    """Meet the chat's clock: the customer reads a word of ours. Time anew what crossed it."""

    def meet(clock: SlaClock) -> None:
        course.meet(clock, at=at)

    _end_covered(clocks, Metric.CHAT, at=at, seen_until=seen_until, end=meet)
    crossed = clocks.oldest_unseen_in_chat(seen_until=seen_until)
    if crossed is not None and clocks.is_open:
        wrote_in_chat(clocks, crossed)


def answered(clocks: CaseClocks, *, at: datetime, seen_until: datetime | None) -> None:
    """Stop the chat's clock of what was answered elsewhere: nobody is owed a word any more."""

    def stop(clock: SlaClock) -> None:
        course.stop(clock, at=at, reason=StopReason.ANSWERED)

    _end_covered(clocks, Metric.CHAT, at=at, seen_until=seen_until, end=stop)


def chat_over(clocks: CaseClocks, *, at: datetime) -> None:
    """Stop the chat's clock: nobody reads there any more. What was missed stays missed."""
    decisions.stop(clocks, (Metric.CHAT,), at=at, reason=StopReason.CHAT_OVER)


def _waits_there(promise: Promise, calendar: BusinessCalendar, *, at: datetime) -> bool:
    return not promise.target.in_business_time or calendar.next_opening(at) - at <= _STAYS


def _end_covered(
    clocks: CaseClocks,
    metric: Metric,
    *,
    at: datetime,
    seen_until: datetime | None,
    end: Callable[[SlaClock], None],
) -> None:
    """End the clocks of this kind whose message an answer covers."""
    for clock in clocks.taken((metric,)):
        covered = clocks.covers(clock.cause_message_id or 0, at=at, seen_until=seen_until)
        if covered is None:  # it began with a message of a case that went into this one
            covered = clock.started_at <= (seen_until or at)
        if covered and clock.started_at <= at:
            end(clock)
        clocks.put(clock)
