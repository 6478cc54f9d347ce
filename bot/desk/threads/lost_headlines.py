"""A headline that is in Slack no more: an admin deleted it, or the workspace's retention did.

The case gets a new one, and goes on there. What was left of the old thread stays, with a link to it;
its headline's delivery keeps the old place, so that whatever is written there is still understood.
"""

from sqlmodel import Session, col, select

from bot.desk.case_access import lock_case
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import OPEN_STATES, CaseThread
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import former_headline_key, headline_key, redraw_order, thread_order
from bot.outbox.kinds import DeliveryKind, HeadlinePayload
from bot.storage.cases.case_threads import thread_at


def deleted(desk: Desk, *, slack_channel: str, slack_ts: str) -> bool:
    """Slack says that this message is gone: an open case whose headline it was gets a new one. False:
    it was none. A case that has ended gets one when it has something to say."""
    thread = thread_at(session=desk.session, slack_channel=slack_channel, slack_ts=slack_ts)
    if thread is None or lock_case(desk, case_id=thread.case_id).state not in OPEN_STATES:
        return False
    return open_again(desk, thread=thread, slack_ts=slack_ts)


def open_again(desk: Desk, *, thread: CaseThread, slack_ts: str) -> bool:
    """Enqueue a new headline for the thread. False: this one has one by now, or it is on its way.

    Expects the case to be locked.
    """
    desk.session.refresh(thread)
    if thread.slack_ts != slack_ts:
        return False
    left = _newest_left(desk, thread=thread)
    query = select(Delivery).where(Delivery.dedupe_key == headline_key(thread.id))
    for former in desk.session.exec(query):
        former.dedupe_key = former_headline_key(thread.id, slack_ts)
        desk.session.add(former)
    thread.slack_ts = None
    desk.session.add(thread)
    desk.record(
        thread.case_id,
        Trail.HEADLINE_LOST,
        by=Actor.platform("slack"),
        slack_channel=thread.slack_channel,
        slack_ts=slack_ts,
    )
    desk.session.flush()
    postings.headline(desk, thread=thread, again=True)
    postings.event(
        desk,
        thread=thread,
        template="headline_lost",
        fact=f"{thread.id}:{slack_ts}",
        by=Actor.system(),
        left_ts=left,
        left_thread_ts=slack_ts,
    )
    _let_wait_for_it(desk, thread=thread)
    return True


def thread_with(*, session: Session, slack_channel: str, slack_ts: str) -> CaseThread | None:
    """The case's thread whose headline this message is, or was before it was deleted."""
    found = thread_at(session=session, slack_channel=slack_channel, slack_ts=slack_ts)
    if found is not None:
        return found
    query = select(Delivery).where(
        Delivery.reference == slack_ts, Delivery.kind == DeliveryKind.HEADLINE
    )
    for former in session.exec(query):
        thread = session.get(CaseThread, HeadlinePayload.read(former.payload).thread_id)
        if thread is None or thread.slack_channel != slack_channel:
            continue
        if former.dedupe_key == former_headline_key(thread.id, slack_ts):
            return thread
    return None


def _let_wait_for_it(desk: Desk, *, thread: CaseThread) -> None:
    """What is next to be said or drawn in the thread waits for its new headline; all else waits for that."""
    made = select(Delivery.id).where(Delivery.dedupe_key == headline_key(thread.id))
    query = select(Delivery).where(
        col(Delivery.ordering_key).in_((thread_order(thread.id), redraw_order(thread.id))),
        Delivery.state == DeliveryState.READY,
        col(Delivery.wait_for).is_(None),
    )
    headline = desk.session.exec(made).one()
    for waiting in desk.session.exec(query.with_for_update()):
        waiting.wait_for = headline
        desk.session.add(waiting)


def _newest_left(desk: Desk, *, thread: CaseThread) -> str:
    """The last that was posted under it and should still be there; empty where nothing was."""
    query = (
        select(Delivery.reference)
        .where(
            Delivery.ordering_key == thread_order(thread.id),
            Delivery.state == DeliveryState.SENT,
            col(Delivery.kind).not_in((DeliveryKind.HEADLINE, DeliveryKind.REDRAW)),
            col(Delivery.reference) > (thread.slack_ts or ""),
        )
        .order_by(col(Delivery.id).desc())
    )
    return desk.session.exec(query).first() or ""
