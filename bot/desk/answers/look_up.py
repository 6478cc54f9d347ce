"""Looking on the platform whether an answer that a person told of is there, ours, and this customer's.

It counts on their word until then. What is not so is taken back; where nobody can look it goes on
counting on their word, and the thread, the trail and the digest say so.
"""

from typing import Unpack

from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import chains, native_answers, no_answer
from bot.desk.desk import Desk
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.looked import DISBELIEVED, Looked
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import NO_ADDRESS, Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import AnswerLookedUp
from bot.outbox.delivery import Delivery, DeliveryState, Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.keys import look_lane
from bot.outbox.kinds import EventDetails, LookPayload
from bot.outbox.lanes import LaneSpec
from bot.outbox.outcome import Outcome, Receipt, Refused

_TEMPLATES = {
    Looked.FOUND: "answer_found",
    Looked.NOBODY_LOOKED: "answer_not_looked_up",
    **dict.fromkeys(DISBELIEVED, "answer_not_there"),
}


def begin(desk: Desk, *, case: Case, message: Message) -> None:
    """Enqueue a look at an answer that a person told of; say so where nobody can look."""
    can = desk.channels[case.channel].can_look_up and message.surface == Surface.PUBLIC
    if not can or message.external_id.startswith(NO_ADDRESS):
        _conclude(desk, case=case, message=message, looked=Looked.NOBODY_LOOKED)
        return
    said = desk.session.exec(select(Message).where(Message.case_id == case.number)).all()
    author = desk.session.get(Author, case.author_id)
    enqueue(
        session=desk.session,
        lane=LaneSpec(key=look_lane(message.channel, message.account), pool="public"),
        ordering_key=f"look:{message.id}",
        priority=Urgency.ANSWER,
        payload=LookPayload(
            channel=message.channel,
            account=message.account,
            external_id=message.external_id,
            accounts=_accounts(desk, case=case),
            under=[each.external_id for each in said if each.id != message.id],
            beside=sorted(
                {
                    each.parent_external_id
                    for each in said
                    if each.direction == Direction.INBOUND and each.parent_external_id
                }
            ),
            customers=[author.external_id] if author is not None else [],
            message_id=message.pk,
        ),
        dedupe_key=f"look:{message.id}",
        case_id=case.number,
        actor=Actor.system(),
    )


def settled(desk: Desk, *, delivery: Delivery, outcome: Outcome) -> None:
    """Write down what a look found. Outcomes that tell nothing yet are passed over."""
    message = desk.session.get(Message, LookPayload.read(delivery.payload).message_id)
    if message is None or message.purpose == Purpose.NOTHING:  # somebody took it back meanwhile
        return
    if isinstance(outcome, Receipt):
        looked = Looked.FOUND
    elif isinstance(outcome, Refused) and outcome.code in set(Looked):
        looked = Looked(outcome.code)
    elif delivery.state in {DeliveryState.FAILED, DeliveryState.CANCELLED}:
        looked = Looked.NOBODY_LOOKED
    else:
        return
    case = case_access.lock_case(desk, case_id=message.case_id)
    desk.session.refresh(message)
    _conclude(desk, case=case, message=message, looked=looked)


def _conclude(desk: Desk, *, case: Case, message: Message, looked: Looked) -> None:
    by = Actor.platform(case.channel)
    desk.record(case.number, AnswerLookedUp(message=message.id, found=looked), by=by)
    told: EventDetails = {
        "code": str(looked),
        "message_id": message.id,
        "permalink": message.permalink,
        "to_person": message.slack_user_id or "",
    }
    since = message.posted_at
    ended = not case.is_open or native_answers.has_ended_since(desk, case=case, at=since)
    if looked in DISBELIEVED:
        told["unanswered"] = not ended
        if not ended:
            no_answer.take_back(desk, case=case, message=message, by=by)
    else:
        _go_on(desk, message=message)
    _tell(desk, case=case, message=message, template=_TEMPLATES[looked], **told)
    if looked in DISBELIEVED:
        case.touch()
        desk.session.add(case)
        postings.redraw(desk, case=case)


def _go_on(desk: Desk, *, message: Message) -> None:
    """Send the rest of an answer of which a person said that this post is there."""
    delivery = no_answer.settled_on_word(desk, message)
    reply = desk.session.get(Reply, message.reply_id) if delivery is not None else None
    if delivery is None or reply is None or delivery.receipt is None:
        return
    case = case_access.lock_case(desk, case_id=reply.case_id)
    chains.go_on(desk, case=case, reply=reply, delivery=delivery, receipt=delivery.receipt)


def _tell(
    desk: Desk, *, case: Case, message: Message, template: str, **told: Unpack[EventDetails]
) -> None:
    postings.event(
        desk,
        thread=case_threads.get_or_open(desk, case=case, surface=message.surface).thread,
        template=template,
        fact=f"m{message.id}",
        by=Actor.system(),
        **told,
    )


def _accounts(desk: Desk, *, case: Case) -> list[str]:
    """The accounts of the case's bank there."""
    named = [account for channel, account in desk.account_names if channel == case.channel]
    ours = {
        account
        for account in named
        if desk.rules.route_for(case.channel, account).brand == case.brand
    }
    return sorted(ours | {case.account})
