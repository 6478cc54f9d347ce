"""What a thread shows of a conversation: one message in its headline, every other one once below it.

Which one the headline quotes is written down when the thread is opened. Neither a message that
comes late nor one that is told out of order changes it, so none is shown twice and none gets lost.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import QUOTES_NOTHING, Case, CaseThread, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.text.excerpts import fits_a_headline
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind, SaidPayload
from bot.storage.cases.case_threads import customer_messages, quoted_in_headline, threads_of
from bot.storage.cases.merges import merged_into

_OF_A_MERGED_CASE = 5
_TELLS_ITS_TEXT = {"posted", "edited", "answered", "answered_elsewhere"}


def quote(desk: Desk, *, thread: CaseThread) -> Sequence[Message]:
    """Let the headline quote the customer's first message so far; returns all of this surface."""
    messages = _of_customer(desk, thread=thread)
    _quote_first(thread, messages)
    return messages


def begin(desk: Desk, *, thread: CaseThread, messages: Sequence[Message]) -> None:
    """Show what came after the message that the headline quotes below it; that one too, whole, where the
    headline has no room for all of it."""
    quoted = quoted_in_headline(thread, messages)
    if quoted is not None and quoted.deleted_at is None and not fits_a_headline(quoted.text):
        _below(desk, thread=thread, message=quoted, what="posted")
    desk.session.add(thread)
    show_each(desk, thread=thread, messages=messages)


def catch_up(desk: Desk, *, thread: CaseThread) -> None:
    """Show what the thread does not show yet of the conversation so far: words of the customer, answers,
    and the latest words of the cases that went into this one."""
    surface, session = thread.surface, desk.session
    query = (
        select(Message)
        .where(Message.case_id == thread.case_id, Message.surface == surface)
        .order_by(col(Message.posted_at), col(Message.id))
    )
    _record_what_it_quotes(desk, thread=thread, messages=_of_customer(desk, thread=thread))
    for number in merged_into(session=session, case_id=thread.case_id):
        words = last_words(desk, case_id=number, surface=surface)
        show_each(desk, thread=thread, messages=words)
    show_each(desk, thread=thread, messages=session.exec(query).all())


def show(desk: Desk, *, thread: CaseThread, message: Message) -> None:
    """Show a message that came in just now below the headline, which quotes another one, or none."""
    if thread.headline_message_id is None:
        before = [each for each in _of_customer(desk, thread=thread) if each.id != message.id]
        _record_what_it_quotes(desk, thread=thread, messages=before)
    if thread.headline_message_id != message.id:
        _below(desk, thread=thread, message=message, what="posted")


def show_each(desk: Desk, *, thread: CaseThread, messages: Iterable[Message]) -> None:
    """Show those of these messages that the thread does not show yet, as they stand now."""
    missing = [
        each
        for each in messages
        if each.id != thread.headline_message_id and each.deleted_at is None
    ]
    told = _told(desk, thread=thread) if missing else {}
    for message in missing:
        if message.pk not in told:
            _below(desk, thread=thread, message=message, what=_how_it_came(message))
        elif message.revision > told[message.pk]:
            _below(desk, thread=thread, message=message, what="edited")


def last_words(desk: Desk, *, case_id: int, surface: Surface) -> Sequence[Message]:
    """The customer's latest standing messages, for a thread in which the case goes on."""
    messages = customer_messages(session=desk.session, case_id=case_id, surface=surface)
    return [each for each in messages if each.deleted_at is None][-_OF_A_MERGED_CASE:]


def quote_what_stayed(desk: Desk, *, case: Case) -> None:
    """Let each headline whose message was taken out of the case quote the first one that stayed.

    Where that one stands below, it says from now on that it stands above.
    """
    desk.session.flush()
    for thread in threads_of(session=desk.session, case_id=case.number):
        messages = _of_customer(desk, thread=thread)
        recorded = thread.headline_message_id
        if recorded == QUOTES_NOTHING:
            continue
        if recorded is not None and quoted_in_headline(thread, messages) is not None:
            continue
        _quote_first(thread, messages)
        desk.session.add(thread)
        if thread.headline_message_id:
            postings.redraw_said(desk, case=case, message_id=thread.headline_message_id)


def _of_customer(desk: Desk, *, thread: CaseThread) -> Sequence[Message]:
    return customer_messages(session=desk.session, case_id=thread.case_id, surface=thread.surface)


def _quote_first(thread: CaseThread, messages: Sequence[Message]) -> None:
    standing = [each for each in messages if each.deleted_at is None]
    first = next(iter(standing or messages), None)
    thread.headline_message_id = first.pk if first else QUOTES_NOTHING


def _record_what_it_quotes(desk: Desk, *, thread: CaseThread, messages: Sequence[Message]) -> None:
    """Write it down for a thread that was opened before this was done."""
    if thread.headline_message_id is None:
        quoted = quoted_in_headline(thread, messages)
        thread.headline_message_id = quoted.pk if quoted else QUOTES_NOTHING
        desk.session.add(thread)


def _how_it_came(message: Message) -> str:
    if message.direction == Direction.INBOUND:
        return "posted"
    return "answered_elsewhere" if message.reply_id is None else "answered"


def _told(desk: Desk, *, thread: CaseThread) -> dict[int, int]:
    """The messages that stand below the headline, each with its newest version there."""
    desk.session.flush()
    query = select(Delivery.payload).where(
        Delivery.case_id == thread.case_id, Delivery.kind == DeliveryKind.SAID
    )
    told: dict[int, int] = {}
    for stored in desk.session.exec(query):
        said = SaidPayload.read(stored)
        if said.thread_id == thread.id and said.what in _TELLS_ITS_TEXT:
            told[said.message_id] = max(said.revision, told.get(said.message_id, 0))
    return told


def _below(desk: Desk, *, thread: CaseThread, message: Message, what: str) -> None:
    postings.said(desk, thread=thread, message_id=message.pk, revision=message.revision, what=what)
