"""The customer saw what staff said: the answer's line says when, and nobody has to tell them any more."""

from sqlmodel import col, select

from bot.desk.chat import unsent, visits
from bot.desk.chat.refusals import ChatEnded
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.desk.threads import thread_events
from bot.domain.records.chat import ChatWord, Nudge
from bot.domain.records.staff import Actor

_SAY_SEEN = frozenset({"reply_queued", "reply_sent", "chat_answer_waits"})


def seen(desk: Desk, *, visitor: Visitor, up_to: int) -> None:
    """Note that the page showed what staff said, up to this word. A locked page has shown nothing.

    Nothing is noted in a case that went into another customer's.
    """
    if not visitor.is_unlocked or not _unseen(desk, visitor=visitor, up_to=up_to):
        return
    try:
        case = visits.lock_case(desk, visitor=visitor)
    except ChatEnded:
        return
    invitation = visits.lock(desk, invitation_id=visitor.invitation_id)
    words = _unseen(desk, visitor=visitor, up_to=up_to)
    for word in words:
        word.seen_at = desk.now
        desk.session.add(word)
    replies = {word.reply_id for word in words if word.reply_id}
    thread_events.redraw_told(desk, case=case, templates=_SAY_SEEN, reply_ids=replies)
    # They came by themselves in the seconds before they would have been told.
    what, by = Nudge.ANSWER_WAITS, Actor.system()
    unsent.take_back(desk, case=case, invitation=invitation, what=what, by=by)


def _unseen(desk: Desk, *, visitor: Visitor, up_to: int) -> list[ChatWord]:
    query = select(ChatWord).where(
        ChatWord.invitation_id == visitor.invitation_id,
        col(ChatWord.id) <= up_to,
        col(ChatWord.id) > visitor.shown_from,
        col(ChatWord.reply_id).is_not(None),
        col(ChatWord.seen_at).is_(None),
    )
    return list(desk.session.exec(query, execution_options={"populate_existing": True}))
