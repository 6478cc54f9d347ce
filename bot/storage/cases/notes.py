"""Reading what colleagues wrote to each other in a case's threads."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.note import Note
from bot.storage.cases.case_threads import threads_of


def latest_notes(*, session: Session, case_id: int, surface: Surface, limit: int) -> Sequence[Note]:
    """Those that stand in a thread of this surface, the newest first; what a team answered in its own channel is
    no part of it."""
    threads = threads_of(session=session, case_id=case_id)
    channels = {thread.slack_channel for thread in threads if thread.surface == surface}
    query = select(Note).where(
        Note.case_id == case_id,
        col(Note.slack_channel).in_(channels),
        col(Note.deleted_at).is_(None),
        col(Note.text) != "",
    )
    return session.exec(query.order_by(col(Note.id).desc()).limit(limit)).all()
