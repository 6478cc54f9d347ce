"""A person's word on an answer nobody could find out about: it is there, send it again, or drop it."""

from sqlmodel import select

from bot.desk import private_words
from bot.desk.answers import by_hand, look_up, receipts
from bot.desk.desk import Desk, DeskError
from bot.desk.messages import held_rest
from bot.domain.personal_data import find
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.outbox.answer import Decision, NotAsking, ReferenceMissing, resolve_ask
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind, ReplyPayload
from bot.outbox.outcome import Receipt, Uncertain
from bot.storage.cases.merges import lock_with_survivor
from bot.storage.sealing import is_erased

_VERBS: dict[Decision, Trail] = {
    "it_is_there": Trail.DOUBT_IT_IS_THERE,
    "send_again": Trail.DOUBT_SEND_AGAIN,
    "drop": Trail.DOUBT_DROP,
}


class CannotSettle(DeskError):
    """It was settled already, or something is missing; the sentence says which."""


def settle(desk: Desk, *, delivery_id: int, decision: Decision, by: Actor, link: str = "") -> None:
    """Act on the person's word and write down that it was theirs. Raises CannotSettle, NotForYou."""
    _require(desk, delivery_id)
    if decision == "send_again":
        _refuse_erased(desk, delivery_id)
        _refuse_cut(desk, delivery_id)
    reference = _reference(desk, delivery_id, link) if link else ""
    try:
        delivery = resolve_ask(
            session=desk.session,
            delivery_id=delivery_id,
            decision=decision,
            actor=by,
            reference=reference or None,
            permalink=link or None,
            lock_before=lock_with_survivor,
        )
    except (NotAsking, ReferenceMissing) as error:
        raise CannotSettle(str(error)) from error
    if delivery.case_id is not None:
        verb = _VERBS[decision]
        desk.record(delivery.case_id, verb, by=by, delivery=delivery.id, reference=reference)
    if decision == "it_is_there":
        receipt = Receipt(reference=reference, permalink=link)
        receipts.settled(desk, delivery=delivery, outcome=receipt, on_word=True)
        _look_up(desk, delivery=delivery)
    elif decision == "drop":
        receipts.settled(
            desk, delivery=delivery, outcome=Uncertain(reason="dropped by a person"), by=by
        )


def _refuse_erased(desk: Desk, delivery_id: int) -> None:
    """Of an erased case there is nothing to send but the mark that stands for its words."""
    asked = desk.session.get(Delivery, delivery_id)
    number = asked.case_id if asked is not None else None
    if number is not None and is_erased(session=desk.session, case_id=number):
        raise CannotSettle(
            say("This case was erased, and the words with it: there is nothing to send again.")
        )


def _refuse_cut(desk: Desk, delivery_id: int) -> None:
    """Of an answer that is deleted nothing more goes out."""
    asked = desk.session.get(Delivery, delivery_id)
    if asked is None or asked.kind != DeliveryKind.REPLY:
        return
    post = ReplyPayload.read(asked.payload)
    reply = desk.session.get(Reply, post.reply_id)
    if reply is not None and post.part > 1 and held_rest.is_cut(desk, reply=reply):
        raise CannotSettle(
            say("The post that the rest would follow is gone. Write a new answer instead.")
        )


def _look_up(desk: Desk, *, delivery: Delivery) -> None:
    payload = ReplyPayload.read(delivery.payload)
    published = select(Message).where(
        Message.reply_id == payload.reply_id, Message.external_id == delivery.reference
    )
    message = desk.session.exec(published).first()
    if message is not None:
        case = desk.session.get_one(Case, message.case_id)
        look_up.begin(desk, case=case, message=message)


def _require(desk: Desk, delivery_id: int) -> None:
    """Of a talk that is private only, those who are in it decide. Locks nothing: the delivery is first."""
    asked = desk.session.get(Delivery, delivery_id)
    case = desk.session.get(Case, asked.case_id) if asked is not None and asked.case_id else None
    if case is not None:
        private_words.require_for_private_only(desk, case=case)


def _reference(desk: Desk, delivery_id: int, link: str) -> str:
    """The platform's id in the link. It goes into the trail for good, so it can be nothing else."""
    delivery = desk.session.get(Delivery, delivery_id)
    is_reply = delivery is not None and delivery.kind == DeliveryKind.REPLY
    name = ReplyPayload.read(delivery.payload).channel if delivery and is_reply else ""
    channel = desk.channels.get(name)
    reference = channel.id_in_link(link) if channel else None
    if channel is None or reference is None or find(link):
        where = channel.title if channel else say("the channel")
        raise CannotSettle(
            say(
                "That is no address of a post on {channel}. Please copy it from there.",
                channel=where,
            )
        )
    case = desk.session.get(Case, delivery.case_id) if delivery and delivery.case_id else None
    if case is not None:
        _refuse_others(desk, case=case, link=link, reference=reference)
    return reference


def _refuse_others(desk: Desk, *, case: Case, link: str, reference: str) -> None:
    """Raises CannotSettle for the address of somebody else's post, or of another answer."""
    try:
        by_hand.own_account(desk, case=case, link=link)
        by_hand.refuse_known(desk, case=case, reference=reference, may_be_here=True)
    except by_hand.CannotRecord as error:
        raise CannotSettle(str(error)) from error
