"""A note whose words became an answer, and was changed in Slack afterwards: nothing public follows it.

Staff are asked once a change whether the public answer should go too.
"""

from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.note import Note
from bot.domain.records.staff import Actor
from bot.storage.cases.case_threads import threads_of


def changed(desk: Desk, *, note: Note, at: datetime) -> None:
    """Say in the thread that the answer stands as it was sent, for each answer made of the note."""
    query = select(Reply).where(
        Reply.note_id == note.id,
        col(Reply.withdrawn_at).is_(None),
        col(Reply.refused_at).is_(None),
    )
    for reply in desk.session.exec(query).all():
        _ask(desk, note=note, reply=reply, at=at)


def _ask(desk: Desk, *, note: Note, reply: Reply, at: datetime) -> None:
    thread = threads_of(session=desk.session, case_id=reply.case_id).current(reply.surface)
    if thread is None:
        return
    deleted = note.deleted_at is not None
    postings.event(
        desk,
        thread=thread,
        template="used_note_changed",
        fact=f"r{reply.id}:n{note.id}:{at.isoformat()}",
        by=Actor.staff(note.slack_user_id),
        reply_id=reply.id,
        deleted=deleted,
        public=reply.published_at is not None,
    )
