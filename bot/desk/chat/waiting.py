"""An answer that the customer has not seen: after a while the thread says so, and the bank may have them told.

A timer stands on the chat. Whatever might make an answer wait sets it: an answer, and going away.
"""

from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.desk.answers.replies import AnotherAnswerWaits
from bot.desk.chat import lines, nudges, presence, visits
from bot.desk.chat.refusals import ChatEnded
from bot.desk.desk import Desk, DeskError
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.chat import WEBCHAT, ChatInvitation, ChatWord
from bot.domain.records.staff import Actor
from bot.storage import chats

_AGAIN = timedelta(minutes=1)  # where another answer is on its way, or in doubt


def look_due(desk: Desk, *, limit: int = 25) -> int:
    """Look at the chats whose time has come, each once also after an outage; how many.

    Notes who went away without a word, and tells in the thread of each answer that waits.
    """
    query = (
        select(ChatInvitation.id, ChatInvitation.case_id)
        .where(col(ChatInvitation.look_at) <= desk.now)
        .order_by(col(ChatInvitation.look_at), col(ChatInvitation.id))
        .limit(limit)
    )
    due = desk.session.exec(query).all() if WEBCHAT in desk.channels else []
    for invitation_id, case_id in sorted(due, key=lambda each: each[1]):
        _look(desk, invitation_id=invitation_id or 0, case_id=case_id)
    return len(due)


def _look(desk: Desk, *, invitation_id: int, case_id: int) -> None:
    try:
        case: Case | None = visits.lock_case_of(desk, case_id=case_id)
    except ChatEnded:
        case = None
    invitation = visits.lock(desk, invitation_id=invitation_id)
    if invitation.look_at is None or invitation.look_at > desk.now:
        return  # another worker was first
    invitation.look_at = None
    desk.session.add(invitation)
    if case is None or not invitation.is_open_at(desk.now) or invitation.arrived_at is None:
        return
    if invitation.away_since is None:
        silent = presence.silent_since(desk, invitation=invitation)
        if silent is not None:
            presence.went(desk, case=case, invitation=invitation, at=silent)
            invitation.look_at = None
        else:
            presence.look_by(invitation, at=desk.now + presence.AWAY_AFTER)
    _look_for_waiting(desk, case=case, invitation=invitation)


def _look_for_waiting(desk: Desk, *, case: Case, invitation: ChatInvitation) -> None:
    word = chats.first_unseen(session=desk.session, invitation_id=invitation.pk)
    if word is None or case.state == CaseState.CLOSED:
        return
    since = _waits_since(desk, invitation=invitation, word=word)
    due = since + timedelta(minutes=desk.rules.chat.answer_waits.after_minutes)
    if desk.now < due:
        presence.look_by(invitation, at=due)
        return
    lines.tell(
        desk,
        case=case,
        template="chat_answer_waits",
        fact=f"w{word.id}:{int(since.timestamp())}",
        by=Actor.system(),
        reply_id=word.reply_id,
    )
    if desk.rules.chat.answer_waits.by_itself:
        _tell_by_itself(desk, case=case, invitation=invitation, word=word)


def _waits_since(desk: Desk, *, invitation: ChatInvitation, word: ChatWord) -> datetime:
    """Since when it is there and nobody has looked: of one who wrote after it, since then."""
    sign = chats.last_sign_of(session=desk.session, invitation_id=invitation.pk)
    return max(word.at, sign) if sign is not None else word.at


def _tell_by_itself(desk: Desk, *, case: Case, invitation: ChatInvitation, word: ChatWord) -> None:
    """By the bank's rule, once. What stands in its way leaves it to whoever reads the thread."""
    fact = f"w{word.id}:{int(desk.now.timestamp())}"
    try:
        with desk.session.begin_nested():
            reply = nudges.send_by_itself(desk, case=case, fact=f"chat_waits:{fact}")
    except AnotherAnswerWaits:
        presence.look_by(invitation, at=desk.now + _AGAIN)
        return
    except DeskError:
        return
    lines.tell(
        desk,
        case=case,
        template="chat_told_by_itself",
        fact=fact,
        by=Actor.system(),
        reply_id=reply.id,
    )
