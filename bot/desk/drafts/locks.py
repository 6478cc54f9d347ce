"""One person at a time writes to a customer. The lock is a row, taken under its own row lock.

It is the customer's, not the case's: two cases of one person are answered by one colleague at a time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select

from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.records.answers.reply_lock import ReplyLock
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import ReplyTakenOver
from bot.domain.text.moments import clock_time, colleague
from bot.language import say
from bot.storage import chats
from bot.storage.cases.case_threads import threads_of
from bot.storage.engine import announce, insert_or_nothing


@dataclass(frozen=True)
class Writer:
    """Who is writing to the customer, in which case, and since when."""

    slack_user_id: str
    case_id: int
    since: datetime


class TakenOver(DeskError):
    """A colleague writes to this customer now."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(
            say(
                "{who} took over the answer to this customer at {when}. "
                "Press Reply on the case to take it back.",
                who=colleague(writer.slack_user_id),
                when=clock_time(writer.since),
            )
        )
        self.writer = writer


def take(desk: Desk, *, case: Case, slack_user_id: str) -> Writer | None:
    """Begin or go on writing. ``None``: it is yours now; else who has it, and nothing changes."""
    row = _locked(desk, case)
    other = _other(desk, row, slack_user_id)
    if other is not None:
        return other
    _hand_to(desk, row, case=case, slack_user_id=slack_user_id)
    return None


def holds(desk: Desk, *, case: Case, slack_user_id: str) -> bool:
    """Whether this person is writing to the customer already."""
    row = desk.session.get(ReplyLock, case.author_id)
    if row is None or row.slack_user_id != slack_user_id:
        return False
    return row.expires_at > desk.database_now


def take_over(desk: Desk, *, case: Case, by: Actor) -> Writer | None:
    """Write instead of whoever is writing; who that was. Audited, and said in the thread."""
    row = _locked(desk, case)
    other = _other(desk, row, by.id)
    _hand_to(desk, row, case=case, slack_user_id=by.id)
    if other is None:
        return None
    desk.record(
        case.number, ReplyTakenOver(from_=other.slack_user_id, began_in=other.case_id), by=by
    )
    thread = threads_of(session=desk.session, case_id=case.number).public_or_private()
    if thread is not None:
        fact = f"{by.id}:{desk.database_now.timestamp()}"
        postings.event(
            desk,
            thread=thread,
            template="reply_taken_over",
            fact=fact,
            by=by,
            taken_from=other.slack_user_id,
        )
    return other


def require(desk: Desk, *, case: Case, slack_user_id: str) -> None:
    """Raises TakenOver when a colleague is writing to this customer now."""
    other = _other(desk, _locked(desk, case), slack_user_id)
    if other is not None:
        raise TakenOver(other)


def release(desk: Desk, *, case: Case, slack_user_id: str) -> None:
    """Stop writing. Somebody else's lock stays."""
    row = _locked(desk, case)
    if row.slack_user_id == slack_user_id:
        row.expires_at = desk.database_now
        desk.session.add(row)
        _tell_the_page(desk, case)


def _locked(desk: Desk, case: Case) -> ReplyLock:
    """Lock the customer's row and return it; one that is new belongs to nobody."""
    new = ReplyLock(
        author_id=case.author_id,
        case_id=case.number,
        slack_user_id="",
        since=desk.now,
        expires_at=desk.database_now,
    )
    insert = insert_or_nothing(desk.session, ReplyLock, "author_id").values(new.model_dump())
    desk.session.execute(insert)
    query = select(ReplyLock).where(ReplyLock.author_id == case.author_id).with_for_update()
    return desk.session.exec(query, execution_options={"populate_existing": True}).one()


def _other(desk: Desk, row: ReplyLock, slack_user_id: str) -> Writer | None:
    if not row.slack_user_id or row.slack_user_id == slack_user_id:
        return None
    if row.expires_at <= desk.database_now:
        return None
    return Writer(row.slack_user_id, row.case_id, row.since)


def _hand_to(desk: Desk, row: ReplyLock, *, case: Case, slack_user_id: str) -> None:
    is_new = row.slack_user_id != slack_user_id or row.expires_at <= desk.database_now
    row.since = desk.now if is_new else row.since
    row.slack_user_id = slack_user_id
    row.case_id = case.number
    row.expires_at = desk.database_now + timedelta(minutes=desk.rules.replies.lock_minutes)
    desk.session.add(row)
    desk.session.flush()
    if is_new:
        _tell_the_page(desk, case)


def _tell_the_page(desk: Desk, case: Case) -> None:
    """Wake the customer's page, if they are in a chat: it shows that somebody writes."""
    chat = chats.newest(session=desk.session, case_id=case.number)
    if chat is not None and chat.is_open_at(desk.now):
        announce(desk.session, chats.TOPIC.format(chat.pk))
