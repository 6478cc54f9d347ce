"""Why an answer waits for a second person, asking for one, and the end of the wait.

The rules stand in gate.toml (words) and in replies.toml (``[approval]``); what is decided, in ``approvals``.
"""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.desk import approvers
from bot.desk.clocks import approval_clocks
from bot.desk.desk import Desk
from bot.desk.threads import case_threads, postings, thread_events
from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.answers.reply import Reply, fingerprint
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.complaint import Complaint
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import ApprovalAsked, ApprovalDecided
from bot.domain.rules.answers.answer_check import Answer, Problem
from bot.domain.rules.answers.approval_rules import CaseFacts, Reason
from bot.storage import surges
from bot.storage.answers import approvals
from bot.storage.topics import standing_topic_of
from bot.storage.triage import signals

ASKED = "approval_asked"
ASKED_AGAIN = "approval_asked_again"
_NAMED_MOST = 5  # of whoever is asked by name; the list of what waits tells everybody


def reasons(
    desk: Desk, *, case: Case, answer: Answer, problems: Sequence[Problem], answered: str
) -> tuple[Reason, ...]:
    """Why this answer waits for a second person; nothing where it does not. ``answered``: the platform's
    id of the message, by which the random share is drawn."""
    words = (Reason.WORDS,) if any(one.needs_approval for one in problems) else ()
    rules, session = desk.rules.replies.approval, desk.session
    standing = signals.standing(session=session, case_id=case.number) if rules.signals else []
    facts = CaseFacts(
        surface=answer.surface,
        roles=answer.roles,
        priority=case.priority,
        topic=standing_topic_of(session=session, case_id=case.number) if rules.topics else "",
        is_complaint=rules.complaints and _is_complaint(desk, case),
        in_surge=rules.surges and surges.surge_of(session=session, case_id=case.number) is not None,
        signals=frozenset(one.signal for one in standing),
        draw=int(fingerprint(f"{case.number}:{answered}"), 16) % 100,
    )
    return (*words, *rules.reasons(facts))


def ask(desk: Desk, *, case: Case, reply: Reply, because: Sequence[Reason]) -> None:
    """Let a new answer wait: nothing is enqueued. Its thread asks those approvers who are there."""
    row = Approval(
        case_id=case.number,
        reply_id=reply.pk,
        because=",".join(because),
        asked_by=reply.slack_user_id,
        asked_at=desk.now,
        text=reply.text,
        text_sha256=reply.text_sha256,
    )
    approval_clocks.on_asked(desk, case=case, surface=reply.surface, at=desk.now)
    call(desk, case=case, reply=reply, row=row, template=ASKED)


def call(desk: Desk, *, case: Case, reply: Reply, row: Approval, template: str) -> None:
    """Ask by name whoever may approve and is there, else whoever is told for the duty manager."""
    there = able(desk, case=case, reply=reply)
    named = there[:_NAMED_MOST]
    if not named:
        managers = desk.rules.duty_targets(desk.now, case.team)
        named = [one for one in managers if one[:1] in "UW" and one != row.asked_by]
    row.asked_of = ",".join(named)
    desk.session.add(row)
    desk.record(
        case.number,
        ApprovalAsked(
            surface=str(reply.surface),
            reply=reply.id,
            because=row.because.split(","),
            asked_of=named,
            text_sha256=row.text_sha256,
        ),
        by=reply.by if template == ASKED else Actor.system(),
    )
    thread = case_threads.get_or_open(desk, case=case, surface=reply.surface).thread
    postings.event(
        desk,
        thread=thread,
        template=template,
        fact=f"r{reply.id}:{row.asked_of if template != ASKED else ''}",
        by=reply.by if template == ASKED else Actor.system(),
        reply_id=reply.id,
        ring=named,
    )
    postings.redraw(desk, case=case)


def able(desk: Desk, *, case: Case, reply: Reply) -> list[str]:
    """Whoever may decide about this answer, and is there."""
    private = case if reply.surface is Surface.PRIVATE else None
    return approvers.there(desk, team=case.team, but=reply.slack_user_id, private=private)


def end_wait(
    desk: Desk,
    *,
    case: Case,
    reply: Reply,
    decision: Decision,
    by: Actor,
    note: str = "",
) -> bool:
    """End the wait of an answer of a locked case; False where it waits for nobody.

    Of one that is approved the fingerprint of its words, as they stand in the reply now, is kept.
    """
    row = approvals.of_reply(session=desk.session, reply_id=reply.id)
    if row is None or not row.waits:
        return False
    row.decision, row.decided_at, row.decided_by = decision, desk.now, by.slack_user_id
    row.note = note
    row.approved_sha256 = fingerprint(reply.text) if decision is Decision.APPROVED else ""
    desk.session.add(row)
    desk.record(
        case.number,
        ApprovalDecided(
            surface=str(reply.surface),
            reply=reply.id,
            decision=str(decision),
            asked_sha256=row.text_sha256,
            text_sha256=row.approved_sha256,
        ),
        by=by,
    )
    approval_clocks.on_decided(desk, case=case, at=desk.now)
    thread_events.redraw_told(desk, case=case, templates={ASKED, ASKED_AGAIN}, reply_ids={reply.pk})
    return True


def _is_complaint(desk: Desk, case: Case) -> bool:
    query = select(Complaint.id).where(
        Complaint.case_id == case.number, col(Complaint.withdrawn_at).is_(None)
    )
    return desk.session.exec(query.limit(1)).first() is not None
