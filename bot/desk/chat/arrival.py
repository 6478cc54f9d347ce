"""A browser is the customer's: it is let in, and staff read how it proved that."""

from bot.desk.chat import lines, visits
from bot.desk.desk import Desk
from bot.domain.records.case import Case
from bot.domain.records.chat import ChatInvitation, ChatSession, Unlocked
from bot.domain.records.staff import Actor
from bot.domain.records.trail import Trail


def code_hash(desk: Desk, *, code: str) -> str:
    """What is stored of a code: of no use to who lacks the key."""
    return desk.vault.fingerprint(f"chat code {code}")


def unlock(
    desk: Desk, *, case: Case, invitation: ChatInvitation, session: ChatSession, how: Unlocked
) -> None:
    """Let this session in, and no other. Case and invitation are locked."""
    session.unlocked_at = desk.now
    session.unlocked_how = how
    invitation.arrived_at = invitation.arrived_at or desk.now
    visits.begin(desk, session=session)
    desk.session.add(invitation)
    desk.record(
        case.number,
        Trail.CHAT_ENTERED,
        by=Actor.customer(case.author_id),
        invitation=invitation.id,
        session=session.id,
        how=str(how),
    )
    lines.tell(
        desk,
        case=case,
        template="chat_entered",
        fact=f"s{session.id}",
        by=Actor.customer(case.author_id),
        public=how == Unlocked.CODE,
    )
    visits.changed(desk, invitation_id=invitation.pk)
