"""Deciding about an answer that waits: approved as it is or with changes, returned with a note, or nobody did.

Whoever decides locks the case first, so of two who press at once one decides and the other is told who did.
"""

from datetime import timedelta

from bot.desk import case_access, private_words
from bot.desk.answers import asking, previews, queueing, replies, undoing
from bot.desk.answers.surfaces import to_answer
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import case_threads, postings
from bot.desk.threads.thread_events import masked
from bot.domain.records.approval import Approval, Decision
from bot.domain.records.case import Case, Surface
from bot.domain.records.reply import Reply, fingerprint
from bot.domain.records.staff import Actor, Role
from bot.domain.text.moments import colleague, moment
from bot.language import say
from bot.storage import approvals as stored


class NotWaiting(DeskError):
    """Somebody has decided about this answer, or its author took it back."""

    def __init__(self, row: Approval | None) -> None:
        sentence = say("That answer does not wait any more.")
        if row is not None and row.decided_at is not None and row.decision in _DECIDED:
            who, when = colleague(row.decided_by), moment(row.decided_at)
            sentence = say(_DECIDED[row.decision], who=who, when=when)
        super().__init__(sentence)


class OwnAnswer(DeskError):
    """Nobody approves their own words."""

    def __init__(self) -> None:
        super().__init__(
            say("Nobody approves their own answer. Another approver decides about this one.")
        )


class WroteAgain(DeskError):
    """The customer's last word is another one than the answer was written for."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The customer wrote again after this was written. Press *Edit and approve…*: "
                "the form shows their last words."
            )
        )


_LOOKED_AT = 200
_DECIDED = {
    Decision.APPROVED: "{who} approved it, {when}.",
    Decision.RETURNED: "{who} returned it, {when}.",
}


def waiting(desk: Desk, *, reply_id: int, by: Actor) -> tuple[Case, Reply, Approval]:
    """Lock the case of an answer that waits, for whoever may decide about it.

    Raises NotWaiting, OwnAnswer, NotForYou, NotOpen.
    """
    reply = desk.session.get(Reply, reply_id)
    if reply is None:
        raise NotWaiting(None)
    case = case_access.lock_case(desk, case_id=reply.case_id)
    desk.session.refresh(reply)
    row = stored.of_reply(session=desk.session, reply_id=reply_id)
    if row is None or not row.waits:
        raise NotWaiting(row)
    if row.asked_by == by.id:
        raise OwnAnswer
    if reply.surface == Surface.PRIVATE:
        private_words.require(desk, case=case)
    return case, reply, row


def approve(
    desk: Desk,
    *,
    reply_id: int,
    by: Actor,
    roles: frozenset[Role],
    text: str | None = None,
    answered: str | None = None,
) -> Reply:
    """Queue an answer that waits, as it is or with other words. ``answered``: the message that whoever
    approves has read last; else the one it was written for.

    Raises what ``waiting`` raises, WroteAgain, ReplyRefused and what keeps the customer from being answered.
    """
    case, reply, _ = waiting(desk, reply_id=reply_id, by=by)
    case_access.lock_open_case(desk, case_id=case.number)
    answers = to_answer(desk, case=case, surface=reply.surface)
    if answers.message.external_id != (answered or reply.in_reply_to):
        raise WroteAgain
    words = (reply.text if text is None else text).strip()
    seen = previews.look(
        desk, case=case, answers=answers, text=words, surface=reply.surface, roles=roles
    )
    replies.require_may_go(previews.without_dead_link(seen))
    reply.text, reply.text_sha256 = seen.text, fingerprint(seen.text)
    reply.in_reply_to, reply.send_after = seen.in_reply_to, desk.now + desk.undo
    desk.session.add(reply)
    asking.end_wait(desk, case=case, reply=reply, decision=Decision.APPROVED, by=by)
    queueing.queue(desk, case=case, reply=reply, answers=answers, by=by)
    case.touch()
    queueing.tell(desk, case=case, reply=reply, template="reply_queued", by=reply.by)
    return reply


def give_back(desk: Desk, *, reply_id: int, note: str, by: Actor) -> None:
    """Return an answer to its author, whose draft it is again. Raises what ``waiting`` raises."""
    case, reply, _ = waiting(desk, reply_id=reply_id, by=by)
    _back(desk, case=case, reply=reply, decision=Decision.RETURNED, by=by, note=note)


def expire_due(desk: Desk, *, limit: int) -> int:
    """Give back what nobody decided about in the bank's time; how many."""
    hours = desk.rules.replies.approval.expires_hours
    due = desk.session.exec(
        stored.waiting(before=desk.now - timedelta(hours=hours)).limit(limit)
    ).all()
    case_access.lock_existing_cases(desk, case_ids=[row.case_id for row in due])
    for row in sorted(due, key=lambda each: each.case_id):
        _expire(desk, reply_id=row.reply_id)
    return len(due)


def ask_again_due(desk: Desk) -> int:
    """Ask others where none of those who were asked by name is there any more; how often."""
    asked = 0
    for row in desk.session.exec(stored.waiting().limit(_LOOKED_AT)).all():
        case, reply = desk.session.get(Case, row.case_id), desk.session.get(Reply, row.reply_id)
        if case is None or reply is None:
            continue
        there = asking.able(desk, case=case, reply=reply)
        if not there or not set(row.asked_of.split(",")).isdisjoint(there):
            continue
        case_access.lock_existing_cases(desk, case_ids=[case.number])
        now = stored.of_reply(session=desk.session, reply_id=reply.id)
        if now is not None and now.waits and set(now.asked_of.split(",")).isdisjoint(there):
            asking.call(desk, case=case, reply=reply, row=now, template=asking.ASKED_AGAIN)
            asked += 1
    return asked


def _expire(desk: Desk, *, reply_id: int) -> None:
    row = stored.of_reply(session=desk.session, reply_id=reply_id)
    if row is None or not row.waits:  # another worker was quicker
        return
    reply = desk.session.get_one(Reply, reply_id)
    case = desk.session.get_one(Case, row.case_id)
    _back(desk, case=case, reply=reply, decision=Decision.EXPIRED, by=Actor.system())


def _back(
    desk: Desk, *, case: Case, reply: Reply, decision: Decision, by: Actor, note: str = ""
) -> None:
    note = masked(desk, case=case, words=note)
    asking.end_wait(desk, case=case, reply=reply, decision=decision, by=by, note=note)
    reply.withdrawn_at = desk.now
    case.touch()
    desk.session.add_all([reply, case])
    undoing.give_back(desk, reply)
    thread = case_threads.get_or_open(desk, case=case, surface=reply.surface).thread
    postings.event(
        desk,
        thread=thread,
        template=f"approval_{decision}",
        fact=f"r{reply.id}",
        by=by,
        reply_id=reply.id,
    )
    postings.redraw(desk, case=case)
