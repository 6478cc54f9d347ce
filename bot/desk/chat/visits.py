"""Who is on the page: the browser's session, and what it may see. Locks before anything is written."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select

from bot.desk.chat.refusals import ChatEnded, NotUnlocked
from bot.desk.desk import Desk
from bot.desk.messages import merged_into
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession
from bot.storage.cases.merges import survivor_of
from bot.storage.chats import TOPIC
from bot.storage.engine import announce

IDLE = timedelta(minutes=30)
LONGEST_VISIT = timedelta(hours=24)
# Of a browser that has not proved whose it is: its code lasts ten minutes, and strangers are not kept.
_LOCKED_IDLE = timedelta(minutes=15)
_LONGEST_LOCKED = timedelta(hours=1)
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visitor:
    """A browser on the page, as the database knows it."""

    session_id: int
    invitation_id: int
    case_id: int
    is_unlocked: bool
    code_needed: bool  # it has to prove itself by a code, and has not
    login_needed: bool  # it has, and has to sign in with the bank's own login as well
    shown_from: int  # the last word that it is not shown


def hashed(secret: str) -> str:
    """What is stored of a token or a cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()


def visitor_of(session: ChatSession, invitation: ChatInvitation) -> Visitor:
    """The same as the page is told."""
    unlocked = session.unlocked_at is not None
    return Visitor(
        session_id=session.pk,
        invitation_id=invitation.pk,
        case_id=invitation.case_id,
        is_unlocked=unlocked,
        code_needed=session.unlocked_how is None and invitation.route == ChatRoute.PUBLIC,
        login_needed=session.unlocked_how is not None and not unlocked,
        shown_from=session.shown_from,
    )


def begin(desk: Desk, *, session: ChatSession) -> None:
    """Let a browser's time begin, by the database's clock: no other can be moved under its feet."""
    longest = LONGEST_VISIT if session.unlocked_at is not None else _LONGEST_LOCKED
    session.ends_at = desk.database_now + longest
    go_on(desk, session=session)


def go_on(desk: Desk, *, session: ChatSession) -> None:
    """Note that the browser was there."""
    session.seen_at = desk.now
    idle = IDLE if session.unlocked_at is not None else _LOCKED_IDLE
    session.rests_at = desk.database_now + idle
    desk.session.add(session)


def is_live(desk: Desk) -> ColumnElement[bool]:
    """Whether a session has neither rested too long nor lasted too long."""
    now = desk.database_now
    by_the_code_before = and_(
        col(ChatSession.rests_at).is_(None),
        col(ChatSession.seen_at) > desk.now - IDLE,
        col(ChatSession.opened_at) > desk.now - LONGEST_VISIT,
    )
    timed = and_(col(ChatSession.rests_at) > now, col(ChatSession.ends_at) > now)
    return or_(timed, by_the_code_before)


def is_worth_noting(desk: Desk, *, session: ChatSession) -> bool:
    """Whether it was noted long enough ago that the browser was there: a look is no write each time."""
    if session.rests_at is None or desk.now - session.seen_at >= _NOTED_EVERY:
        return True
    idle = IDLE if session.unlocked_at is not None else _LOCKED_IDLE
    return session.rests_at - idle <= desk.database_now - _NOTED_EVERY


def lock(desk: Desk, *, invitation_id: int) -> ChatInvitation:
    """Lock the chat FOR NO KEY UPDATE, after its case: words of one chat are one after the other."""
    query = select(ChatInvitation).where(ChatInvitation.id == invitation_id)
    return desk.session.exec(
        query.with_for_update(key_share=True), execution_options={"populate_existing": True}
    ).one()


def lock_case(desk: Desk, *, visitor: Visitor) -> Case:
    """Lock the case in which this customer's words go on, with the one the chat began in.

    Raises ChatEnded when it went into another customer's.
    """
    return lock_case_of(desk, case_id=visitor.case_id)


def lock_case_of(desk: Desk, *, case_id: int) -> Case:
    """The same, of a chat that began in this case. Raises ChatEnded."""
    began, goes_on = merged_into.lock_with_survivor(desk, case_id=case_id)
    if goes_on.author_id != began.author_id:
        raise ChatEnded
    return goes_on


def case_of(desk: Desk, *, visitor: Visitor) -> Case:
    """The same without locking it; of a case that went into another customer's, that case itself."""
    began = desk.session.get_one(Case, visitor.case_id)
    number = survivor_of(session=desk.session, case_id=visitor.case_id)
    goes_on = desk.session.get_one(Case, number)
    return goes_on if goes_on.author_id == began.author_id else began


def require_unlocked(desk: Desk, *, visitor: Visitor) -> None:
    """See that this browser is the customer's, as it stands now. Raises NotUnlocked."""
    session = desk.session.get_one(ChatSession, visitor.session_id, populate_existing=True)
    if session.unlocked_at is None:
        raise NotUnlocked


def changed(desk: Desk, *, invitation_id: int) -> None:
    """Wake every page of this chat once this has committed."""
    announce(desk.session, TOPIC.format(invitation_id))
