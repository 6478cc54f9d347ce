"""What staff say in a case's thread: kept as notes, masked, followed when edited, and never sent out."""

from datetime import datetime

from sqlmodel import select

from bot.desk.cases import note_answers
from bot.desk.desk import Desk
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.note import Note
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail


def write(
    desk: Desk,
    *,
    slack_channel: str,
    thread_ts: str,
    slack_ts: str,
    slack_user_id: str,
    text: str,
    at: datetime,
) -> Note | None:
    """Keep one message of a case's thread. ``None`` when the thread is not a case's, or it is known."""
    thread = thread_with(session=desk.session, slack_channel=slack_channel, slack_ts=thread_ts)
    if thread is None or _note(desk, slack_channel=slack_channel, slack_ts=slack_ts) is not None:
        return None
    case = desk.session.get_one(Case, thread.case_id)
    return keep(
        desk,
        case=case,
        slack_channel=slack_channel,
        slack_ts=slack_ts,
        slack_user_id=slack_user_id,
        text=text,
        at=at,
    )


def keep(
    desk: Desk,
    *,
    case: Case,
    slack_channel: str,
    slack_ts: str,
    slack_user_id: str,
    text: str,
    at: datetime,
) -> Note:
    """Keep a colleague's words as a note of the case, masked."""
    note = Note(
        case_id=case.number,
        slack_channel=slack_channel,
        slack_ts=slack_ts,
        slack_user_id=slack_user_id,
        text=_masked(desk, text, case_id=case.number),
        written_at=at,
    )
    desk.session.add(note)
    desk.session.flush()
    desk.record(
        note.case_id,
        Trail.NOTE,
        by=Actor.staff(note.slack_user_id),
        note=note.id,
        slack_ts=note.slack_ts,
    )
    return note


def edit(desk: Desk, *, slack_channel: str, slack_ts: str, text: str, at: datetime) -> Note | None:
    """Follow an edit in Slack. ``None`` when the message is no note or says what it said."""
    note = _note(desk, slack_channel=slack_channel, slack_ts=slack_ts)
    if note is None:
        return None
    masked = _masked(desk, text, case_id=note.case_id)
    if note.text == masked:  # Slack also reports unfurled links as a change
        return None
    note.text = masked
    note.edited_at = at
    desk.session.add(note)
    desk.record(
        note.case_id,
        Trail.NOTE_EDITED,
        by=Actor.staff(note.slack_user_id),
        note=note.id,
        slack_ts=note.slack_ts,
    )
    note_answers.changed(desk, note=note, at=at)
    return note


def delete(desk: Desk, *, slack_channel: str, slack_ts: str, at: datetime) -> Note | None:
    """Follow a deletion in Slack: the words go, that there was a note stays.

    Slack does not say who deleted it; an owner of the workspace may delete anybody's message.
    """
    note = _note(desk, slack_channel=slack_channel, slack_ts=slack_ts)
    if note is None or note.deleted_at is not None:
        return None
    note.text = ""
    note.deleted_at = at
    desk.session.add(note)
    desk.record(
        note.case_id,
        Trail.NOTE_DELETED,
        by=Actor.platform("slack"),
        note=note.id,
        slack_ts=note.slack_ts,
    )
    note_answers.changed(desk, note=note, at=at)
    return note


def known(desk: Desk, *, slack_channel: str, slack_ts: str) -> Note | None:
    """The note that this message of Slack was kept as."""
    return _note(desk, slack_channel=slack_channel, slack_ts=slack_ts)


def _note(desk: Desk, *, slack_channel: str, slack_ts: str) -> Note | None:
    query = select(Note).where(Note.slack_channel == slack_channel, Note.slack_ts == slack_ts)
    return desk.session.exec(query).first()


def _masked(desk: Desk, text: str, *, case_id: int) -> str:
    case = desk.session.get_one(Case, case_id)
    return mask_all(text, regions=desk.rules.regions(case.brand))
