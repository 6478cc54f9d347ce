"""What speaks of the chat and has not begun to go: it stays here once it is true no more, whoever wrote it."""

from bot.desk.answers import undoing
from bot.desk.desk import Desk
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation, Nudge
from bot.domain.records.staff import Actor
from bot.storage import chats

_LEAD_IN = (Nudge.REMINDER, Nudge.ANSWER_WAITS)


def take_back_all(desk: Desk, *, case: Case, invitation: ChatInvitation, by: Actor) -> None:
    """Take back whatever leads into a chat that is over. Both are locked."""
    _take_back(desk, case=case, reply_id=invitation.reply_id, by=by)
    for what in _LEAD_IN:
        take_back(desk, case=case, invitation=invitation, what=what, by=by)


def take_back(
    desk: Desk, *, case: Case, invitation: ChatInvitation, what: Nudge, by: Actor
) -> None:
    """The same of one nudge."""
    nudge = chats.nudge_of(session=desk.session, invitation_id=invitation.pk, what=what)
    if nudge is not None:
        _take_back(desk, case=case, reply_id=nudge.reply_id, by=by)


def _take_back(desk: Desk, *, case: Case, reply_id: int | None, by: Actor) -> None:
    reply = desk.session.get(Reply, reply_id) if reply_id is not None else None
    if reply is not None and reply.published_at is None:
        undoing.take_back(desk, case=case, reply=reply, by=by)
