"""Answers that a platform does not let out yet: the thread says until when, and a long wait is an alarm."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, select, text

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.desk.threads.alarms import clear_others, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.answers.reply import Reply
from bot.domain.records.staff import Actor
from bot.outbox import lanes
from bot.outbox.delivery import IS_UNFINISHED, Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind, ReplyPayload
from bot.storage.cases.case_threads import threads_of

_WORTH_A_WORD = timedelta(minutes=1)
_LONG = timedelta(minutes=3)
_SLOT_S = 900  # a wait that is made longer again and again is told at most this often


def tell(desk: Desk) -> None:
    """Say in the thread of each answer that waits for its platform until when; raise and clear alarms."""
    held = lanes.held(session=desk.session, pool="public", now=desk.database_now)
    still: set[str] = set()
    for delivery in _waiting(desk, held):
        payload = ReplyPayload.read(delivery.payload)
        left = held[delivery.lane] - desk.database_now
        until = desk.now + left  # a rehearsal moves the one clock and not the other
        if left >= _WORTH_A_WORD:
            _say_until(desk, delivery=delivery, reply_id=payload.reply_id, until=until)
        if left >= _LONG or desk.database_now - delivery.not_before >= _LONG:
            subject = f"{payload.channel}:{payload.account}"
            still.add(subject)
            raise_alarm(
                desk,
                AlarmKind.PLATFORM_BRAKED,
                subject=subject,
                source=desk.account_name(payload.channel, payload.account),
                until=until.isoformat(),
            )
    clear_others(desk, AlarmKind.PLATFORM_BRAKED, still=still)


def _waiting(desk: Desk, held: Iterable[str]) -> list[Delivery]:
    """Answers whose time to be undone is over and whose lane is held, the oldest first."""
    lanes_held = sorted(held)
    if not lanes_held:
        return []
    query = select(Delivery).where(
        text(IS_UNFINISHED),
        col(Delivery.lane).in_(lanes_held),
        Delivery.kind == DeliveryKind.REPLY,
        Delivery.state == DeliveryState.READY,
        col(Delivery.not_before) <= desk.database_now,
    )
    return list(desk.session.exec(query.order_by(col(Delivery.id))))


def _say_until(desk: Desk, *, delivery: Delivery, reply_id: int, until: datetime) -> None:
    reply = desk.session.get(Reply, reply_id)
    if reply is None:
        return
    thread = threads_of(session=desk.session, case_id=reply.case_id).current(reply.surface)
    if thread is not None:
        postings.event(
            desk,
            thread=thread,
            template="reply_waits",
            fact=f"r{reply.id}:{int(until.timestamp()) // _SLOT_S}",
            by=Actor.platform(ReplyPayload.read(delivery.payload).channel),
            reply_id=reply.id,
            until=until.isoformat(),
        )
