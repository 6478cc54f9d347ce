"""Sending what a form showed: the lock, the answer, the draft that has done its work.

The same step for whoever sends: Slack's form today, the command line or an approval tomorrow.
"""

from bot.desk import case_access
from bot.desk.answers import replies
from bot.desk.answers.ending import Ending
from bot.desk.desk import Desk
from bot.desk.drafts import drafts, locks
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.verbs import Trail


def send(
    desk: Desk,
    *,
    case_id: int,
    text: str,
    surface: Surface,
    purpose: Purpose,
    by: Actor,
    request_key: str,
    roles: frozenset[Role] = frozenset(),
    ending: Ending | None = None,
    because: str = "",
) -> Reply:
    """Queue the answer unless a colleague has taken over; then the draft goes, and the lock.

    ``because``: why it may go with what the gate points out.

    Raises TakenOver and what replies.reply raises.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    locks.require(desk, case=case, slack_user_id=by.id)
    begun = drafts.own(desk, case_id=case_id, surface=surface, slack_user_id=by.id)
    reply = replies.reply(
        desk,
        case_id=case_id,
        text=text,
        surface=surface,
        purpose=purpose,
        by=by,
        request_key=request_key,
        roles=roles,
        ending=ending,
        because=because,
        machine_draft=begun.suggested if begun is not None else "",
    )
    if begun is not None and begun.note_id is not None and reply.note_id is None:
        _credit_note(desk, reply=reply, note_id=begun.note_id, by=by)
    drafts.drop(desk, case_id=case_id, surface=surface, slack_user_id=by.id)
    locks.release(desk, case=case, slack_user_id=by.id)
    return reply


def _credit_note(desk: Desk, *, reply: Reply, note_id: int, by: Actor) -> None:
    """Remember whose words were used, so that a later edit or deletion there is asked about."""
    reply.note_id = note_id
    desk.session.add(reply)
    desk.record(reply.case_id, Trail.NOTE_USED, by=by, reply=reply.id, note=note_id)
