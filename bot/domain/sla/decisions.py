"""What each verb does to the clocks of a case: decided here, once, for the desk and for a replay. Pure.

Where the clocks are kept is the affair of ``CaseClocks``: in the database, or in the memory of a replay.
"""

from collections.abc import Collection
from datetime import datetime

from bot.domain.sla import course, going_on
from bot.domain.sla.case_clocks import CaseClocks, CustomerMessage
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric, OnReopen, PauseWhen

AT_OPENING = (Metric.CLAIMED, Metric.FIRST_RESPONSE, Metric.RESOLUTION)
RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
EVERY = tuple(Metric)
OF_SERVICE = tuple(metric for metric in Metric if metric is not Metric.REGULATORY)


def opened(clocks: CaseClocks, message: CustomerMessage) -> bool:
    """First message: start the first clocks. False: no rule takes the case."""
    return clocks.begin(
        AT_OPENING, surface=message.surface, at=message.at, cause=message.message_id
    )


def wrote(clocks: CaseClocks, message: CustomerMessage) -> bool:
    """Customer message: resume paused clocks; let a response clock count from it, if none does yet.

    A message answered in the native app already starts nothing. False: no rule takes the case.
    """
    _resume(clocks, at=message.at)
    if clocks.answered_natively_since(message.at):
        return True
    return await_response(clocks, message)


def took_over(clocks: CaseClocks, message: CustomerMessage) -> None:
    """Merged case: its customer has waited since this message, so this one's has too.

    What was paused after that moment stays paused: the message is no answer to what was asked then.
    """
    _resume(clocks, at=message.at, if_paused_before=message.at)
    await_response(clocks, message)


def claimed(clocks: CaseClocks, *, at: datetime) -> None:
    """Meet the claimed clock. Releasing the case again restarts nothing."""
    meet(clocks, (Metric.CLAIMED,), at=at)


def answered(
    clocks: CaseClocks, *, at: datetime, seen_until: datetime | None
) -> CustomerMessage | None:
    """Answer published: meet the response clocks; start one for the oldest message it does not cover.

    Returns that message. In a case that ended while the answer was on its way nothing waits any more.
    """
    meet(clocks, RESPONSES, at=at)
    stop(clocks, (Metric.CLAIMED,), at=at, reason=StopReason.ANSWERED)
    unseen = clocks.oldest_unseen(at=at, seen_until=seen_until)
    _meet_reopened(clocks, at=at, unseen=unseen)
    if unseen is not None and clocks.is_open:
        await_response(clocks, unseen)
    return unseen


def _meet_reopened(clocks: CaseClocks, *, at: datetime, unseen: CustomerMessage | None) -> None:
    """A wait timed anew by a reopening had its answer before that, as we learn only now."""
    for clock in clocks.taken(RESPONSES):
        message = clocks.message(clock.cause_message_id or 0)
        had_it = (
            message is not None
            and message.at <= at
            and (unseen is None or unseen.at > message.at)
            and (unseen is None or unseen.message_id != message.message_id)  # an edit waits
        )
        if had_it and at < clock.started_at:
            course.meet(clock, at=clock.started_at)
        clocks.put(clock)


def asked(clocks: CaseClocks, *, at: datetime) -> None:
    """Pause the clocks whose policy says so, until the customer's next message."""
    for clock in clocks.taken(EVERY):
        if PauseWhen.WITH_CUSTOMER in clock.pauses:
            course.pause(clock, at=at)
        clocks.put(clock)


def resolved(clocks: CaseClocks, *, at: datetime) -> None:
    """Meet resolution; stop what was still waiting. Misses stay."""
    meet(clocks, (Metric.RESOLUTION,), at=at)
    stop(clocks, OF_SERVICE, at=at, reason=StopReason.RESOLVED)


def set_aside(clocks: CaseClocks, *, at: datetime, detail: str) -> None:
    """Stop every clock of service with the reason: nothing is owed."""
    stop(clocks, OF_SERVICE, at=at, reason=StopReason.NOT_ACTIONABLE, detail=detail)


def reopened(
    clocks: CaseClocks,
    *,
    at: datetime,
    unheard: CustomerMessage | None = None,
    unowned: bool = False,
) -> bool:
    """Start a new resolution clock, or one with the time the old one had left, as its policy says.

    ``unheard``: a message that waited when the case ended, and still does; its wait goes on by the same
    rule. ``unowned``: nobody has the case, so its claim is timed again too. False: no rule takes the
    case, so nothing times that wait.
    """
    _go_on(clocks, Metric.RESOLUTION, at=at)
    if unowned:
        _claim_again(clocks, at=at)
    return unheard is None or _wait_again(clocks, unheard, at=at)


def _claim_again(clocks: CaseClocks, *, at: datetime) -> None:
    if any(one.metric is Metric.CLAIMED for one in clocks.every()):
        _go_on(clocks, Metric.CLAIMED, at=at)
    else:  # nothing but thanks had been said
        clocks.begin((Metric.CLAIMED,), surface=clocks.first_surface(), at=at)


def _go_on(clocks: CaseClocks, metric: Metric, *, at: datetime) -> None:
    of_metric = [one for one in clocks.every() if one.metric is metric]
    last = max(of_metric, key=lambda clock: clock.generation, default=None)
    if last is None or last.ended_at is None:
        return
    promise = clocks.promise_of(last)
    rule = promise.on_reopen if promise is not None else OnReopen.NEW
    if rule is OnReopen.NEW:
        clocks.begin((metric,), surface=clocks.first_surface(), at=at)
    elif rule is OnReopen.CONTINUE and not last.missed:  # a miss is one miss, not one a reopening
        clocks.put(going_on.continued(last, at=at, calendar=clocks.calendar_of(last)))


def _wait_again(clocks: CaseClocks, message: CustomerMessage, *, at: datetime) -> bool:
    """Start a response clock for whoever was never answered: where the policy grants no new time, with
    the time that was left. After a miss with new time, for somebody must be reminded of them again."""
    responses = [one for one in clocks.every() if one.metric in RESPONSES]
    if any(one.ended_at is None for one in responses):
        return True
    last = responses[-1] if responses else None
    if last is not None and _has_time_left(clocks, last, message):
        clocks.put(going_on.continued(last, at=at, calendar=clocks.calendar_of(last)))
        return True
    metric = Metric.NEXT_RESPONSE if clocks.was_answered() else Metric.FIRST_RESPONSE
    return clocks.begin((metric,), surface=message.surface, at=at, cause=message.message_id)


def _has_time_left(clocks: CaseClocks, last: SlaClock, message: CustomerMessage) -> bool:
    """Whether this clock timed that same wait, and the policy grants no new time after a reopening."""
    promise = clocks.promise_of(last)
    if promise is None or promise.on_reopen is OnReopen.NEW:
        return False
    return last.cause_message_id == message.message_id and last.met_at is None and not last.missed


def approval_asked(clocks: CaseClocks, *, at: datetime, surface: str) -> None:
    """Start the approval clock, if none runs: one wait is one clock, however often it is asked."""
    waits = [one for one in clocks.every() if one.metric is Metric.APPROVAL]
    if waits and waits[-1].ended_at is None:
        return
    clocks.begin((Metric.APPROVAL,), surface=surface, at=at)


def approval_decided(clocks: CaseClocks, *, at: datetime) -> None:
    """Meet the approval clock: somebody looked and said yes or no."""
    meet(clocks, (Metric.APPROVAL,), at=at)


def await_response(clocks: CaseClocks, message: CustomerMessage) -> bool:
    """Start a response clock from this message, or move the start of the one that runs back to it."""
    waiting = [one for one in _open(clocks) if one.metric in RESPONSES]
    if any(message.at < clock.started_at for clock in waiting):
        begin_earlier(clocks, RESPONSES, message)
    if waiting:
        return True
    metric = Metric.NEXT_RESPONSE if clocks.was_answered() else Metric.FIRST_RESPONSE
    return clocks.begin((metric,), surface=message.surface, at=message.at, cause=message.message_id)


def owed_again(clocks: CaseClocks, message: CustomerMessage) -> bool:
    """The only answer is gone, and one is owed again from this time. False: no rule takes the case."""
    if any(one.metric in RESPONSES for one in _open(clocks)):
        return True
    return clocks.begin(
        (Metric.NEXT_RESPONSE,), surface=message.surface, at=message.at, cause=message.message_id
    )


def meet(clocks: CaseClocks, metrics: Collection[Metric], *, at: datetime) -> None:
    """Meet those of these clocks that had started by then; those that started later run on."""
    for clock in clocks.taken(metrics):
        if at >= clock.started_at:
            course.meet(clock, at=at)
        clocks.put(clock)


def stop(
    clocks: CaseClocks,
    metrics: Collection[Metric],
    *,
    at: datetime,
    reason: StopReason,
    detail: str = "",
) -> None:
    """Stop these clocks; what had been missed by then stays missed."""
    for clock in clocks.taken(metrics):
        course.stop(clock, at=at, reason=reason, detail=detail)
        clocks.put(clock)


def begin_earlier(
    clocks: CaseClocks, metrics: Collection[Metric], message: CustomerMessage
) -> None:
    """Move the start of these back to this message, if it is older than the one they began with."""
    for clock in clocks.taken(metrics):
        promise = clocks.promise_of(clock)
        if promise is not None and message.at < clock.started_at:
            course.begin_earlier(
                clock,
                started_at=message.at,
                cause_message_id=message.message_id,
                promise=promise,
                calendar=clocks.calendar_of(clock),
            )
        clocks.put(clock)


def _resume(clocks: CaseClocks, *, at: datetime, if_paused_before: datetime | None = None) -> None:
    if not any(clock.state is ClockState.PAUSED for clock in _open(clocks)):
        return
    for clock in clocks.taken(EVERY):
        since = clock.paused_at
        if since is not None and (if_paused_before is None or since < if_paused_before):
            course.resume(clock, at=at, calendar=clocks.calendar_of(clock))
        clocks.put(clock)


def _open(clocks: CaseClocks) -> list[SlaClock]:
    return [clock for clock in clocks.every() if clock.ended_at is None]
