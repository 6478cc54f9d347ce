"""What a change shows in Slack: deliveries written with the change, of ids only.

What staff read is drawn from the database at the moment it is sent, so a deletion is honoured even by
what was still waiting to go.
"""

from collections.abc import Iterable
from typing import Unpack

from sqlmodel import select

from bot.desk.desk import Desk
from bot.desk.threads import opening_post
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.staff import Actor
from bot.domain.rules.event_rules import DM, SILENT, THREAD
from bot.outbox import keys
from bot.outbox.delivery import Delivery, DeliveryState, Urgency
from bot.outbox.enqueue import enqueue, enqueue_redraw
from bot.outbox.keys import WORKSPACE_BRAKE, headline_key, redraw_order, thread_order
from bot.outbox.kinds import (
    AlertPayload,
    DeliveryKind,
    EventDetails,
    EventPayload,
    HeadlinePayload,
    NoticePayload,
    RedrawPayload,
    SaidPayload,
    SlackPayload,
)
from bot.outbox.lanes import LaneSpec
from bot.storage.cases.case_threads import threads_of
from bot.storage.cases.claims import open_claim


def post_lane(desk: Desk, slack_channel: str) -> LaneSpec:
    """The budget of one Slack channel."""
    return LaneSpec(
        key=keys.post_lane(slack_channel),
        pool="slack",
        interval_s=desk.slack_pace.post_s,
        brake=WORKSPACE_BRAKE,
    )


def update_lane(desk: Desk, slack_channel: str) -> LaneSpec:
    """The budget of redrawing, apart, so that redraws never delay a word from a customer.

    One a channel: a channel that was archived must not keep the others from being redrawn.
    """
    return LaneSpec(
        key=keys.update_lane(slack_channel),
        pool="slack",
        interval_s=desk.slack_pace.update_s,
        brake=WORKSPACE_BRAKE,
    )


def headline(desk: Desk, *, thread: CaseThread, again: bool = False, is_new: bool = False) -> None:
    """Open the case's thread in Slack; one without a channel is opened when the bank names one.

    ``again``: what waits to be said there waits for it. ``is_new``: nothing can wait there yet."""
    if not thread.slack_channel:
        return
    enqueue(
        session=desk.session,
        lane=post_lane(desk, thread.slack_channel),
        ordering_key=headline_key(thread.id) if again else thread_order(thread.id),
        priority=Urgency.MIRROR,
        payload=HeadlinePayload(thread_id=thread.id),
        dedupe_key=headline_key(thread.id),
        case_id=thread.case_id,
        actor=Actor.system(),
        is_first=is_new,
    )


def redraw(desk: Desk, *, case: Case, threads: Iterable[CaseThread] | None = None) -> None:
    """Show the case as it is now in each of its threads; at most one redraw waits a thread.

    While a headline is on its way its redraw waits behind it, so that it holds up no other thread's.
    ``threads`` are the case's, where the caller has just read them.
    """
    desk.session.flush()
    known = threads_of(session=desk.session, case_id=case.number) if threads is None else threads
    for thread in known:
        # Once it has its place in Slack the headline is sent, and cannot wait any more.
        waits = thread.slack_ts is None and _headline_waits(desk, thread=thread)
        if not thread.slack_channel or waits:
            continue  # it will be drawn from the case as it is when it goes
        enqueue_redraw(
            session=desk.session,
            lane=update_lane(desk, thread.slack_channel),
            ordering_key=redraw_order(thread.id) if thread.slack_ts else thread_order(thread.id),
            priority=Urgency.CHANGE,
            payload=RedrawPayload(thread_id=thread.id),
            subject=f"redraw:{thread.id}",
            case_id=case.number,
            actor=Actor.system(),
        )


def requote_one(
    desk: Desk, *, quote: Delivery, case: Case | None = None, slack_channel: str = ""
) -> None:
    """Draw anew what this delivery posted, behind it should it still be on its way."""
    slack_channel = slack_channel or SlackPayload.read(quote.payload).slack_channel
    enqueue_redraw(
        session=desk.session,
        lane=update_lane(desk, slack_channel),
        ordering_key=quote.ordering_key,
        priority=Urgency.CHANGE,
        payload=RedrawPayload(delivery_id=quote.id, slack_channel=slack_channel),
        subject=f"requote:{quote.id}",
        case_id=case.number if case else quote.case_id,
        actor=Actor.system(),
    )


def redraw_said(desk: Desk, *, case: Case, message_id: int) -> None:
    """Draw anew what shows this message in its thread: what it quotes, or offers, has changed."""
    desk.session.flush()
    query = select(Delivery).where(
        Delivery.case_id == case.number,
        Delivery.kind == DeliveryKind.SAID,
        Delivery.state == DeliveryState.SENT,
    )
    slack_channels = {
        t.id: t.slack_channel for t in threads_of(session=desk.session, case_id=case.number)
    }
    for shown in desk.session.exec(query).all():
        said = SaidPayload.read(shown.payload)
        if said.message_id == message_id and said.thread_id in slack_channels:
            requote_one(desk, quote=shown, slack_channel=slack_channels[said.thread_id])


def _headline_waits(desk: Desk, *, thread: CaseThread) -> bool:
    query = (
        select(Delivery)
        .where(
            Delivery.dedupe_key == headline_key(thread.id), Delivery.state == DeliveryState.READY
        )
        .with_for_update()  # so that it is drawn after this commit
    )
    return desk.session.exec(query).first() is not None


def said(
    desk: Desk, *, thread: CaseThread, message_id: int, revision: int, what: str, at: str = ""
) -> None:
    """Show in the thread what was said or done on the channel: posted, edited, removed, hidden …

    ``at`` tells apart what can happen to one version more than once, such as being hidden.
    """
    _in_thread(
        desk,
        thread=thread,
        payload=SaidPayload(
            thread_id=thread.id, message_id=message_id, revision=revision, what=what
        ),
        fact=keys.said_key(thread.id, message_id, what=what, revision=revision) + (at and f":{at}"),
        priority=Urgency.MIRROR,
    )


def event(
    desk: Desk,
    *,
    thread: CaseThread,
    template: str,
    fact: str,
    by: Actor,
    priority: int = Urgency.CHANGE,
    **details: Unpack[EventDetails],
) -> None:
    """Say what staff or Earshot did, where events.toml wants it. ``fact`` makes it once."""
    target = _target(desk, thread=thread, template=template, by=by)
    if target == SILENT:
        return
    payload = EventPayload(
        thread_id=thread.id if target == THREAD else None,
        slack_channel="" if target == THREAD else target,
        template=template,
        case_id=thread.case_id,
        by=str(by),
        slack_user_id=by.id if by.kind == "staff" else "",
        at=desk.now.isoformat(),
        details=details,
    )
    key = f"event:{thread.id}:{template}:{fact}"
    if target == THREAD:
        post = opening_post.add(desk, thread=thread, payload=payload, fact=key, by=by)
        if post is None:
            _in_thread(desk, thread=thread, payload=payload, fact=key, priority=priority, actor=by)
        elif post.state is DeliveryState.SENT:
            requote_one(desk, quote=post, slack_channel=thread.slack_channel)
        return
    enqueue(
        session=desk.session,
        lane=post_lane(desk, target),
        ordering_key=f"events:{target}",
        priority=priority,
        payload=payload,
        dedupe_key=key,
        case_id=thread.case_id,
        actor=by,
    )


def _target(desk: Desk, *, thread: CaseThread, template: str, by: Actor) -> str:
    """``silent``, ``thread``, or the Slack id of a channel or person. Private talks stay where they
    are; of a direct message to nobody, or to whoever did it, the thread tells."""
    place = desk.rules.events.place(template)
    if place in (SILENT, THREAD):
        return place
    if thread.surface == Surface.PRIVATE:
        return THREAD
    if place != DM:
        return place
    claim = open_claim(session=desk.session, case_id=thread.case_id)
    return claim.slack_user_id if claim and claim.slack_user_id != by.id else THREAD


def _in_thread(
    desk: Desk,
    *,
    thread: CaseThread,
    payload: SlackPayload,
    fact: str,
    priority: int,
    actor: Actor | None = None,
) -> None:
    if not thread.slack_channel:
        return  # private words without a private channel: kept, and shown nowhere
    enqueue(
        session=desk.session,
        lane=post_lane(desk, thread.slack_channel),
        ordering_key=thread_order(thread.id),
        priority=priority,
        payload=payload,
        dedupe_key=fact,
        case_id=thread.case_id,
        actor=actor or Actor.system(),
    )


def alert_in_thread(desk: Desk, *, thread: CaseThread, payload: AlertPayload, fact: str) -> None:
    """A step of the ladder, in the case's own thread; a thousand of them hide no customer's word."""
    _in_thread(desk, thread=thread, payload=payload, fact=fact, priority=Urgency.IN_THREAD)


def notice(
    desk: Desk, *, text: str, fact: str, slack_channel: str | None = None, **values: object
) -> bool:
    """An alarm in our own words for the fallback channel; never customer text. False: said before.

    ``text`` is the English sentence; it is filled in, and said in its readers' language, when drawn.
    """
    target = slack_channel or desk.rules.routing.fallback_slack_channel
    if not target:
        return False
    made = enqueue(
        session=desk.session,
        lane=post_lane(desk, target),
        ordering_key=f"notices:{target}",
        priority=Urgency.BREACH,
        payload=NoticePayload(
            slack_channel=target,
            text=text.format(**values) if values else text,
            sentence=text,
            values={name: str(value) for name, value in values.items()},
        ),
        dedupe_key=f"notice:{fact}",
        actor=Actor.system(),
    )
    return made is not None
