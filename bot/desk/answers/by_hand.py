"""*Answered by hand*: the platform takes no answer from here, so a person answered on it and says so.

With the answer's address its own time counts. Without one the moment of saying so counts, until the
answer is seen on the channel, which puts it right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.answers import look_up, native_answers, published, replies
from bot.desk.clocks import escalations, native_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.messages import changes, recording
from bot.desk.threads import case_threads, postings
from bot.domain.calendar.business_calendar import whole_second
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.personal_data import find
from bot.domain.records.answers.looked import Looked
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import NO_ADDRESS, Direction, Message
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.of_answers import AnsweredElsewhere, AnswerLookedUp
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.messages.by_platform_id import messages_of_post

_CLOCKS_APART = timedelta(minutes=2)


class CannotRecord(DeskError):
    """The address is none of an answer of ours; the sentence says why."""


@dataclass(frozen=True)
class Answer:
    """What is known of an answer that a person tells of."""

    reference: str  # the platform's id, or one of our own
    permalink: str
    at: datetime
    account: str  # which of ours gave it


def answered_by_hand(
    desk: Desk,
    *,
    case_id: int,
    link: str,
    purpose: Purpose,
    by: Actor,
    request_key: str,
    roles: frozenset[Role] = frozenset(),
) -> Message:
    """Credit an answer that a person gave on the platform.

    Raises NoSuchCase, NotOpen, ClaimedByAnother, CannotRecord.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    replies.refuse_another(desk, case=case, by=by, roles=roles)
    answer = _answer(desk, case=case, link=link.strip(), request_key=request_key)
    replies.own(desk, case=case, by=by, roles=roles)
    message = _keep(desk, case=case, answer=answer, by=by)
    published.credit(
        desk, case=case, purpose=Purpose.ANSWERS, at=answer.at, surface=message.surface
    )
    postings.event(
        desk,
        thread=case_threads.get_or_open(desk, case=case, surface=message.surface).thread,
        template="answered_by_hand",
        fact=f"m{message.id}",
        by=by,
        message_id=message.id,
        permalink=answer.permalink,
    )
    postings.redraw(desk, case=case)
    look_up.begin(desk, case=case, message=message)
    if purpose is not Purpose.ANSWERS:
        native_answers.say_otherwise(desk, message_id=message.pk, purpose=purpose, by=by)
    return message


def recognised(desk: Desk, *, case: Case, inbound: Inbound) -> Message | None:
    """The answer that a person told of without its address, now seen on the channel; else None."""
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.OUTBOUND,
            col(Message.external_id).startswith(NO_ADDRESS),
            Message.purpose != Purpose.NOTHING,
            Message.surface == inbound.surface,
            col(Message.posted_at) >= inbound.at - _CLOCKS_APART,
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    message = desk.session.exec(query).first()
    if message is None:
        return None
    recorded = message.posted_at
    # Clocks count whole seconds; of what did not answer no clock is met.
    if message.purpose == Purpose.ANSWERS and inbound.at < whole_second(recorded):
        message.posted_at = inbound.at
    message.external_id = inbound.external_id
    message.permalink = inbound.permalink or message.permalink
    desk.session.add(message)
    desk.session.flush()
    seen = AnswerLookedUp(message=message.id, found=Looked.FOUND)
    if message.posted_at < recorded:
        _put_right(desk, case=case, message=message, recorded=recorded)
        seen = AnswerLookedUp(message=message.id, found=Looked.FOUND, recorded=recorded)
    fill_in(desk, message=message, inbound=inbound)
    desk.record(case.number, seen, by=Actor.platform(case.channel))
    return message


def fill_in(desk: Desk, *, message: Message, inbound: Inbound) -> bool:
    """Write down the words of an answer of which only the address was known."""
    told_of = message.slack_user_id is not None and message.reply_id is None and not message.text
    if not told_of or not inbound.text:
        return False
    told = changes.edit(desk, message=message, inbound=inbound, what="answered_elsewhere")
    return told is not None


def _put_right(desk: Desk, *, case: Case, message: Message, recorded: datetime) -> None:
    """Let it count as of its own time, before that as of which it was recorded: what the customer said
    in between waits again, if nothing answered it since."""
    ended = native_answers.has_ended_since(desk, case=case, at=recorded)
    waiting = native_clocks.on_earlier(
        desk, case=case, message=message, recorded=recorded, runs_on=case.is_open and not ended
    )
    case.first_answered_at = min(filter(None, (case.first_answered_at, message.posted_at)))
    if waiting is not None:
        case.unanswered_since = waiting.at
        native_answers.with_us_again(desk, case=case)
        escalations.ring_again(desk, case_ids=[case.number])
        postings.redraw(desk, case=case)
    case.touch()
    desk.session.add(case)


def _answer(desk: Desk, *, case: Case, link: str, request_key: str) -> Answer:
    if not link:
        return Answer(f"{NO_ADDRESS}{case.number}:{request_key}", "", desk.now, case.account)
    channel = desk.channels[case.channel]
    reference = channel.id_in_link(link)
    if reference is None or find(link):
        raise CannotRecord(
            say(
                "That is no address of a post on {channel}. Please copy it from there, or leave it "
                "empty.",
                channel=channel.title,
            )
        )
    account = own_account(desk, case=case, link=link)
    refuse_known(desk, case=case, reference=reference)
    at = channel.time_in_id(reference) or desk.now
    if at < case.opened_at:
        raise CannotRecord(
            say("That post is older than the customer's, so it cannot be the answer.")
        )
    return Answer(reference, link, min(at, desk.now), account)


def own_account(desk: Desk, *, case: Case, link: str) -> str:
    """The account of the case's bank that the address names; the case's own where it names none.

    Raises CannotRecord.
    """
    named = desk.channels[case.channel].account_in_link(link)
    if named == "":
        return case.account
    if named is None or desk.rules.route_for(case.channel, named).brand != case.brand:
        raise CannotRecord(
            say(
                "That address is of another account than ours. Please copy the address of our own "
                "answer, or leave it empty."
            )
        )
    return named


def refuse_known(desk: Desk, *, case: Case, reference: str, may_be_here: bool = False) -> None:
    """One post answers one case: ids are the platform's own, whichever account of ours met it.

    ``may_be_here``: it may have been met in this case already. Raises CannotRecord.
    """
    found = messages_of_post(session=desk.session, channel=case.channel, external_id=reference)
    if not found:
        return
    known = found[0]
    if known.direction == Direction.INBOUND:
        raise CannotRecord(
            say("That is the customer's post. Please paste the address of the answer.")
        )
    if known.case_id == case.number and may_be_here:
        return
    if known.case_id == case.number:
        raise CannotRecord(say("Earshot has seen that answer already; it is in the thread."))
    raise CannotRecord(
        say(
            "That answer counts for {case} already, and one answer counts once. Please paste the "
            "address of the answer to this customer.",
            case=case_reference(known.case_id),
        )
    )


def _keep(desk: Desk, *, case: Case, answer: Answer, by: Actor) -> Message:
    told = Inbound(
        channel=case.channel,
        account=answer.account,
        happening=Happening.POSTED,
        external_id=answer.reference,
        conversation=case.conversation,
        is_ours=True,
        surface=_surface(desk, case=case),
        permalink=answer.permalink,
        at=answer.at,
    )
    message = recording.message(desk, case=case, inbound=told, author=None)
    message.slack_user_id = by.id
    desk.session.add(message)
    desk.record(case.number, AnsweredElsewhere(message=message.id, by_hand=True), by=by)
    return message


def _surface(desk: Desk, *, case: Case) -> Surface:
    query = (
        select(Message.surface)
        .where(Message.case_id == case.number, Message.direction == Direction.INBOUND)
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
    )
    found = desk.session.exec(query).first()
    return Surface.PUBLIC if found is None else Surface(found)
