"""Taking an answer back in the seconds after *Send*, before it has begun to go."""

from bot.desk import cases, replies
from bot.desk.desk import Desk
from bot.domain.reply import Reply
from bot.domain.staff import Actor
from bot.outbox.enqueue import cancel
from bot.storage import audit


def undo(desk: Desk, *, reply_id: int, by: Actor) -> bool:
    """Take an answer back while it has not begun to go. ``False`` when it is too late."""
    reply = desk.session.get(Reply, reply_id)
    if reply is None:
        return False
    case = cases.locked(desk, case_id=reply.case_id)
    if not cancel(session=desk.session, dedupe_key=replies.delivery_key(reply), reason="undone"):
        return False
    reply.withdrawn_at = desk.now
    case.touch()
    desk.session.add_all([reply, case])
    audit.record(
        session=desk.session,
        case_id=case.number,
        actor=by,
        verb="reply_undone",
        details={"reply": reply.id},
        at=desk.now,
    )
    replies.tell(desk, case=case, reply=reply, template="reply_withdrawn", by=by)
    return True
