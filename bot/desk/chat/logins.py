"""Signing in with the bank's own login: a browser goes there and comes back, and staff read who it is.

A login proves who somebody is at the bank, and not that they wrote the post. Only where the rules say so
does it let anybody in, they are shown nothing older, and of two people in one chat the second is told loudly.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlmodel import col, select, update

from bot.desk.chat import arrival, lines, rates, visits
from bot.desk.chat.refusals import ChatEnded, LoginOutOfDate, TooManyLogins
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation, ChatLogin, ChatSession, Unlocked
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.chat_login import Asks
from bot.storage.cases.claims import open_claim
from bot.storage.chat_persons import sealed_as

LASTS = timedelta(minutes=10)
_LOGINS = (20, timedelta(hours=1))  # of one browser
# What an alarm is about: what only a sign-in finds out, and what anybody can see.
_CLIENT, _PROVIDER = "client", "provider"


class Came(StrEnum):
    """What a sign-in did."""

    IN = "in"
    OTHER_PERSON = "other_person"  # it opens nothing: somebody else signed in here before


@dataclass(frozen=True)
class Offer:
    """What the page says of the login."""

    name: str
    is_required: bool
    is_signed_in: bool
    lets_in: bool  # this very browser


def offer(desk: Desk, *, visitor: Visitor) -> Offer | None:
    """What this browser is offered; None where nobody is asked to sign in."""
    asks = arrival.asks(desk)
    if asks == Asks.NEVER and not visitor.login_needed:
        return None
    query = select(ChatLogin.id).where(
        ChatLogin.session_id == visitor.session_id, col(ChatLogin.identified_at).is_not(None)
    )
    return Offer(
        name=desk.rules.chat.login.name,
        is_required=asks == Asks.REQUIRED or visitor.login_needed,
        is_signed_in=desk.session.exec(query).first() is not None,
        lets_in=asks == Asks.LETS_IN and visitor.code_needed,
    )


def begin(desk: Desk, *, visitor: Visitor) -> str:
    """Send this browser to the login: the state that it has to bring back, once, within ten minutes.

    Raises TooManyLogins, ChatEnded, LoginOutOfDate.
    """
    limit, per = _LOGINS
    if not rates.within(desk, key=f"login:{visitor.session_id}", limit=limit, per=per):
        raise TooManyLogins
    if not desk.session.get_one(ChatInvitation, visitor.invitation_id).is_open_at(desk.now):
        raise ChatEnded
    if not _may_sign_in(desk, visitor=visitor):
        raise LoginOutOfDate
    state = secrets.token_urlsafe(32)
    desk.session.add(
        ChatLogin(
            session_id=visitor.session_id,
            invitation_id=visitor.invitation_id,
            state_hash=visits.hashed(state),
            begun_at=desk.database_now,
        )
    )
    return state


def came_back(desk: Desk, *, visitor: Visitor, state: str) -> int:
    """Use up the state that this very browser was sent with; its number. Raises LoginOutOfDate."""
    matches = (
        col(ChatLogin.state_hash) == visits.hashed(state),
        col(ChatLogin.session_id) == visitor.session_id,
        col(ChatLogin.back_at).is_(None),
        col(ChatLogin.begun_at) > desk.database_now - LASTS,
    )
    found = desk.session.exec(select(ChatLogin.id).where(*matches)).first()
    used = desk.session.exec(update(ChatLogin).where(*matches).values(back_at=desk.database_now))
    if found is None or used.rowcount != 1:
        raise LoginOutOfDate
    return found


def identified(desk: Desk, *, visitor: Visitor, login_id: int, person: str) -> Came:
    """The provider has said who this browser is: keep it, sealed, and tell staff. Raises ChatEnded,
    LoginOutOfDate."""
    case = visits.lock_case(desk, visitor=visitor)
    invitation = visits.lock(desk, invitation_id=visitor.invitation_id)
    session = desk.session.get_one(ChatSession, visitor.session_id, populate_existing=True)
    now = visits.visitor_of(session, invitation)
    if not invitation.is_open_at(desk.now):
        raise ChatEnded
    if not _may_sign_in(desk, visitor=now):
        raise LoginOutOfDate
    clear_alarm(desk, AlarmKind.LOGIN_FAILS, subject=_CLIENT)
    login = desk.session.get_one(ChatLogin, login_id)
    before = _before(desk, login=login, case_id=invitation.case_id)
    _keep(desk, login=login, case_id=invitation.case_id, person=person)
    here = [each for each in before if each.invitation_id == invitation.id][:1]
    if _is_other(login, here) and not now.is_unlocked:
        _tell(desk, case=case, login=login, template="chat_other_person", public=False)
        return Came.OTHER_PERSON
    if not now.is_unlocked:
        how = session.unlocked_how or Unlocked.LOGIN
        entered_by = login if how == Unlocked.LOGIN else None
        arrival.unlock(
            desk, case=case, invitation=invitation, session=session, how=how, login=entered_by
        )
    if _is_other(login, [*before[:1], *here]):
        _tell(desk, case=case, login=login, template="chat_other_person", public=True)
    elif session.unlocked_how != Unlocked.LOGIN:
        _tell(desk, case=case, login=login, template="chat_identified", public=True)
    visits.changed(desk, invitation_id=invitation.pk)
    return Came.IN


def failed(
    desk: Desk, *, visitor: Visitor, why: str, needs_person: bool, is_doubtful: bool
) -> None:
    """A sign-in told us nothing. Staff read of one that does not fit together; what is set wrong is an alarm."""
    if needs_person:
        name = desk.rules.chat.login.name
        raise_alarm(desk, AlarmKind.LOGIN_FAILS, subject=_CLIENT, login=name, why=why)
    if not (needs_person or is_doubtful):
        return
    case = visits.lock_case(desk, visitor=visitor)
    by = Actor.customer(case.author_id)
    desk.record(case.number, Trail.CHAT_LOGIN_FAILED, by=by, session=visitor.session_id, why=why)
    lines.tell(
        desk,
        case=case,
        template="chat_login_failed",
        fact=f"s{visitor.session_id}",  # once a browser: whoever tries again and again says no more
        by=by,
        title=desk.rules.chat.login.name,
    )


def not_there(desk: Desk, *, why: str) -> None:
    """Somebody must know that the login cannot be used; what a look at it finds, and no sign-in."""
    name = desk.rules.chat.login.name
    raise_alarm(desk, AlarmKind.LOGIN_FAILS, subject=_PROVIDER, login=name, why=why)


def there_again(desk: Desk, *, is_used: bool = True) -> None:
    """The login can be used, or nobody uses one any more."""
    clear_alarm(desk, AlarmKind.LOGIN_FAILS, subject=_PROVIDER)
    if not is_used:
        clear_alarm(desk, AlarmKind.LOGIN_FAILS, subject=_CLIENT)


def _may_sign_in(desk: Desk, *, visitor: Visitor) -> bool:
    """Whether a login has a meaning for this browser as the rules are now."""
    if visitor.login_needed:
        return desk.chat_login
    asks = arrival.asks(desk)
    return asks != Asks.NEVER and (visitor.is_unlocked or asks == Asks.LETS_IN)


def _before(desk: Desk, *, login: ChatLogin, case_id: int) -> list[ChatLogin]:
    """Who signed in to the chats that this case began, the first first."""
    query = (
        select(ChatLogin)
        .join(ChatInvitation, col(ChatInvitation.id) == col(ChatLogin.invitation_id))
        .where(
            ChatInvitation.case_id == case_id,
            col(ChatLogin.identified_at).is_not(None),
            ChatLogin.id != login.id,
        )
    )
    return list(desk.session.exec(query.order_by(col(ChatLogin.id))))


def _is_other(login: ChatLogin, first: list[ChatLogin]) -> bool:
    return any(each.person_hash != login.person_hash for each in first)


def _keep(desk: Desk, *, login: ChatLogin, case_id: int, person: str) -> None:
    login.identified_at = desk.now
    login.login = desk.rules.chat.login.name
    login.person_hash = desk.vault.fingerprint(f"chat login {case_id} {person}")
    login.sealed_person = desk.vault.seal(
        session=desk.session, case_id=case_id, row=sealed_as(login.pk), text=person
    )
    desk.session.add(login)


def _tell(desk: Desk, *, case: Case, login: ChatLogin, template: str, public: bool) -> None:
    """``public``: this browser is in. Whoever has the case is named where it is urgent."""
    by = Actor.customer(case.author_id)
    desk.record(
        case.number,
        Trail.CHAT_IDENTIFIED,
        by=by,
        invitation=login.invitation_id,
        session=login.session_id,
        other_person=template == "chat_other_person",
    )
    claim = open_claim(session=desk.session, case_id=case.number)
    lines.tell(
        desk,
        case=case,
        template=template,
        fact=f"l{login.id}",
        by=by,
        login=login.pk,
        title=login.login,
        public=public,
        owner=claim.slack_user_id if claim else "",
    )
