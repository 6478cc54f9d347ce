"""A press acts on the case in whose thread its button stands, and on no other.

Numbers come twice after a restored backup: what stands in Slack may be of another case by now. The
message a button stands on says which case it is about. What has no thread of a case (a form, the Home
tab, a direct message, what one person alone is shown beside a command) is not looked at here.
"""

from sqlmodel import Session, col, select

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.threads.listings import named_in
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.merge import Merge
from bot.domain.records.messages.message import Message
from bot.language import say
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind, SlackPayload
from bot.slack.api.values import (
    ButtonValue,
    CaseValue,
    DeliveryValue,
    MessageValue,
    PledgeValue,
    RefusedReplyValue,
    ReplyValue,
)
from bot.storage.cases.case_threads import threads_of
from handlers.slack.door.button_place import ButtonPlace


class OfAnotherCase(DeskError):
    """The button stands in a thread that is not of the case it names."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This message does not belong to that case any more, so nothing was done. Find the "
                "case with {command}, and use the buttons there.",
                command="`/case`",
            )
        )


def require_own_thread(app: App, *, about: ButtonValue, place: ButtonPlace) -> None:
    """Raises OfAnotherCase where the button stands in a thread, or is a headline, of another case."""
    if not place.thread:
        return
    with app.database.reading() as session:
        case_id = _case_of(session, about)
        if case_id is not None and not _is_theirs(session, case_id, place):
            raise OfAnotherCase


def _case_of(session: Session, about: ButtonValue) -> int | None:
    """The case that a button is about; None of what is not there (any more): its verb says so."""
    found: Reply | Message | Delivery | None = None
    match about:
        case CaseValue() | RefusedReplyValue() | PledgeValue():
            return about.case_id
        case ReplyValue():
            found = session.get(Reply, about.reply_id)
        case MessageValue():
            found = session.get(Message, about.message_id)
        case DeliveryValue():
            found = session.get(Delivery, about.delivery_id)
    return found.case_id if found else None


def _is_theirs(session: Session, case_id: int, place: ButtonPlace) -> bool:
    # Slack shows a headline before we have written down where it stands. What is not written down is
    # read first: if the place is written down between the two, the second finds it.
    is_on_its_way = any(
        theirs.slack_ts is None and theirs.slack_channel == place.slack_channel
        for theirs in threads_of(session=session, case_id=case_id)
    )
    thread = thread_with(session=session, slack_channel=place.slack_channel, slack_ts=place.thread)
    if thread is None:
        return is_on_its_way or _is_listed(session, case_id, place)
    return thread.case_id == case_id or bool(
        _one_story(session, thread.case_id) & _one_story(session, case_id)
    )


def _is_listed(session: Session, case_id: int, place: ButtonPlace) -> bool:
    """Whether the message is one of ours that names the case: alerts to a channel, a digest."""
    listing = select(Delivery).where(
        Delivery.reference == place.message_ts,
        col(Delivery.kind).in_((DeliveryKind.ALERT_BUNDLE, DeliveryKind.DIGEST)),
    )
    return any(
        SlackPayload.read(each.payload).slack_channel == place.slack_channel
        and case_id in named_in(session, each)
        for each in session.exec(listing)
    )


def _one_story(session: Session, case_id: int) -> set[int]:
    """The case, those it was ever merged with, and those it came out of: each other's messages may
    stand in their threads."""
    story, new = set[int](), {case_id}
    while new:
        story |= new
        merges = select(Merge.case_id, Merge.into_case_id).where(
            col(Merge.case_id).in_(new) | col(Merge.into_case_id).in_(new)
        )
        before = select(Case.previous_case_id).where(col(Case.id).in_(new))
        found = {number for pair in session.exec(merges) for number in pair}
        new = (found | {number for number in session.exec(before) if number}) - story
    return story
