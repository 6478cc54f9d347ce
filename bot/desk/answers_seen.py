"""Our own posts, seen on the channel: the echo of a delivery, or an answer given in the native app.

An echo settles its delivery, whatever became of the call that sent it. A native answer is credited as
*answers* until somebody says otherwise. Neither ever becomes a case.
"""

from sqlmodel import col, select

from bot.desk import answers, cases, changes, postings, receipts, recording
from bot.desk.desk import Desk
from bot.domain.case import Case
from bot.domain.inbound import Happening, Inbound
from bot.domain.message import Direction, Message
from bot.domain.reply import Purpose, Reply
from bot.domain.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Receipt
from bot.outbox.reconcile import settle_by_echo
from bot.storage import audit

_Result = tuple[int | None, str]


def take_in(desk: Desk, *, inbound: Inbound) -> _Result:
    """Settle one happening to a post of ours; returns the case it belongs to, or why there is none."""
    known = _message(desk, channel=inbound.channel, external_id=inbound.external_id)
    if known is not None:
        return known.case_id, _change(desk, message=known, inbound=inbound)
    if inbound.happening != Happening.POSTED:
        return None, "our own post, and no answer of a case"
    answered = _answered(desk, inbound=inbound)
    if answered is None:
        return None, "our own post, and no answer of a case"
    case = cases.locked(desk, case_id=answered.case_id)
    if not _echo(desk, case=case, inbound=inbound):
        _credit_native(desk, case=case, inbound=inbound)
    return case.number, ""


def _message(desk: Desk, *, channel: str, external_id: str | None) -> Message | None:
    query = select(Message).where(Message.channel == channel, Message.external_id == external_id)
    return desk.session.exec(query).first() if external_id else None


def _answered(desk: Desk, *, inbound: Inbound) -> Message | None:
    """The message our post answers: its parent; on a page of comments, the thread's latest word."""
    parent = _message(desk, channel=inbound.channel, external_id=inbound.parent_external_id)
    if parent is not None:
        return parent
    query = (
        select(Message)
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(
            Case.channel == inbound.channel,
            Case.account == inbound.account,
            Case.conversation == inbound.conversation,
            Message.direction == Direction.INBOUND,
        )
        .order_by(col(Message.posted_at).desc())
    )
    candidates = list(desk.session.exec(query.limit(20)))
    several = len({message.case_id for message in candidates}) > 1
    return None if several or not candidates else candidates[0]


def _change(desk: Desk, *, message: Message, inbound: Inbound) -> str:
    if inbound.happening == Happening.REMOVED:
        changed = changes.remove(desk, message=message, inbound=inbound)
    elif inbound.happening == Happening.EDITED:
        changed = changes.edit(desk, message=message, inbound=inbound)
    else:
        changed = False
    return "" if changed else "already known"


def _echo(desk: Desk, *, case: Case, inbound: Inbound) -> bool:
    """Whether this post is a delivery of ours that was on its way; if so it is settled now."""
    query = select(Reply).where(
        Reply.case_id == case.number,
        Reply.in_reply_to == (inbound.parent_external_id or inbound.conversation),
        col(Reply.published_at).is_(None),
        col(Reply.withdrawn_at).is_(None),
    )
    for reply in desk.session.exec(query):
        if _same_words(reply.text, inbound.text):
            receipt = Receipt(
                reference=inbound.external_id, at=inbound.at, permalink=inbound.permalink or None
            )
            return _settle(desk, reply=reply, receipt=receipt)
    return False


def _settle(desk: Desk, *, reply: Reply, receipt: Receipt) -> bool:
    query = select(Delivery).where(Delivery.dedupe_key == f"answer:{reply.case_id}:{reply.id}")
    delivery = desk.session.exec(query).first()
    if delivery is None or delivery.id is None:
        return False
    if not settle_by_echo(session=desk.session, delivery_id=delivery.id, receipt=receipt):
        return False
    receipts.settled(desk, delivery=delivery, outcome=receipt)
    return True


def _same_words(ours: str, seen: str) -> bool:
    return " ".join(ours.split()) == " ".join(seen.split())


def _credit_native(desk: Desk, *, case: Case, inbound: Inbound) -> None:
    message = recording.message(desk, case=case, inbound=inbound, author=None)
    audit.record(
        session=desk.session,
        case_id=case.number,
        actor=Actor.platform(case.channel),
        verb="answered_elsewhere",
        details={"message": message.id},
        at=desk.now,
    )
    answers.credit(desk, case=case, purpose=Purpose.ANSWERS, at=inbound.at)
    thread = recording.thread(desk, case=case, surface=inbound.surface)
    postings.said(
        desk, thread=thread, message_id=message.id or 0, revision=1, what="answered_elsewhere"
    )
    postings.redraw(desk, case=case)
