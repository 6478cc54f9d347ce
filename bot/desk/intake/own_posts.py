"""Our own posts, seen on the channel: the echo of a delivery, or an answer given in the native app.

An echo settles its delivery, whatever became of the call that sent it. A native answer is credited as
*answers* until somebody says otherwise. Neither ever becomes a case.
"""

from sqlmodel import col, select

from bot.desk.answers import by_hand, published, receipts
from bot.desk.desk import Desk
from bot.desk.messages import changes, merged_into, recording
from bot.desk.pledges import giving, telling
from bot.desk.threads import case_threads, postings
from bot.domain.channels.inbound import CLOCKS_APART, Happening, Inbound
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import AnsweredElsewhere
from bot.domain.text.same_words import same_words
from bot.outbox.answer import settle_by_echo
from bot.outbox.kinds import DeliveryKind, ReplyPayload
from bot.outbox.outcome import Receipt
from bot.storage.cases.merges import lock_with_survivor
from bot.storage.messages.by_platform_id import message_of_brand

_Result = tuple[int | None, str]


def take_in(desk: Desk, *, inbound: Inbound) -> _Result:
    """Settle one happening to a post of ours; returns the case it belongs to, or why there is none."""
    known = _message(desk, inbound=inbound, external_id=inbound.external_id)
    if known is not None:
        return known.case_id, _change(desk, message=known, inbound=inbound)
    if inbound.happening != Happening.POSTED:
        return None, "our own post, and no answer of a case"
    answered = _answered(desk, inbound=inbound)
    if answered is None:
        return None, "our own post, and no answer of a case"
    case, survivor = merged_into.lock_with_survivor(desk, case_id=answered.case_id)
    if _echo(desk, inbound=inbound, case=case):
        return case.number, ""
    if by_hand.recognised(desk, case=case, inbound=inbound) is not None:
        return case.number, ""
    _credit_native(desk, case=survivor, inbound=inbound)
    return survivor.number, ""


def _message(desk: Desk, *, inbound: Inbound, external_id: str | None) -> Message | None:
    """A message of this account, or of another one of its brand, by the channel's own id."""
    return message_of_brand(
        session=desk.session,
        brand=desk.rules.route_for(inbound.channel, inbound.account).brand,
        channel=inbound.channel,
        account=inbound.account,
        external_id=external_id,
    )


def _answered(desk: Desk, *, inbound: Inbound) -> Message | None:
    """The message our post answers: its parent; on a page of comments, the thread's latest word;
    in a private talk, which is one customer's alone, the latest word of it."""
    named = inbound.private_reply_to or inbound.parent_external_id
    parent = _message(desk, inbound=inbound, external_id=named)
    if parent is not None:
        return parent
    private = inbound.surface == Surface.PRIVATE
    of_talk = (Message if private else Case).conversation == inbound.conversation
    query = (
        select(Message)
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(
            Case.channel == inbound.channel,
            Case.account == inbound.account,
            of_talk,
            Message.surface == inbound.surface,
            Message.direction == Direction.INBOUND,
        )
        .order_by(col(Message.posted_at).desc())
    )
    candidates = list(desk.session.exec(query.limit(20)))
    several = not private and len({message.case_id for message in candidates}) > 1
    return None if several or not candidates else candidates[0]


def _change(desk: Desk, *, message: Message, inbound: Inbound) -> str:
    if inbound.happening == Happening.REMOVED:
        changed = changes.remove(desk, message=message, inbound=inbound)
    elif inbound.happening == Happening.EDITED:
        changed = changes.edit(desk, message=message, inbound=inbound) is not None
    else:
        changed = by_hand.fill_in(desk, message=message, inbound=inbound)
    return "" if changed else "already known"


def _echo(desk: Desk, *, inbound: Inbound, case: Case) -> bool:
    """Whether this post is a delivery of ours; one that was still on its way is settled now."""
    receipt = Receipt(
        reference=inbound.external_id, at=inbound.at, permalink=inbound.permalink or None
    )
    echo = settle_by_echo(
        session=desk.session,
        kinds={DeliveryKind.REPLY},
        receipt=receipt,
        matches=lambda delivery: (
            _is_it(desk, ours=ReplyPayload.read(delivery.payload), inbound=inbound)
            and (inbound.surface == Surface.PUBLIC or delivery.case_id == case.number)
        ),
        lock_before=lock_with_survivor,
    )
    if echo is None:
        return False
    if echo.settled_now:
        receipts.settled(desk, delivery=echo.delivery, outcome=receipt)
    return True


def _is_it(desk: Desk, *, ours: ReplyPayload, inbound: Inbound) -> bool:
    """Where it was said, by whom, when, and what it answers; last of all, what it says."""
    where = (ours.channel, ours.account, ours.surface)
    if where != (inbound.channel, inbound.account, inbound.surface):
        return False
    reply = desk.session.get(Reply, ours.reply_id)
    if reply is not None and inbound.at < reply.written_at - CLOCKS_APART:
        return False
    return _answers_the_same(desk, ours=ours, inbound=inbound) and same_words(
        ours.text, inbound.text
    )


def _answers_the_same(desk: Desk, *, ours: ReplyPayload, inbound: Inbound) -> bool:
    """A private answer is told by its customer: platforms do not say which word it answers."""
    if inbound.surface == Surface.PRIVATE:
        return True
    if ours.in_reply_to in {inbound.parent_external_id, inbound.conversation}:
        return True
    # Where answers nest two deep, what answers an answer is put beside it, under the same parent.
    answered = _message(desk, inbound=inbound, external_id=ours.in_reply_to)
    parent = inbound.parent_external_id
    return answered is not None and parent is not None and answered.parent_external_id == parent


def _credit_native(desk: Desk, *, case: Case, inbound: Inbound) -> None:
    message = recording.message(desk, case=case, inbound=inbound, author=None)
    desk.record(case.number, AnsweredElsewhere(message=message.id), by=Actor.platform(case.channel))
    published.credit(
        desk, case=case, purpose=Purpose.ANSWERS, at=inbound.at, surface=inbound.surface
    )
    by = Actor.platform(case.channel)
    giving.keep_by_answer(desk, case=case, purpose=Purpose.ANSWERS, at=inbound.at, by=by)
    thread = case_threads.get_or_open(desk, case=case, surface=inbound.surface).thread
    postings.said(desk, thread=thread, message_id=message.pk, revision=1, what="answered_elsewhere")
    telling.offer(desk, case=case, thread=thread, message=message)
    if inbound.surface == Surface.PRIVATE:
        case_threads.point_to_private(
            desk,
            case=case,
            template="answered_in_private",
            fact=f"m{message.id}",
            by=Actor.platform(case.channel),
        )
    postings.redraw(desk, case=case)
