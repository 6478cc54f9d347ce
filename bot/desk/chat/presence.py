"""Whether the customer is in the chat now: they are while a page of theirs is open, or asks.

The headline says so, and is drawn anew when it changes. Where a page was closed, its stream tells; of one
that has none, or whose process died, that it has not asked for a while.
"""

from datetime import datetime, timedelta

from bot.desk.chat import visits
from bot.desk.chat.refusals import ChatEnded
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation, ChatSession
from bot.storage import chats

AWAY_AFTER = timedelta(minutes=3)  # without a sign of any page; pages ask once a minute at least


def came_back(desk: Desk, *, invitation_id: int, case_id: int) -> None:
    """Write down that the customer is there, if they were away, and redraw the case."""
    try:
        case = visits.lock_case_of(desk, case_id=case_id)
    except ChatEnded:
        return
    invitation = visits.lock(desk, invitation_id=invitation_id)
    if invitation.away_since is not None:
        arrived(desk, case=case, invitation=invitation)


def arrived(desk: Desk, *, case: Case, invitation: ChatInvitation) -> None:
    """The same of a chat that is locked, whatever was known of it."""
    invitation.away_since = None
    look_by(invitation, at=desk.now + AWAY_AFTER)
    desk.session.add(invitation)
    postings.redraw(desk, case=case)


def left(desk: Desk, *, session_id: int) -> None:
    """Write down that the last page of this browser's chat was closed, and redraw the case."""
    session = desk.session.get(ChatSession, session_id)
    if session is None or session.unlocked_at is None:
        return
    found = desk.session.get_one(ChatInvitation, session.invitation_id)
    try:
        case = visits.lock_case_of(desk, case_id=found.case_id)
    except ChatEnded:
        return
    invitation = visits.lock(desk, invitation_id=session.invitation_id)
    if invitation.is_open_at(desk.now) and invitation.away_since is None:
        went(desk, case=case, invitation=invitation, at=desk.now)
        visits.changed(desk, invitation_id=invitation.pk)  # whoever has another page open says so


def went(desk: Desk, *, case: Case, invitation: ChatInvitation, at: datetime) -> None:
    """Write down since when they are away, and have a timer look whether an answer waits."""
    invitation.away_since = at
    invitation.look_at = desk.now
    desk.session.add(invitation)
    postings.redraw(desk, case=case)


def silent_since(desk: Desk, *, invitation: ChatInvitation) -> datetime | None:
    """When a page asked last, if that is too long ago for anybody to be there."""
    asked = chats.last_asked(session=desk.session, invitation_id=invitation.pk)
    last = max(filter(None, (asked, invitation.arrived_at)), default=None)
    return last if last is not None and desk.now - last >= AWAY_AFTER else None


def look_by(invitation: ChatInvitation, *, at: datetime) -> None:
    """Have a timer look at a locked chat then, or before."""
    invitation.look_at = min(invitation.look_at or at, at)
