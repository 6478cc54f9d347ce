"""What each verb does to a case's clocks. The caller holds the case; times are those of events.

Handing a case over does nothing here: it never deletes or restarts a clock.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from bot.desk import complaint_clocks
from bot.domain.case import Case, Surface
from bot.domain.house_rules import HouseRules
from bot.domain.message import Direction, Message
from bot.domain.sla import course
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric, OnReopen, PauseWhen
from bot.storage import clocks as stored

AT_OPENING = (Metric.CLAIMED, Metric.FIRST_RESPONSE, Metric.RESOLUTION)
RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)


def on_opened(
    *, session: Session, rules: HouseRules, case: Case, message: Message, at: datetime | None = None
) -> bool:
    """Start the first clocks at the post's own time. False: no rule takes the case; flag it."""
    started = stored.start_clocks(
        session=session,
        rules=rules,
        case=case,
        surface=message.surface,
        metrics=AT_OPENING,
        started_at=at or message.posted_at,
        cause_message_id=message.id,
    )
    return started is not None


def on_customer_wrote(
    *, session: Session, rules: HouseRules, case: Case, message: Message, at: datetime | None = None
) -> bool:
    """End a pause; time the silence from the oldest word that nobody answered, once a silence.

    A word that was answered in the native app before we saw it starts nothing. False: no rule takes
    the case; flag it.
    """
    at = at or message.posted_at
    _resume(session=session, case=case, at=at)
    if answered_natively_since(session=session, case=case, at=at):
        return True
    return _await_response(session=session, rules=rules, case=case, message=message, at=at)


def on_claimed(*, session: Session, case: Case, at: datetime) -> None:
    """Somebody has it. Letting it go again restarts nothing."""
    stored.meet_clocks(session=session, case_id=case.number, metrics=(Metric.CLAIMED,), at=at)


def on_answered(
    *,
    session: Session,
    case: Case,
    at: datetime,
    rules: HouseRules | None = None,
    seen_until: datetime | None = None,
) -> Message | None:
    """An answer by a person was published then, by its receipt. Holding replies do not come here.

    ``seen_until`` is when the answer was written: what reached us later is still unanswered.
    Without it the answer covers whatever was posted before it (it was given in the native app).
    Returns the oldest word still unanswered; with ``rules`` given, its clock is started.
    """
    stored.meet_clocks(session=session, case_id=case.number, metrics=RESPONSES, at=at)
    stored.stop_clocks(
        session=session,
        case_id=case.number,
        metrics=(Metric.CLAIMED,),
        at=at,
        reason=StopReason.ANSWERED,
    )
    unseen = oldest_unseen(session=session, case=case, at=at, seen_until=seen_until)
    if unseen is not None and rules is not None:
        _await_response(
            session=session, rules=rules, case=case, message=unseen, at=unseen.posted_at
        )
    return unseen


def on_published(*, session: Session, case: Case, at: datetime, surface: Surface) -> None:
    """Something of ours was published, whatever it was for: an acknowledgement in the law's eyes."""
    complaint_clocks.on_published(session=session, case=case, at=at)
    if surface == Surface.PRIVATE:
        stored.meet_clocks(
            session=session, case_id=case.number, metrics=(Metric.PRIVATE_WINDOW,), at=at
        )


def on_merged(*, session: Session, case: Case, into: Case, at: datetime) -> None:
    """The case goes on in another one: its clocks stop, and its complaint deadlines move with it.

    Of two deadlines of one name the one that began earlier survives.
    """
    complaint_clocks.on_merged(session=session, case=case, into=into, at=at)
    stored.stop_clocks(session=session, case_id=case.number, at=at, reason=StopReason.MERGED)


def on_asked(*, session: Session, case: Case, at: datetime) -> None:
    """We asked for something: clocks whose policy says so rest until the customer's next word."""
    for clock in stored.take_open(session=session, case_id=case.number):
        if PauseWhen.WITH_CUSTOMER in clock.pauses:
            course.pause(clock, at=at)
        stored.put_back(session=session, clock=clock)


def on_resolved(*, session: Session, case: Case, at: datetime) -> None:
    """Resolution is met; what was still waiting stops, and keeps its misses."""
    stored.meet_clocks(session=session, case_id=case.number, metrics=(Metric.RESOLUTION,), at=at)
    stored.stop_clocks(session=session, case_id=case.number, at=at, reason=StopReason.RESOLVED)
    complaint_clocks.on_resolved(session=session, case=case, at=at)


def on_not_actionable(*, session: Session, case: Case, at: datetime, reason: str) -> None:
    """Nothing is owed: every clock stops with the reason, and keeps its misses.

    A case that is marked as a complaint does not come here; its mark is withdrawn first.
    """
    stored.stop_clocks(
        session=session,
        case_id=case.number,
        at=at,
        reason=StopReason.NOT_ACTIONABLE,
        detail=str(reason),
    )


def on_reopened(*, session: Session, rules: HouseRules, case: Case, at: datetime) -> None:
    """A new resolution clock, or the time the old one had left, as the policy of the old one says.

    A word of the customer that reopened it is told by ``on_customer_wrote``, afterwards.
    """
    complaint_clocks.on_reopened(session=session, rules=rules, case=case, at=at)
    last = stored.latest(session=session, case_id=case.number, metric=Metric.RESOLUTION)
    if last is None or last.ended_at is None:
        return
    promise = stored.promise_of(session=session, clock=last)
    rule = promise.on_reopen if promise is not None else OnReopen.NEW
    if rule is OnReopen.NEW:
        stored.start_clocks(
            session=session,
            rules=rules,
            case=case,
            surface=_first_surface(session=session, case=case),
            metrics=(Metric.RESOLUTION,),
            started_at=at,
        )
    elif rule is OnReopen.CONTINUE and not last.missed:  # a miss is one miss, not one a reopening
        calendar = stored.calendar_of(session=session, clock=last)
        goes_on = course.continued(last, at=at, calendar=calendar)
        stored.put_back(session=session, clock=goes_on)


def answered_natively_since(*, session: Session, case: Case, at: datetime) -> bool:
    """Whether an answer given in the native app came after a word of this time."""
    query = select(Message.id).where(
        Message.case_id == case.number,
        Message.direction == Direction.OUTBOUND,
        col(Message.reply_id).is_(None),
        col(Message.posted_at) >= at,
    )
    return session.exec(query.limit(1)).first() is not None


def oldest_unseen(
    *, session: Session, case: Case, at: datetime, seen_until: datetime | None
) -> Message | None:
    """The oldest word that an answer does not cover: posted after it, or, with ``seen_until``,
    reached us after the answer was written."""
    unseen = (
        col(Message.posted_at) > at if seen_until is None else col(Message.received_at) > seen_until
    )
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
            unseen,
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return session.exec(query.limit(1)).first()


def _await_response(
    *, session: Session, rules: HouseRules, case: Case, message: Message, at: datetime
) -> bool:
    waiting = _open(session=session, case=case, metrics=RESPONSES)
    for clock in waiting:
        if at < clock.started_at:
            stored.begin_earlier(session=session, clock=clock, at=at, cause=message.id)
    if waiting:
        return True
    answered = _ever_answered(session=session, case=case)
    started = stored.start_clocks(
        session=session,
        rules=rules,
        case=case,
        surface=message.surface,
        metrics=(Metric.NEXT_RESPONSE if answered else Metric.FIRST_RESPONSE,),
        started_at=at,
        cause_message_id=message.id,
    )
    return started is not None


def _resume(*, session: Session, case: Case, at: datetime) -> None:
    resting = [
        clock
        for clock in _open(session=session, case=case, metrics=tuple(Metric))
        if clock.state is ClockState.PAUSED
    ]
    if not resting:
        return
    for clock in stored.take_open(session=session, case_id=case.number):
        calendar = stored.calendar_of(session=session, clock=clock)
        course.resume(clock, at=at, calendar=calendar)
        stored.put_back(session=session, clock=clock)


def _open(*, session: Session, case: Case, metrics: Collection[Metric]) -> list[SlaClock]:
    return [
        clock
        for clock in stored.clocks_of(session=session, case_id=case.number)
        if clock.ended_at is None and clock.metric in metrics
    ]


def _ever_answered(*, session: Session, case: Case) -> bool:
    clocks = stored.clocks_of(session=session, case_id=case.number)
    met = any(clock.metric in RESPONSES and clock.met_at is not None for clock in clocks)
    return met or case.first_answered_at is not None


def _first_surface(*, session: Session, case: Case) -> str:
    query = (
        select(Message.surface)
        .where(Message.case_id == case.number, Message.direction == Direction.INBOUND)
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return str(session.exec(query.limit(1)).first() or "public")
