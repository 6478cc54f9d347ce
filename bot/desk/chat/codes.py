"""A code of the secure chat that comes from the customer's own account: it lets one browser in.

It is no word of the customer: it is shown to nobody, begins no case and starts no clock. Whoever has a
link that stood in public sees it; only the account that the case began with lets anybody in, and only the
browser that showed this very code.
"""

from datetime import timedelta

from sqlmodel import col, select, update

from bot.desk.chat import arrival, lines, visits
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import (
    WEBCHAT,
    ChatInvitation,
    ChatRoute,
    ChatSession,
    CodeRefused,
    Unlocked,
)
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.chat_codes import code_in

_MISTYPED_UNTIL = timedelta(minutes=10)  # after it ran out; later on it is words that look like one


def take_in(desk: Desk, *, inbound: Inbound) -> bool:
    """Let in the browser that showed the code which this post is. False: it is no code, but words."""
    code = code_in(inbound.text)
    if code is None or inbound.author is None or WEBCHAT not in desk.channels:
        return False
    session = _that_showed(desk, code=code)
    invitation_id = session.invitation_id if session else _waits_for_one(desk, inbound=inbound)
    if invitation_id is None:
        return False
    if not first_time(desk, key=f"chat_code:{inbound.channel}:{inbound.external_id}"):
        return True
    began = desk.session.get_one(Case, desk.session.get_one(ChatInvitation, invitation_id).case_id)
    case = visits.lock_case_of(desk, case_id=began.number)
    invitation = visits.lock(desk, invitation_id=invitation_id)
    why = _refusal(desk, inbound=inbound, began=began, invitation=invitation, session=session)
    if session is not None and why is None:
        arrival.proved(desk, case=case, invitation=invitation, session=session, how=Unlocked.CODE)
    elif why is not None:
        _tell_pages(desk, invitation=invitation, session=session, why=why)
        _refuse(desk, case=case, invitation=invitation, why=why, fact=inbound.external_id)
    return True


def _that_showed(desk: Desk, *, code: str) -> ChatSession | None:
    """The browser that showed this code last."""
    query = select(ChatSession).where(ChatSession.code_hash == arrival.code_hash(desk, code=code))
    return desk.session.exec(query.order_by(col(ChatSession.id).desc()).limit(1)).first()


def _waits_for_one(desk: Desk, *, inbound: Inbound) -> int | None:
    """The invitation of this author's for which some browser waits for its code, or did just now."""
    person = inbound.author.external_id if inbound.author else ""
    query = (
        select(ChatInvitation)
        .join(Case, col(Case.id) == col(ChatInvitation.case_id))
        .join(Author, col(Author.id) == col(Case.author_id))
        .join(ChatSession, col(ChatSession.invitation_id) == col(ChatInvitation.id))
        .where(
            Author.channel == inbound.channel,
            Author.external_id == person,
            Case.account == inbound.account,
            ChatInvitation.route == ChatRoute.PUBLIC,
            col(ChatInvitation.ended_at).is_(None),
            col(ChatSession.unlocked_how).is_(None),
            col(ChatSession.code_expires_at) > inbound.at - _MISTYPED_UNTIL,
        )
    )
    found = desk.session.exec(query.order_by(col(ChatInvitation.id).desc())).first()
    return found.id if found is not None and found.is_open_at(desk.now) else None


def _refusal(
    desk: Desk,
    *,
    inbound: Inbound,
    began: Case,
    invitation: ChatInvitation,
    session: ChatSession | None,
) -> CodeRefused | None:
    """Why not; None: it fits. A code counts by when it was sent, however late it reached us."""
    author = desk.session.get_one(Author, began.author_id)
    person = inbound.author.external_id if inbound.author else ""
    sent_by = (inbound.channel, inbound.account, person)
    if sent_by != (began.channel, began.account, author.external_id):
        return CodeRefused.OTHER_ACCOUNT
    if session is None or session.code_expires_at is None:
        return CodeRefused.UNKNOWN
    desk.session.refresh(session)
    if session.unlocked_how is not None:
        return CodeRefused.USED
    if inbound.at > session.code_expires_at or not invitation.is_open_at(desk.now):
        return CodeRefused.EXPIRED
    return None


def _tell_pages(
    desk: Desk, *, invitation: ChatInvitation, session: ChatSession | None, why: CodeRefused
) -> None:
    """The page that showed the code says why; of a code that none shows, each that waits for one."""
    which = (
        col(ChatSession.id) == session.id
        if session is not None
        else col(ChatSession.invitation_id) == invitation.id
    )
    desk.session.exec(
        update(ChatSession)
        .where(which, col(ChatSession.unlocked_how).is_(None))
        .values(code_refused=str(why))
    )


def _refuse(
    desk: Desk, *, case: Case, invitation: ChatInvitation, why: CodeRefused, fact: str
) -> None:
    """Say in the case that a code came and let nobody in. The page hears it too."""
    by = Actor.platform(case.channel)
    desk.record(case.number, Trail.CHAT_CODE_REFUSED, by=by, invitation=invitation.id, why=str(why))
    lines.tell(desk, case=case, template="chat_code_refused", fact=fact, by=by, code=str(why))
    visits.changed(desk, invitation_id=invitation.pk)
