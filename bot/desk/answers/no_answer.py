"""What a person told to be an answer was none at all: the case is as if nothing had been said.

The way back of *Answered by hand…* and *It is there…*: pressed, or taken by a look at the platform.
"""

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.answers import native_answers
from bot.desk.answers.native_answers import CannotSay
from bot.desk.desk import Desk
from bot.desk.messages import held_rest
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import NO_ADDRESS, Direction, Message
from bot.domain.records.staff import Actor
from bot.language import say
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind, ReplyPayload

_UNTIL_SAID_AGAIN = "A person said that it was not there after all."


def was_none(desk: Desk, *, message_id: int, by: Actor) -> Case:
    """Take back what was credited to an answer that counts on a person's word. Raises CannotSay, NotOpen."""
    message = desk.session.get(Message, message_id)
    if message is None:
        raise CannotSay(_nothing())
    case = case_access.lock_open_case(desk, case_id=message.case_id)
    desk.session.refresh(message)
    if message.direction != Direction.OUTBOUND or not is_told(desk, message):
        raise CannotSay(_nothing())
    if message.purpose == Purpose.NOTHING:
        raise CannotSay(say("Somebody has said already what that answer was."))
    if native_answers.has_ended_since(desk, case=case, at=message.posted_at):
        raise CannotSay(
            say("The case was ended after that answer, so its clocks stay as they are.")
        )
    take_back(desk, case=case, message=message, by=by)
    postings.event(
        desk,
        thread=case_threads.get_or_open(desk, case=case, surface=message.surface).thread,
        template="answer_was",
        fact=f"m{message.id}",
        by=by,
        message_id=message.id,
        purpose=str(Purpose.NOTHING),
    )
    return case


def _nothing() -> str:
    return say("Nobody told of that answer, so there is nothing to take back.")


def take_back(desk: Desk, *, case: Case, message: Message, by: Actor) -> None:
    """Let it have been none; of an answer from here people are asked again. The case is locked, and open."""
    delivery = settled_on_word(desk, message)
    reply = desk.session.get(Reply, message.reply_id) if message.reply_id is not None else None
    if delivery is not None or not message.text:  # what nobody saw there keeps no place there
        message.external_id = f"{NO_ADDRESS}none:{message.id}"
        message.permalink = ""
        message.reply_id = None
    if delivery is not None and ReplyPayload.read(delivery.payload).part > 1:
        message.purpose = Purpose.NOTHING  # the first post was the answer, and stands
        desk.session.add(message)
    else:
        native_answers.take_back(desk, case=case, message=message, purpose=Purpose.NOTHING, by=by)
        if delivery is not None and reply is not None:
            reply.published_at = None
    if delivery is not None and reply is not None:
        held_rest.stop(desk, case=case, reply=reply, by=by)
        delivery.mark_unsettled(_UNTIL_SAID_AGAIN)
        desk.session.add_all([reply, delivery])
        _ask_again(desk, case=case, reply=reply, delivery=delivery, message=message)
    postings.redraw(desk, case=case)


def is_told(desk: Desk, message: Message) -> bool:
    """Whether it counts because a person told of it: by hand, or where a send was in doubt."""
    if message.reply_id is None:
        return message.slack_user_id is not None
    return settled_on_word(desk, message) is not None


def settled_on_word(desk: Desk, message: Message) -> Delivery | None:
    """The delivery of which a person said that it is this message; locked."""
    if message.reply_id is None:
        return None
    query = select(Delivery).where(
        Delivery.kind == DeliveryKind.REPLY,
        Delivery.case_id == message.case_id,
        Delivery.state == DeliveryState.SENT,
        Delivery.reference == message.external_id,
        col(Delivery.decided_by).is_not(None),
    )
    return desk.session.exec(query.with_for_update()).first()


def _ask_again(
    desk: Desk, *, case: Case, reply: Reply, delivery: Delivery, message: Message
) -> None:
    postings.event(
        desk,
        thread=case_threads.get_or_open(desk, case=case, surface=reply.surface).thread,
        template="reply_asked",
        fact=f"r{reply.id}:m{message.id}",
        by=Actor.platform(case.channel),
        reply_id=reply.id,
        delivery_id=delivery.id,
    )
