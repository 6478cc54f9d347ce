"""Taking an answer back in the seconds after *Send*, before it has begun to go."""

from bot.desk import case_access
from bot.desk.answers import answer_post, asking, queueing
from bot.desk.desk import Desk, DeskError
from bot.desk.drafts import drafts
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.approval import Decision
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.moments import colleague
from bot.language import say
from bot.outbox.enqueue import cancel
from bot.storage.cases.claims import open_claim
from bot.storage.sealing import is_erased


class NotYoursToUndo(DeskError):
    """Only who sent it, who owns the case, or a lead takes an answer back."""

    def __init__(self, reply: Reply) -> None:
        sentence = say("Earshot sent this. The case's owner or a lead can undo it.")
        if reply.slack_user_id:
            sentence = say(
                "{who} sent this answer. They, the case's owner or a lead can undo it.",
                who=colleague(reply.slack_user_id),
            )
        super().__init__(sentence)


def undo(desk: Desk, *, reply_id: int, by: Actor, roles: frozenset[Role] = frozenset()) -> bool:
    """Take an answer back while it has not begun to go. ``False`` when it is too late.

    Its words stay with who sent them, as a draft. Raises NotYoursToUndo.
    """
    reply = desk.session.get(Reply, reply_id)
    if reply is None:
        return False
    case = case_access.lock_case(desk, case_id=reply.case_id)
    _check(desk, case=case, reply=reply, by=by, roles=roles)
    if not take_back(desk, case=case, reply=reply, by=by):
        return False
    give_back(desk, reply)
    return True


def take_back(desk: Desk, *, case: Case, reply: Reply, by: Actor) -> bool:
    """The same, whoever may, and without a draft."""
    waited = asking.end_wait(desk, case=case, reply=reply, decision=Decision.TAKEN_BACK, by=by)
    key = queueing.delivery_key(reply)
    if not waited and not cancel(session=desk.session, dedupe_key=key, reason="undone"):
        return False
    reply.withdrawn_at = desk.now
    case.touch()
    desk.session.add_all([reply, case])
    desk.record(case.number, Trail.REPLY_UNDONE, by=by, reply=reply.id)
    _tell(desk, case=case, reply=reply, by=by)
    return True


def _tell(desk: Desk, *, case: Case, reply: Reply, by: Actor) -> None:
    """In the answer's own post where its sender took it back; else by a new one, for them to see."""
    template = "reply_withdrawn"
    if by != reply.by:
        queueing.tell(desk, case=case, reply=reply, template=template, by=by)
        return
    thread = case_threads.get_or_open(desk, case=case, surface=reply.surface).thread
    answer_post.tell_end(desk, case=case, thread=thread, reply=reply, template=template, by=by)
    postings.redraw(desk, case=case)


def _check(desk: Desk, *, case: Case, reply: Reply, by: Actor, roles: frozenset[Role]) -> None:
    owner = open_claim(session=desk.session, case_id=case.number)
    owns = owner is not None and owner.slack_user_id == by.id
    if by.id != reply.slack_user_id and not owns and not roles & {Role.LEAD, Role.DUTY_MANAGER}:
        raise NotYoursToUndo(reply)


def give_back(desk: Desk, reply: Reply) -> None:
    """The words, as a draft, unless the writer has begun another; nobody's own are left, and of an
    erased case there are none."""
    if not reply.slack_user_id or is_erased(session=desk.session, case_id=reply.case_id):
        return
    begun = drafts.own(
        desk,
        case_id=reply.case_id,
        surface=reply.surface,
        slack_user_id=reply.slack_user_id,
    )
    if begun is None:
        drafts.keep(
            desk,
            case_id=reply.case_id,
            surface=reply.surface,
            slack_user_id=reply.slack_user_id,
            text=reply.text,
            purpose=str(reply.purpose),
            suggested=str((reply.machine_draft or {}).get("text") or ""),
        )
