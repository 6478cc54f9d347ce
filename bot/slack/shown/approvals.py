"""Reads the wait of an answer, for the thread that tells of it."""

from sqlmodel import Session

from bot.domain.records.answers.approval import Decision
from bot.domain.records.answers.reply import Reply
from bot.domain.text.kept_words import percent_of
from bot.slack.views.models import ApprovalShown
from bot.storage.answers import approvals


def approval_shown(*, session: Session, reply_id: int | None, with_words: bool) -> ApprovalShown:
    """How it stands; without its words and its note where they may not stand."""
    row = approvals.of_reply(session=session, reply_id=reply_id)
    if row is None:
        return ApprovalShown()
    machine, percent = begun_by_machine(session.get(Reply, row.reply_id), row.text)
    returned = approvals.asked_before(session=session, wait=row) if with_words else None
    return ApprovalShown(
        reasons=tuple(row.because.split(",")),
        waits=row.waits,
        asked_by=row.asked_by,
        decided_by=row.decided_by,
        approved=row.decision is Decision.APPROVED,
        note=row.note if with_words else "",
        before=row.text if with_words and row.was_changed else "",
        machine=machine,
        machine_percent=percent,
        returned=returned.text if returned is not None else "",
    )


def begun_by_machine(reply: Reply | None, text: str) -> tuple[str, int]:
    """With whose draft this answer began, and how many of a hundred words of the text are the draft's."""
    draft = reply.machine_draft if reply is not None else None
    if not draft:
        return "", 0
    return str(draft["by"]), percent_of(str(draft["text"]), text)


def concerned(*, session: Session, reply: Reply | None) -> set[str]:
    """Slack user ids of whoever had to do with it."""
    row = approvals.of_reply(session=session, reply_id=reply.id if reply is not None else None)
    return {row.asked_by, row.decided_by} if row is not None else set()
