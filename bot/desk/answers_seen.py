"""Our own posts, seen on the channel: the echo of a delivery, or an answer given in the native app.

An echo settles its delivery, whatever became of the call that sent it. A native answer is credited as
*answers* until somebody says otherwise. Neither ever becomes a case.
"""

from typing import Any

from sqlmodel import col, select

from bot.desk import answers, cases, changes, postings, receipts, recording
from bot.desk.desk import Desk
from bot.domain.case import Case
from bot.domain.inbound import Happening, Inbound
from bot.domain.message import Direction, Message
from bot.domain.reply import Purpose
from bot.domain.staff import Actor
from bot.outbox.answer import settle_by_echo
from bot.outbox.outcome import Receipt
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
    if not _echo(desk, inbound=inbound):
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


def _echo(desk: Desk, *, inbound: Inbound) -> bool:
    """Whether this post is a delivery of ours; one that was still on its way is settled now."""
    receipt = Receipt(
        reference=inbound.external_id, at=inbound.at, permalink=inbound.permalink or None
    )
    echo = settle_by_echo(
        session=desk.session,
        kinds={"reply"},
        receipt=receipt,
        matches=lambda delivery: _is_it(delivery.payload, inbound=inbound),
    )
    if echo is None:
        return False
    if echo.settled_now:
        receipts.settled(desk, delivery=echo.delivery, outcome=receipt)
    return True


def _is_it(payload: dict[str, Any], *, inbound: Inbound) -> bool:
    answers_it = payload["in_reply_to"] in {inbound.parent_external_id, inbound.conversation}
    ours = (payload["channel"], payload["account"]) == (inbound.channel, inbound.account)
    return ours and answers_it and payload["text"].split() == inbound.text.split()


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
    answers.credit(desk, case=case, purpose=Purpose.ANSWERS, at=inbound.at, surface=inbound.surface)
    thread = recording.thread(desk, case=case, surface=inbound.surface)
    postings.said(
        desk, thread=thread, message_id=message.id or 0, revision=1, what="answered_elsewhere"
    )
    postings.redraw(desk, case=case)
