"""The rest of an answer whose next post did not go: a person lets it go, or writes it anew."""

from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import chains, queueing, replies
from bot.desk.desk import Desk, DeskError
from bot.desk.messages import held_rest
from bot.domain.records.answers.reply import Reply
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.answer_parts import whole
from bot.language import say
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind, ReplyPayload
from bot.storage.sealing import is_erased

_DID_NOT_GO = (DeliveryState.FAILED, DeliveryState.CANCELLED)


class NoRest(DeskError):
    """There is nothing left to send, or nothing that it could follow; the sentence says which."""


def send(desk: Desk, *, delivery_id: int, by: Actor, roles: frozenset[Role] = frozenset()) -> Reply:
    """Enqueue the post that did not go; those after it follow.

    Raises NoRest, NoSuchCase, NotOpen, ClaimedByAnother, AnotherAnswerWaits.
    """
    delivery, reply = _held(desk, delivery_id)
    case = case_access.lock_open_case(desk, case_id=reply.case_id)
    desk.session.refresh(delivery)
    replies.refuse_another(desk, case=case, by=by, roles=roles)
    replies.refuse_second(desk, case=case)
    if is_erased(session=desk.session, case_id=case.number):
        raise NoRest(say("This case was erased, and the words with it: there is nothing to send."))
    is_under = _is_under_a_post(desk, ReplyPayload.read(delivery.payload))
    if not is_under or held_rest.is_cut(desk, reply=reply):
        raise NoRest(
            say("The post that the rest would follow is gone. Write a new answer instead.")
        )
    if not chains.once_more(desk, reply=reply, delivery=delivery):
        raise NoRest(say("Somebody has sent the rest already; the thread says how it went."))
    case.touch()
    desk.session.add(case)
    desk.record(case.number, Trail.REPLY_REST_SENT, by=by, reply=reply.id, delivery=delivery.id)
    queueing.tell(desk, case=case, reply=reply, template="reply_rest_sent", by=by)
    return reply


def unsaid(desk: Desk, *, reply: Reply, channel: str) -> str:
    """The words of an answer that the customer has not got; all of one that did not go at all."""
    words = chains.posts(desk, reply=reply, channel=channel)
    if reply.published_at is None or len(words) == 1:
        return whole(reply.text) if len(words) > 1 else reply.text
    query = select(Message.id).where(
        Message.reply_id == reply.id, Message.direction == Direction.OUTBOUND
    )
    left = words[len(desk.session.exec(query).all()) :]
    return " ".join(each.partition(") ")[2] for each in left)


def _held(desk: Desk, delivery_id: int) -> tuple[Delivery, Reply]:
    """A later post of an answer that certainly did not go. Raises NoRest."""
    delivery = desk.session.get(Delivery, delivery_id)
    if delivery is not None and delivery.kind == DeliveryKind.REPLY:
        post = ReplyPayload.read(delivery.payload)
        reply = desk.session.get(Reply, post.reply_id)
        if reply is not None and post.part > 1 and delivery.state in _DID_NOT_GO:
            return delivery, reply
    raise NoRest(say("There is no rest of an answer here that waits to be sent."))


def _is_under_a_post(desk: Desk, post: ReplyPayload) -> bool:
    query = select(Message.deleted_at).where(
        Message.reply_id == post.reply_id, Message.external_id == post.in_reply_to
    )
    found = desk.session.exec(query).all()
    return bool(found) and found[0] is None
