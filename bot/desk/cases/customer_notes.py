"""Notes of staff about a customer: written on a case, sealed with its key, read on the customer's card."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import col, or_, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.customer_note import LONGEST, CustomerNote
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.storage.cases.case_threads import current_private_thread_in, threads_of
from bot.storage.master_keys import CannotOpen
from bot.storage.sealing import Destroyed

_NOTES_MOST = 10  # of one account, as the refusal says


class CannotNote(DeskError):
    """This note cannot be written, or taken back."""


@dataclass(frozen=True)
class NoteRead:
    """A note as it may be shown to who asked. ``text`` is empty where it cannot be opened any more."""

    note_id: int
    text: str
    slack_user_id: str
    written_at: datetime


def write(desk: Desk, *, case_id: int, text: str, by: Actor) -> CustomerNote:
    """Keep a note about the customer of this case, masked and sealed. Locks the case.

    Written where private words stand, it is shown to those alone who may read them. Raises NoSuchCase,
    NotForYou, CannotNote.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    if not (words := text.strip()):
        raise CannotNote(say("Write the note first."))
    if len(words) > LONGEST:
        raise CannotNote(say("A note has at most 500 characters."))
    standing = select(CustomerNote.id).where(
        CustomerNote.author_id == case.author_id, col(CustomerNote.taken_back_at).is_(None)
    )
    if len(desk.session.exec(standing).all()) >= _NOTES_MOST:
        raise CannotNote(say("There are 10 notes about them already. Take one back first."))
    threads = threads_of(session=desk.session, case_id=case_id)
    private = threads.current(Surface.PRIVATE) is not None
    masked = mask_all(words, regions=desk.rules.regions(case.brand))
    note = CustomerNote(
        author_id=case.author_id,
        case_id=case_id,
        surface=Surface.PRIVATE if private else Surface.PUBLIC,
        sealed=_sealed(desk, case_id=case_id, author_id=case.author_id, text=masked),
        written_at=desk.now,
        written_by=by.slack_user_id,
    )
    desk.session.add(note)
    desk.session.flush()
    desk.record(case_id, Trail.CUSTOMER_NOTE, by=by, note=note.id)
    return note


def take_back(desk: Desk, *, case_id: int, note_id: int, by: Actor) -> CustomerNote:
    """The words go; that there was a note, and who took it back, stays. Locks the case whose card one
    looks at and the one it was written on.

    Raises NoSuchCase, NotForYou, CannotNote.
    """
    note = desk.session.get(CustomerNote, note_id)
    written_on = {note.case_id} if note else set()
    case_access.lock_cases(desk, which=lambda: {case_id, *written_on})
    if note is None:
        raise CannotNote(say("There is no such note."))
    desk.session.refresh(note)
    if note.taken_back_at is not None:
        raise CannotNote(say("<@{who}> took that note back already.", who=note.taken_back_by))
    note.sealed = None
    note.taken_back_at = desk.now
    note.taken_back_by = by.slack_user_id
    desk.session.add(note)
    desk.record(note.case_id, Trail.CUSTOMER_NOTE_TAKEN_BACK, by=by, note=note.id)
    return note


def standing(desk: Desk, *, author_ids: Sequence[int], channels: Collection[str]) -> list[NoteRead]:
    """The notes about these accounts that nobody took back, the newest first. ``channels``: the private
    Slack channels of whoever reads."""
    of_note = col(CustomerNote.case_id)
    query = select(CustomerNote).where(
        col(CustomerNote.author_id).in_(author_ids),
        col(CustomerNote.taken_back_at).is_(None),
        or_(
            CustomerNote.surface == Surface.PUBLIC,
            current_private_thread_in(channels, case_number=of_note),
        ),
    )
    rows = desk.session.exec(query.order_by(col(CustomerNote.id).desc()))
    return [NoteRead(row.pk, text_of(desk, row), row.written_by, row.written_at) for row in rows]


def _sealed(desk: Desk, *, case_id: int, author_id: int, text: str) -> bytes:
    try:
        return desk.vault.seal(
            session=desk.session, case_id=case_id, row=_sealed_as(author_id, desk.now), text=text
        )
    except Destroyed:
        raise CannotNote(
            say("This case was erased, so nothing is kept with it any more.")
        ) from None


def text_of(desk: Desk, row: CustomerNote) -> str:
    """The note, masked; empty once it was taken back or its case erased."""
    try:
        return desk.vault.open(
            session=desk.session,
            case_id=row.case_id,
            row=_sealed_as(row.author_id, row.written_at),
            sealed=row.sealed or b"",
        )
    except (Destroyed, CannotOpen):
        return ""


def _sealed_as(author_id: int, written_at: datetime) -> str:
    return f"customer_notes:{author_id}:{written_at.astimezone(UTC).isoformat()}"
