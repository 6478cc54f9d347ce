"""Coming in: a link becomes a browser's session, and in public a code proves whose browser it is.

Every link that leads nowhere gets the same answer after the same work: one look, by the token's hash.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.chat import arrival, lines, presence, rates, visits
from bot.desk.chat.refusals import ChatEnded, NoSuchInvitation, TooManyCodes, TooManyEntries
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession, Unlocked
from bot.domain.records.staff import Actor
from bot.domain.text.chat_codes import new_code as made_up

_ENTRIES = (15, timedelta(hours=1))  # by one invitation from one network: more is no person
_MANY = (30, timedelta(hours=1))  # by one public link, from wherever: staff are told
_CODES = (5, timedelta(hours=1))  # of one browser
CODE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Entered:
    """A new session. The cookie is known to the browser alone."""

    cookie: str
    session_id: int


def enter(desk: Desk, *, token: str, network: str = "", cookie: str = "") -> Entered:
    """Make a session for whoever pressed *enter* with this token. Raises NoSuchInvitation, TooManyEntries.

    In private the link is the proof; a link that stood in public proves nothing yet. Entries are limited
    by the network they come from and never in all, so that strangers cannot use up the customer's.
    ``cookie``: what the browser had before.
    """
    before = cookie
    cookie = secrets.token_urlsafe(32)
    found = _invitation(desk, token=token)
    if found is None:
        raise NoSuchInvitation
    limit, per = _ENTRIES
    if not rates.within(desk, key=f"enter:{found.id}:{network}", limit=limit, per=per):
        raise TooManyEntries
    public = found.route == ChatRoute.PUBLIC
    session = ChatSession(
        invitation_id=found.pk,
        cookie_hash=visits.hashed(cookie),
        opened_at=desk.now,
        seen_at=desk.now,
        shown_from=_shown_from(desk, invitation=found, cookie=before) if public else 0,
    )
    visits.begin(desk, session=session)
    desk.session.flush()
    if public:
        _tell_of_many(desk, invitation=found)
    else:
        case = case_access.lock_case(desk, case_id=found.case_id)
        invitation = visits.lock(desk, invitation_id=found.pk)
        if not invitation.is_open_at(desk.now):  # it was revoked, or ended, this very moment
            raise NoSuchInvitation
        how = Unlocked.DIRECT_LINK
        arrival.proved(desk, case=case, invitation=invitation, session=session, how=how)
    return Entered(cookie=cookie, session_id=session.pk)


def session_of(desk: Desk, *, cookie: str) -> Visitor | None:
    """Who this cookie is, and that they were here now; None after a time-out or when it was revoked."""
    query = (
        select(ChatSession, ChatInvitation)
        .join(ChatInvitation, col(ChatInvitation.id) == col(ChatSession.invitation_id))
        .where(
            ChatSession.cookie_hash == visits.hashed(cookie),
            col(ChatInvitation.revoked_at).is_(None),
            visits.is_live(desk),
        )
    )
    found = desk.session.exec(query, execution_options={"populate_existing": True}).first()
    if found is None:
        return None
    session, invitation = found
    if visits.is_worth_noting(desk, session=session):
        visits.go_on(desk, session=session)
    if session.unlocked_at is not None and invitation.away_since is not None:
        presence.came_back(desk, invitation_id=invitation.pk, case_id=invitation.case_id)
    return visits.visitor_of(session, invitation)


def goes_on(desk: Desk, *, cookie: str, token: str) -> bool:
    """Whether this browser has proved itself in the very chat that the link leads to.

    Whoever presses the link again then goes on as they are. A page that is still locked does not: its
    code might be known to whoever gave the browser its cookie.
    """
    visitor = session_of(desk, cookie=cookie)
    if visitor is None or not visitor.is_unlocked:
        return False
    invitation = desk.session.get_one(ChatInvitation, visitor.invitation_id)
    return hmac.compare_digest(invitation.token_hash, visits.hashed(token))


def new_code(desk: Desk, *, visitor: Visitor) -> str:
    """A code for this browser alone, good for ten minutes; the one before it counts no more.

    Raises TooManyCodes, ChatEnded.
    """
    limit, per = _CODES
    if not rates.within(desk, key=f"code:{visitor.session_id}", limit=limit, per=per):
        raise TooManyCodes
    invitation = desk.session.get_one(ChatInvitation, visitor.invitation_id)
    if not invitation.is_open_at(desk.now):
        raise ChatEnded
    session = desk.session.get_one(ChatSession, visitor.session_id, with_for_update=True)
    code = made_up()
    while _is_shown_elsewhere(desk, code=code):
        code = made_up()
    session.code_hash = arrival.code_hash(desk, code=code)
    session.code_expires_at = desk.now + CODE_LASTS
    session.code_refused = None
    desk.session.add(session)
    return code


def _invitation(desk: Desk, *, token: str) -> ChatInvitation | None:
    """One query for all that could be wrong with it."""
    query = select(ChatInvitation).where(
        ChatInvitation.token_hash == visits.hashed(token),
        col(ChatInvitation.revoked_at).is_(None),
        col(ChatInvitation.ended_at).is_(None),
        col(ChatInvitation.expires_at) > desk.now,
    )
    return desk.session.exec(query).first()


def _tell_of_many(desk: Desk, *, invitation: ChatInvitation) -> None:
    """Say in the case, once an hour, that a public link is opened by many. None of them is in by that."""
    many, per = _MANY
    if rates.counted(desk, key=f"entered:{invitation.id}", per=per) == many:
        case = visits.lock_case_of(desk, case_id=invitation.case_id)
        fact = f"i{invitation.id}:{desk.database_now:%Y%m%d%H}"
        lines.tell(desk, case=case, template="chat_crowded", fact=fact, by=Actor.system())


def _shown_from(desk: Desk, *, invitation: ChatInvitation, cookie: str) -> int:
    """Of a public link: nothing older than the entry. A browser that proved itself in this chat before,
    and rested too long, is shown what it was shown then, once it has proved itself again."""
    query = select(ChatSession.shown_from).where(
        ChatSession.cookie_hash == visits.hashed(cookie),
        ChatSession.invitation_id == invitation.id,
        col(ChatSession.unlocked_at).is_not(None),
    )
    known = desk.session.exec(query).first() if cookie else None
    return arrival.latest_word(desk, invitation=invitation) if known is None else known


def _is_shown_elsewhere(desk: Desk, *, code: str) -> bool:
    query = select(ChatSession.id).where(
        ChatSession.code_hash == arrival.code_hash(desk, code=code),
        col(ChatSession.code_expires_at) > desk.now,
    )
    return desk.session.exec(query).first() is not None
