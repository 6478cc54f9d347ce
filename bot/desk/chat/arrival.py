"""A browser is the customer's: it is let in, and staff read how it proved that."""

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk.chat import lines, presence, visits
from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation, ChatLogin, ChatSession, ChatWord, Unlocked
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_chats import ChatEntered
from bot.domain.rules.chat_login import Asks
from bot.outbox.kinds import EventDetails


def code_hash(desk: Desk, *, code: str) -> str:
    """What is stored of a code: of no use to who lacks the key."""
    return desk.vault.fingerprint(f"chat code {code}")


def asks(desk: Desk) -> Asks:
    """When customers are asked to sign in with the bank's own login; never, where there is none."""
    return desk.rules.chat.login.asks if desk.chat_login else Asks.NEVER


def proved(
    desk: Desk, *, case: Case, invitation: ChatInvitation, session: ChatSession, how: Unlocked
) -> None:
    """The code or the link has shown whose browser this is: let it in, or ask it to sign in as well.
    Case and invitation are locked."""
    if asks(desk) != Asks.REQUIRED:
        unlock(desk, case=case, invitation=invitation, session=session, how=how)
        return
    session.unlocked_how = how
    desk.session.add(session)
    visits.changed(desk, invitation_id=invitation.pk)


def unlock(
    desk: Desk,
    *,
    case: Case,
    invitation: ChatInvitation,
    session: ChatSession,
    how: Unlocked,
    login: ChatLogin | None = None,
) -> None:
    """Let this session in, and no other. Case and invitation are locked."""
    session.unlocked_at = desk.now
    session.unlocked_how = how
    if how == Unlocked.LOGIN:  # it may have waited here while somebody else talked
        session.shown_from = latest_word(desk, invitation=invitation)
    again = invitation.arrived_at is not None
    invitation.arrived_at = invitation.arrived_at or desk.now
    visits.begin(desk, session=session)
    desk.session.add(invitation)
    presence.arrived(desk, case=case, invitation=invitation)
    desk.record(
        case.number,
        ChatEntered(invitation=invitation.id, session=session.id, how=how, again=again),
        by=Actor.customer(case.author_id),
    )
    told: EventDetails = {
        "public": how != Unlocked.DIRECT_LINK,
        "hides_earlier": session.shown_from > 0,
    }
    if login is not None:
        told |= {"login": login.pk, "title": login.login}
    lines.tell(
        desk,
        case=case,
        template="chat_entered",
        fact=f"s{session.id}",
        by=Actor.customer(case.author_id),
        **told,
    )
    visits.changed(desk, invitation_id=invitation.pk)


def latest_word(desk: Desk, *, invitation: ChatInvitation) -> int:
    """The number of what was said last; whoever comes by a link for all to read is shown what comes after."""
    query = select(func.max(col(ChatWord.id))).where(ChatWord.invitation_id == invitation.id)
    return desk.session.exec(query).one() or 0
