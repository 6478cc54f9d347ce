"""Deciding about an answer that waits: approved as it is or with changes, returned with a note, or nobody did.

Whoever decides locks the case first, so of two who press at once one decides and the other is told who did.
"""

from datetime import timedelta

from bot.desk import case_access, private_words
from bot.desk.answers import asking, previews, queueing, replies, signing, since_asked, undoing
from bot.desk.answers.surfaces import to_answer
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import case_threads, postings
from bot.desk.threads.thread_events import masked
from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.answers.reply import Reply, fingerprint
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor, Role
from bot.domain.text.moments import colleague, moment
from bot.language import say
from bot.storage.answers import approvals as stored


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
    """The customer wrote again or changed what they wrote, or was answered, since somebody looked."""

    def __init__(self, told: since_asked.News) -> None:
        again = say("Press *Edit and approve…*: the form shows their last words.")
        super().__init__(" ".join([*told.sentences, again]))


class NeedsAnother(DeskError):
    """Whoever approves wrote words that themselves wait for a second person."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "What you changed needs a second person itself. Return it with a note, or let "
                "somebody else approve these words."
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
    """Queue an answer that waits, as it is or with other words. ``answered``: the mark of what whoever
    approves has read (``previews.state_of``); else what whoever asked has.

    Raises what ``waiting`` raises, WroteAgain, NeedsAnother, ReplyRefused and what keeps the customer from
    being answered.
    """
    case, reply, row = waiting(desk, reply_id=reply_id, by=by)
    case_access.lock_open_case(desk, case_id=case.number)
    answers = to_answer(desk, case=case, surface=reply.surface)
    _require_read(desk, reply=reply, row=row, last=answers.message, answered=answered)
    words = (reply.text if text is None else text).strip()
    if text is not None:  # whoever changes it signs for nobody else than who wrote it
        words = signing.signed(
            desk,
            case=case,
            answers=answers,
            surface=reply.surface,
            text=words,
            slack_user_id=reply.slack_user_id,
        )
    seen = previews.look(
        desk, case=case, answers=answers, text=words, surface=reply.surface, roles=roles
    )
    replies.require_may_go(previews.without_dead_link(seen))
    if words != reply.text:
        asked = previews.look(
            desk, case=case, answers=answers, text=reply.text, surface=reply.surface, roles=roles
        )
        if not _that_wait(seen) <= _that_wait(asked):
            raise NeedsAnother
    reply.text, reply.text_sha256 = seen.text, fingerprint(seen.text)
    reply.in_reply_to, reply.send_after = seen.in_reply_to, desk.now + desk.undo
    desk.session.add(reply)
    asking.end_wait(desk, case=case, reply=reply, decision=Decision.APPROVED, by=by)
    queueing.queue(desk, case=case, reply=reply, answers=answers, by=by)
    case.touch()
    queueing.tell(desk, case=case, reply=reply, template="reply_queued", by=reply.by)
    return reply


def _require_read(
    desk: Desk, *, reply: Reply, row: Approval, last: Message, answered: str | None
) -> None:
    told = since_asked.news(desk, reply=reply, row=row, last=last)
    if answered is None and not told.sentences:
        return
    now = previews.state_of(last, last=previews.last_answer(desk, case_id=reply.case_id))
    if answered != now:
        raise WroteAgain(told)


def _that_wait(seen: previews.Preview) -> set[str]:
    """What was found in the words for which they wait."""
    return {problem.code for problem in seen.problems if problem.needs_approval}


def give_back(desk: Desk, *, reply_id: int, note: str, by: Actor) -> None:
    """Return an answer to its author, whose draft it is again. Raises what ``waiting`` raises."""
    case, reply, _ = waiting(desk, reply_id=reply_id, by=by)
    _back(desk, case=case, reply=reply, decision=Decision.RETURNED, by=by, note=note)


def overdue(desk: Desk) -> list[int]:
    """The answers about which nobody decided in the bank's time, the oldest first."""
    before = desk.now - timedelta(hours=desk.rules.replies.approval.expires_hours)
    return [row.reply_id for row in desk.session.exec(stored.waiting(before=before)).all()]


def expire(desk: Desk, *, reply_id: int) -> None:
    """Give an answer about which nobody decided back to its author. Locks its case."""
    reply = desk.session.get_one(Reply, reply_id)
    case = case_access.lock_case(desk.as_system(), case_id=reply.case_id)
    row = stored.of_reply(session=desk.session, reply_id=reply_id)
    if row is None or not row.waits:  # a person, or another worker, was quicker
        return
    desk.session.refresh(reply)
    _back(desk, case=case, reply=reply, decision=Decision.EXPIRED, by=Actor.system())


def ask_again_due(desk: Desk) -> int:
    """Ask others where none of those who were asked by name is there any more; how often."""
    rows = desk.session.exec(stored.waiting().limit(_LOOKED_AT)).all()
    due = [row for row in rows if _is_in_vain(desk, row)]
    case_access.lock_existing_cases(desk, case_ids=[row.case_id for row in due])
    asked = 0
    for row in sorted(due, key=lambda each: each.case_id):
        now = stored.of_reply(session=desk.session, reply_id=row.reply_id)
        if now is None or not now.waits or not _is_in_vain(desk, now):
            continue
        case, reply = (
            desk.session.get_one(Case, now.case_id),
            desk.session.get_one(Reply, now.reply_id),
        )
        asking.call(desk, case=case, reply=reply, row=now, template=asking.ASKED_AGAIN)
        asked += 1
    return asked


def _is_in_vain(desk: Desk, row: Approval) -> bool:
    """Whether others are there than those who were asked by name, and none of these."""
    case, reply = (
        desk.session.get_one(Case, row.case_id),
        desk.session.get_one(Reply, row.reply_id),
    )
    there = asking.able(desk, case=case, reply=reply)
    return bool(there) and set(row.asked_of.split(",")).isdisjoint(there)


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
