"""A published answer: the receipt comes back, the clocks stop, and the thread gets the link."""

from datetime import datetime

from sqlmodel import select

from bot.desk.answers import answer_post, native_answers, past_answers
from bot.desk.answers.ending import end_answered
from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk
from bot.desk.messages import answer_removals, merged_into
from bot.desk.pledges import giving
from bot.desk.threads import case_threads, postings
from bot.desk.threads.thread_events import tell
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import (
    AnswerFollowed,
    ReplyPostPublished,
    ReplyPublished,
)
from bot.domain.sla.case_clocks import CustomerMessage
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt
from bot.storage.cases.case_threads import threads_of
from bot.storage.messages.by_platform_id import message_of, message_of_brand


def published(
    desk: Desk, *, case: Case, reply: Reply, receipt: Receipt, post: ReplyPayload
) -> None:
    """Credit a reply that the platform has, with the first of its posts. Safe to repeat: the first receipt
    counts."""
    at = receipt.at or desk.now
    if post.part > 1:
        _one_more(desk, case=case, reply=reply, receipt=receipt, post=post, at=at)
        return
    if reply.published_at is not None:
        return
    reply.published_at = at
    desk.session.add(reply)
    message = _keep(desk, case=case, reply=reply, receipt=receipt, post=post, at=at)
    written = ReplyPublished(
        reply=reply.id,
        reference=receipt.reference,
        text_sha256=reply.text_sha256,
        at=at,
        message=message.id,
    )
    desk.record(case.number, written, by=Actor.platform(reply.channel or case.channel))
    credit(
        desk,
        case=case,
        purpose=reply.purpose,
        at=at,
        seen_until=reply.written_at,
        surface=reply.surface,
        in_chat=reply.channel == WEBCHAT,
    )
    if case.state == CaseState.MERGED:
        _follow(desk, case=case, reply=reply, at=at)
    # Of an answer in several posts too: the customer has been answered, whatever becomes of the rest.
    giving.given(desk, case=case, reply=reply, at=at)
    if post.parts > 1:
        _draw_post(desk, case=case, reply=reply)
    else:
        _all_is_out(desk, case=case, reply=reply, receipt=receipt)


def _one_more(
    desk: Desk,
    *,
    case: Case,
    reply: Reply,
    receipt: Receipt,
    post: ReplyPayload,
    at: datetime,
) -> None:
    """A later post of an answer: the clocks stopped with its first."""
    known = select(Message.id).where(
        Message.reply_id == reply.id, Message.external_id == receipt.reference
    )
    if desk.session.exec(known).first() is not None:
        return
    message = _keep(desk, case=case, reply=reply, receipt=receipt, post=post, at=at)
    case.touch()
    desk.session.add(case)
    written = ReplyPostPublished(
        reply=reply.id,
        reference=receipt.reference,
        part=post.part,
        parts=post.parts,
        at=at,
        message=message.id,
    )
    desk.record(case.number, written, by=Actor.platform(reply.channel or case.channel))
    if post.part < post.parts:
        _draw_post(desk, case=case, reply=reply)
    else:
        _all_is_out(desk, case=case, reply=reply, receipt=receipt)


def _draw_post(desk: Desk, *, case: Case, reply: Reply) -> None:
    thread = threads_of(session=desk.session, case_id=case.number).current(reply.surface)
    if thread is not None:
        answer_post.draw(desk, case=case, thread=thread, reply=reply)
    postings.redraw(desk, case=case)


def _all_is_out(desk: Desk, *, case: Case, reply: Reply, receipt: Receipt) -> None:
    """The thread says so, and the case ends where it was to."""
    by = reply.by
    thread = threads_of(session=desk.session, case_id=case.number).current(reply.surface)
    if thread is not None:
        answer_post.tell_end(
            desk,
            case=case,
            thread=thread,
            reply=reply,
            template="reply_sent",
            by=by,
            permalink=receipt.permalink or "",
        )
    if reply.surface == Surface.PRIVATE:
        case_threads.point_to_private(
            desk, case=case, template="answered_in_private", fact=f"r{reply.id}", by=by
        )
    past_answers.remember(desk, case=case, reply=reply)
    end_answered(desk, case=case, reply=reply)
    postings.redraw(desk, case=case)


def _follow(desk: Desk, *, case: Case, reply: Reply, at: datetime) -> None:
    """The case was merged while its answer was on its way: the same customer's wait ends there too."""
    _, survivor = merged_into.lock_with_survivor(desk, case_id=case.number)
    if survivor.author_id != case.author_id:
        return
    desk.record(
        survivor.number,
        AnswerFollowed(
            reply=reply.id,
            from_=case.number,
            at=at,
            seen_until=reply.written_at,
            purpose=reply.purpose,
            surface=reply.surface,
            in_chat=reply.channel == WEBCHAT,
        ),
        by=Actor.platform(case.channel),
    )
    credit(
        desk,
        case=survivor,
        purpose=reply.purpose,
        at=at,
        seen_until=reply.written_at,
        surface=reply.surface,
        in_chat=reply.channel == WEBCHAT,
    )
    tell(
        desk,
        case=survivor,
        template="answer_followed",
        by=reply.by,
        other=case.number,
    )


def _keep(
    desk: Desk,
    *,
    case: Case,
    reply: Reply,
    receipt: Receipt,
    post: ReplyPayload,
    at: datetime,
) -> Message:
    account, channel = _account(desk, case=case, reply=reply), reply.channel or case.channel
    message = message_of(  # a poll may have met it before its receipt came
        session=desk.session,
        channel=channel,
        account=account,
        external_id=receipt.reference,
    )
    if message is not None:
        _was_from_here(desk, case=case, reply=reply, message=message)
    else:
        message = Message(
            case_id=case.number,
            channel=channel,
            account=account,
            external_id=receipt.reference,
            parent_external_id=post.in_reply_to if post.part > 1 else reply.in_reply_to,
            direction=Direction.OUTBOUND,
            surface=reply.surface,
            text=post.text if post.parts > 1 else reply.text,
            posted_at=at,
            received_at=desk.now,
        )
    message.slack_user_id = reply.slack_user_id or None
    message.reply_id = reply.id
    message.permalink = receipt.permalink or message.permalink
    desk.session.add(message)
    desk.session.flush()
    return message


def _account(desk: Desk, *, case: Case, reply: Reply) -> str:
    """Which of the brand's accounts gave it: the one that the answered message reached."""
    answered = message_of_brand(
        session=desk.session,
        brand=case.brand,
        channel=case.channel,
        account=case.account,
        external_id=reply.in_reply_to,
    )
    return answered.account if answered is not None else case.account


def _was_from_here(desk: Desk, *, case: Case, reply: Reply, message: Message) -> None:
    """It was taken for an answer of the native app; what it was, whoever sent it has said."""
    credited = message.case_id == case.number and message.purpose == Purpose.ANSWERS
    if credited and message.reply_id is None and reply.purpose != Purpose.ANSWERS:
        by = reply.by
        native_answers.take_back(desk, case=case, message=message, purpose=reply.purpose, by=by)


def credit(
    desk: Desk,
    *,
    case: Case,
    purpose: Purpose,
    at: datetime,
    seen_until: datetime | None = None,
    surface: Surface = Surface.PUBLIC,
    in_chat: bool = False,
) -> None:
    """Update clocks, ``unanswered_since`` and state after a message of ours was published.

    Only *answers* stops a response clock. ``seen_until`` is when it was written: a message that reached
    us later still waits.
    """
    unseen: CustomerMessage | None = None
    case_clocks.on_published(
        desk, case=case, at=at, surface=surface, seen_until=seen_until, in_chat=in_chat
    )
    if purpose == Purpose.ANSWERS:
        answer_removals.answered_again(desk, case=case)
        case.first_answered_at = min(filter(None, (case.first_answered_at, at)))
        unseen = case_clocks.on_answered(desk, case=case, at=at, seen_until=seen_until)
        case.unanswered_since = unseen.at if unseen else None
    elif purpose != Purpose.HOLDING:
        unseen = case_clocks.oldest_unseen(desk, case=case, at=at, seen_until=seen_until)
        if purpose == Purpose.ASKS and unseen is None:
            case_clocks.on_asked(desk, case=case, at=at)
    if purpose == Purpose.HOLDING or unseen is not None or not case.is_open:
        case.touch()
    else:
        case.move_to(CaseState.WITH_CUSTOMER, now=desk.now)
    desk.session.add(case)
