"""Taking our own public answer down, and hiding a customer's post or showing it again.

A person asks, with a reason; the platform does it; the thread says how it ended. What was said stays
in the record, and no clock is wound back: the answer was given, and then it was removed.
"""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.messages import held_rest
from bot.desk.messages.pending import pending_moderation
from bot.desk.threads.thread_events import masked, tell
from bot.domain.records.answers.moderation import Act, Moderation
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.moments import colleague
from bot.language import say
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.keys import account_brake, account_lane
from bot.outbox.kinds import ModerationPayload
from bot.outbox.lanes import LaneSpec
from bot.storage.messages.public_posts import can_be_done_to

SHOWN = 5  # how many posts a form offers, the newest


class NotOfferedThere(DeskError):
    """The platform has no way to do it from here."""

    def __init__(self, *, channel: str) -> None:
        super().__init__(
            say("{channel} offers no way to do that from here. Do it there.", channel=channel)
        )


class NothingToModerate(DeskError):
    """No post of the case is there that this could be done to."""

    def __init__(self, act: Act) -> None:
        super().__init__(_NOTHING[act]())


class OnItsWay(DeskError):
    """The same post is being changed already."""

    def __init__(self, *, by: str) -> None:
        super().__init__(
            say(
                "{who} has asked for that post already; the thread will say how it ends.",
                who=colleague(by),
            )
        )


class ReasonMissing(DeskError):
    """Nobody asked why."""

    def __init__(self) -> None:
        super().__init__(say("Please say why, in a few words. It stays in the record."))


_VERBS = {
    Act.REMOVE_ANSWER: Trail.REMOVE_ANSWER,
    Act.HIDE: Trail.HIDE,
    Act.UNHIDE: Trail.UNHIDE,
}
_NOTHING = {
    Act.REMOVE_ANSWER: lambda: say("No public answer of ours stands in this case."),
    Act.HIDE: lambda: say("No post of the customer that could be hidden stands in this case."),
    Act.UNHIDE: lambda: say("No post of the customer in this case is hidden."),
}


def offered(desk: Desk, *, case: Case, act: Act) -> list[Message]:
    """The posts it could be done to, newest first. Raises NotOfferedThere, NothingToModerate."""
    channel = desk.channels[case.channel]
    can = channel.can_remove_answers if act is Act.REMOVE_ANSWER else channel.can_hide
    if not can:
        raise NotOfferedThere(channel=channel.title)
    query = (
        select(Message)
        .where(Message.case_id == case.number, *can_be_done_to(act))
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
    )
    if act is Act.REMOVE_ANSWER:  # of an answer in several posts the first stands for all
        query = query.where(~_follows_another())
    found = list(desk.session.exec(query.limit(SHOWN)))
    if not found:
        raise NothingToModerate(act)
    return found


def _follows_another() -> ColumnElement[bool]:
    first = aliased(Message)
    return exists().where(
        col(first.reply_id) == col(Message.reply_id),
        col(first.id) < col(Message.id),
        col(first.deleted_at).is_(None),
    )


def remove_answer(
    desk: Desk, *, case_id: int, message_id: int, reason: str, by: Actor
) -> Moderation:
    """Delete our own answer on the platform, with all its posts. Raises NoSuchCase and the errors of this
    module."""
    row = _ask(
        desk, case_id=case_id, message_id=message_id, act=Act.REMOVE_ANSWER, reason=reason, by=by
    )
    case, first = desk.session.get_one(Case, case_id), desk.session.get_one(Message, message_id)
    for post in _that_follow(desk, first):
        if pending_moderation(desk, message_id=post.pk) is None:
            _begin(desk, case=case, post=post, act=Act.REMOVE_ANSWER, words=row.reason, by=by)
    reply = desk.session.get(Reply, first.reply_id) if first.reply_id is not None else None
    if reply is not None:
        of_reply = case_access.lock_case(desk, case_id=reply.case_id)
        held_rest.stop(desk, case=of_reply, reply=reply, by=by)
    return row


def remove_what_came_late(desk: Desk, *, case: Case, reply: Reply) -> None:
    """Delete also those posts of an answer that came out after somebody had asked to delete it."""
    removals = (
        select(Moderation, Message)
        .join(Message, col(Message.id) == col(Moderation.message_id))
        .where(Message.reply_id == reply.id, Moderation.act == Act.REMOVE_ANSWER)
        .order_by(col(Moderation.id).desc())
    )
    asked = list(desk.session.exec(removals))
    if not asked or asked[0][0].refused_at is not None:
        return
    row, known = asked[0][0], {message.id for _, message in asked}
    stand = select(Message).where(Message.reply_id == reply.id, *can_be_done_to(Act.REMOVE_ANSWER))
    by = Actor.staff(row.slack_user_id)
    for post in desk.session.exec(stand.order_by(col(Message.id).desc())).all():
        if post.id not in known:
            _begin(desk, case=case, post=post, act=Act.REMOVE_ANSWER, words=row.reason, by=by)


def _that_follow(desk: Desk, post: Message) -> list[Message]:
    """The further posts of the same answer that stand on the platform."""
    if post.reply_id is None:
        return []
    query = select(Message).where(
        Message.reply_id == post.reply_id,
        col(Message.id) > post.pk,
        *can_be_done_to(Act.REMOVE_ANSWER),
    )
    return list(desk.session.exec(query.order_by(col(Message.id).desc())))


def hide_post(desk: Desk, *, case_id: int, message_id: int, reason: str, by: Actor) -> Moderation:
    """Hide a customer's post from the public. Raises NoSuchCase and the errors of this module."""
    return _ask(desk, case_id=case_id, message_id=message_id, act=Act.HIDE, reason=reason, by=by)


def unhide_post(desk: Desk, *, case_id: int, message_id: int, reason: str, by: Actor) -> Moderation:
    """Show a hidden post again. Raises NoSuchCase and the errors of this module."""
    return _ask(desk, case_id=case_id, message_id=message_id, act=Act.UNHIDE, reason=reason, by=by)


def _ask(
    desk: Desk, *, case_id: int, message_id: int, act: Act, reason: str, by: Actor
) -> Moderation:
    case = case_access.lock_case(desk, case_id=case_id)
    words = masked(desk, case=case, words=reason)
    if not words:
        raise ReasonMissing
    posts = {post.id: post for post in offered(desk, case=case, act=act)}
    post = posts.get(message_id)
    if post is None:  # it went, or was hidden, since the form was opened
        raise NothingToModerate(act)
    before = pending_moderation(desk, message_id=message_id)
    if before is not None:
        raise OnItsWay(by=before.slack_user_id)
    row = _begin(desk, case=case, post=post, act=act, words=words, by=by)
    tell(desk, case=case, template=f"{act}_asked", by=by, explanation=words)
    return row


def _begin(desk: Desk, *, case: Case, post: Message, act: Act, words: str, by: Actor) -> Moderation:
    """Write down what is asked of one post, and enqueue it."""
    row = Moderation(
        case_id=case.number,
        message_id=post.pk,
        act=act,
        reason=words,
        slack_user_id=by.id,
        asked_at=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    _queue(desk, case=case, post=post, row=row, by=by)
    case.touch()
    desk.session.add(case)
    desk.record(
        case.number,
        _VERBS[act],
        by=by,
        message=post.id,
        moderation=row.id,
        reference=post.external_id,
    )
    return row


def _queue(desk: Desk, *, case: Case, post: Message, row: Moderation, by: Actor) -> None:
    posting = desk.channels[case.channel].posting
    enqueue(
        session=desk.session,
        lane=LaneSpec(
            key=account_lane(post.channel, post.account),
            pool="public",
            interval_s=posting.interval_s,
            window_count=posting.window_count,
            window_s=posting.window_s,
            brake=account_brake(post.channel, post.account),
        ),
        ordering_key=f"moderation:{post.id}",
        priority=Urgency.ANSWER,
        payload=ModerationPayload(
            channel=post.channel,
            account=post.account,
            external_id=post.external_id,
            act=row.act,
            case_id=case.number,
            moderation_id=row.id or 0,
        ),
        dedupe_key=f"moderation:{row.id}",
        case_id=case.number,
        actor=by,
    )
