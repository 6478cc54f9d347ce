"""What each verb does to the clocks of a case: decided here, once, for the desk and for a replay. Pure.

Where the clocks are kept is the affair of ``CaseClocks``: in the database, or in the memory of a replay.
"""

from collections.abc import Collection
from datetime import datetime

from bot.domain.sla import course, going_on
from bot.domain.sla.case_clocks import CaseClocks, Word
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric, OnReopen, PauseWhen, Promise
from bot.domain.sla.targets import Target, Unit, WarningMark

AT_OPENING = (Metric.CLAIMED, Metric.FIRST_RESPONSE, Metric.RESOLUTION)
RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
EVERY = tuple(Metric)
OF_SERVICE = tuple(metric for metric in Metric if metric is not Metric.REGULATORY)


def opened(clocks: CaseClocks, word: Word) -> bool:
    """The first word starts the first clocks. False: no rule takes the case."""
    return clocks.begin(AT_OPENING, surface=word.surface, at=word.at, cause=word.message_id)


def wrote(clocks: CaseClocks, word: Word) -> bool:
    """End a pause; time the silence from the oldest word nobody answered, once a silence."""
    _resume(clocks, at=word.at)
    if clocks.answered_natively_since(word.at):
        return True
    return await_response(clocks, word)


def took_over(clocks: CaseClocks, word: Word) -> None:
    """A case that went into this one has been waiting since this word: so has this one.

    What rests here since a later moment rests on: the word is not an answer to what was asked then.
    """
    _resume(clocks, at=word.at, if_resting_before=word.at)
    await_response(clocks, word)


def claimed(clocks: CaseClocks, *, at: datetime) -> None:
    """Somebody has it. Letting it go again restarts nothing."""
    meet(clocks, (Metric.CLAIMED,), at=at)


def answered(clocks: CaseClocks, *, at: datetime, seen_until: datetime | None) -> Word | None:
    """A person's answer was published. What it does not cover waits for the next one.

    In a case that ended while the answer was on its way nothing waits any more.
    """
    meet(clocks, RESPONSES, at=at)
    stop(clocks, (Metric.CLAIMED,), at=at, reason=StopReason.ANSWERED)
    unseen = clocks.oldest_unseen(at=at, seen_until=seen_until)
    _meet_reopened(clocks, at=at, unseen=unseen)
    if unseen is not None and clocks.is_open:
        await_response(clocks, unseen)
    return unseen


def _meet_reopened(clocks: CaseClocks, *, at: datetime, unseen: Word | None) -> None:
    """A wait timed anew by a reopening had its answer before that, as we learn only now."""
    for clock in clocks.taken(RESPONSES):
        word = clocks.word(clock.cause_message_id or 0)
        had_it = word is not None and word.at <= at and (unseen is None or unseen.at > word.at)
        if had_it and at < clock.started_at:
            course.meet(clock, at=clock.started_at)
        clocks.put(clock)


def asked(clocks: CaseClocks, *, at: datetime) -> None:
    """Clocks whose policy says so rest until the customer's next word."""
    for clock in clocks.taken(EVERY):
        if PauseWhen.WITH_CUSTOMER in clock.pauses:
            course.pause(clock, at=at)
        clocks.put(clock)


def resolved(clocks: CaseClocks, *, at: datetime) -> None:
    """Resolution is met; what was still waiting stops, and keeps its misses."""
    meet(clocks, (Metric.RESOLUTION,), at=at)
    stop(clocks, OF_SERVICE, at=at, reason=StopReason.RESOLVED)


def set_aside(clocks: CaseClocks, *, at: datetime, detail: str) -> None:
    """Nothing is owed: every clock of service stops with the reason."""
    stop(clocks, OF_SERVICE, at=at, reason=StopReason.NOT_ACTIONABLE, detail=detail)


def reopened(clocks: CaseClocks, *, at: datetime, unheard: Word | None = None) -> bool:
    """A new resolution clock, or the time the old one had left, as the policy of the old one says.

    ``unheard``: a word that waited when the case ended, and still does; its wait goes on by the same
    rule. False: no rule takes the case, so nothing times that wait.
    """
    _resolve_again(clocks, at=at)
    return unheard is None or _wait_again(clocks, unheard, at=at)


def _resolve_again(clocks: CaseClocks, *, at: datetime) -> None:
    resolutions = [one for one in clocks.every() if one.metric is Metric.RESOLUTION]
    last = max(resolutions, key=lambda clock: clock.generation, default=None)
    if last is None or last.ended_at is None:
        return
    promise = clocks.promise_of(last)
    rule = promise.on_reopen if promise is not None else OnReopen.NEW
    if rule is OnReopen.NEW:
        clocks.begin((Metric.RESOLUTION,), surface=clocks.first_surface(), at=at)
    elif rule is OnReopen.CONTINUE and not last.missed:  # a miss is one miss, not one a reopening
        clocks.put(going_on.continued(last, at=at, calendar=clocks.calendar_of(last)))


def _wait_again(clocks: CaseClocks, word: Word, *, at: datetime) -> bool:
    """A response clock for whoever was never answered: where the policy grants no new time, with the
    time that was left. After a miss with new time, for somebody must be reminded of them again."""
    responses = [one for one in clocks.every() if one.metric in RESPONSES]
    if any(one.ended_at is None for one in responses):
        return True
    last = responses[-1] if responses else None
    if last is not None and _has_time_left(clocks, last, word):
        clocks.put(going_on.continued(last, at=at, calendar=clocks.calendar_of(last)))
        return True
    metric = Metric.NEXT_RESPONSE if clocks.was_answered() else Metric.FIRST_RESPONSE
    return clocks.begin((metric,), surface=word.surface, at=at, cause=word.message_id)


def _has_time_left(clocks: CaseClocks, last: SlaClock, word: Word) -> bool:
    """Whether this clock timed that same wait, and the policy grants no new time after a reopening."""
    promise = clocks.promise_of(last)
    if promise is None or promise.on_reopen is OnReopen.NEW:
        return False
    return last.cause_message_id == word.message_id and last.met_at is None and not last.missed


def private_word(clocks: CaseClocks, word: Word, *, window_h: float | None) -> None:
    """Each private word opens a new window of the platform's; one that ran out stays missed.

    The policy may promise something stricter under ``private_window``, or "none".
    """
    if window_h is None or word.surface != "private":
        return
    of_windows = [one for one in clocks.every() if one.metric is Metric.PRIVATE_WINDOW]
    if any(one.started_at >= word.at for one in of_windows[-1:]):
        return  # told late: a later word keeps the window open
    stop(
        clocks,
        (Metric.PRIVATE_WINDOW,),
        at=word.at,
        reason=StopReason.SUPERSEDED,
        detail="the customer wrote again",
    )
    clocks.begin(
        (Metric.PRIVATE_WINDOW,),
        surface=word.surface,
        at=word.at,
        cause=word.message_id,
        defaults={Metric.PRIVATE_WINDOW: window_promise(window_h)},
    )


def window_promise(window_h: float) -> Promise:
    """The platform's own deadline for a private answer."""
    minutes = Target(amount=max(1, int(window_h * 60)), unit=Unit.MINUTE)
    return Promise(target=minutes, warn=WarningMark(percent=80))


def published_in_private(clocks: CaseClocks, *, at: datetime) -> None:
    """Any answer of ours in private keeps the platform's window."""
    meet(clocks, (Metric.PRIVATE_WINDOW,), at=at)


def approval_asked(clocks: CaseClocks, *, at: datetime, surface: str) -> None:
    """An answer waits for a second pair of eyes. One wait is one clock, however often it is asked."""
    waits = [one for one in clocks.every() if one.metric is Metric.APPROVAL]
    if waits and waits[-1].ended_at is None:
        return
    clocks.begin((Metric.APPROVAL,), surface=surface, at=at)


def approval_decided(clocks: CaseClocks, *, at: datetime) -> None:
    """Somebody looked and said yes or no: either keeps the promise."""
    meet(clocks, (Metric.APPROVAL,), at=at)


def await_response(clocks: CaseClocks, word: Word) -> bool:
    """The customer waits since this word: a clock begins, or the one that runs began earlier."""
    waiting = [one for one in _open(clocks) if one.metric in RESPONSES]
    if any(word.at < clock.started_at for clock in waiting):
        begin_earlier(clocks, RESPONSES, word)
    if waiting:
        return True
    metric = Metric.NEXT_RESPONSE if clocks.was_answered() else Metric.FIRST_RESPONSE
    return clocks.begin((metric,), surface=word.surface, at=word.at, cause=word.message_id)


def meet(clocks: CaseClocks, metrics: Collection[Metric], *, at: datetime) -> None:
    """What these wait for was done then. Those that began later go on."""
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
    """End these without their being met; what had been missed by then stays missed."""
    for clock in clocks.taken(metrics):
        course.stop(clock, at=at, reason=reason, detail=detail)
        clocks.put(clock)


def begin_earlier(clocks: CaseClocks, metrics: Collection[Metric], word: Word) -> None:
    """These wait since this word, if it is older than the one they began with."""
    for clock in clocks.taken(metrics):
        promise = clocks.promise_of(clock)
        if promise is not None and word.at < clock.started_at:
            course.begin_earlier(
                clock,
                started_at=word.at,
                cause_message_id=word.message_id,
                promise=promise,
                calendar=clocks.calendar_of(clock),
            )
        clocks.put(clock)


def _resume(clocks: CaseClocks, *, at: datetime, if_resting_before: datetime | None = None) -> None:
    if not any(clock.state is ClockState.PAUSED for clock in _open(clocks)):
        return
    for clock in clocks.taken(EVERY):
        since = clock.paused_at
        if since is not None and (if_resting_before is None or since < if_resting_before):
            course.resume(clock, at=at, calendar=clocks.calendar_of(clock))
        clocks.put(clock)


def _open(clocks: CaseClocks) -> list[SlaClock]:
    return [clock for clock in clocks.every() if clock.ended_at is None]
