"""Answers that were begun: one a person, case and surface, sealed, shown again, dropped when sent.

The writer sees their own words as they typed them, without card numbers; a colleague sees them masked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select

from bot.desk.desk import Desk
from bot.domain.personal_data.masking import mask_all, without_cards
from bot.domain.records.answers.reply import Reply
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.kept_words import left_of
from bot.storage.master_keys import CannotOpen
from bot.storage.record.audit import HOUSE
from bot.storage.sealing import Destroyed


@dataclass(frozen=True)
class Begun:
    """An answer somebody began, as it may be shown to who asked."""

    text: str
    purpose: str
    slack_user_id: str
    saved_at: datetime
    note_id: int | None = None
    suggested: str = ""  # by a machine: what it was filled with


@dataclass(frozen=True)
class NoteNews:
    """What became of the note whose words were taken, since they were taken."""

    slack_user_id: str
    deleted: bool
    at: datetime


def keep(
    desk: Desk,
    *,
    case_id: int,
    surface: Surface,
    slack_user_id: str,
    text: str,
    purpose: str = "",
    note: Note | None = None,
    typed_ts: float | None = None,
    suggested: str = "",
) -> None:
    """Keep this person's words in the place of what they had; no words, no draft, unless a machine's are offered.

    A ``note``, or what a machine ``suggested``, is where the words come from; without one, what was known of that
    stays. ``typed_ts``: since when they stand there, by Slack's clock.
    """
    text = without_cards(text).strip()
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    if not text and not (row and row.suggested):
        if row is not None:
            desk.session.delete(row)
        return
    sealed = desk.vault.seal(
        session=desk.session, case_id=case_id, row=_sealed_as(surface, slack_user_id), text=text
    )
    if row is None:
        row = _new_row(
            desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id, sealed=sealed
        )
    row.sealed = sealed
    row.purpose = purpose or row.purpose
    row.saved_at = desk.now
    row.typed_ts = typed_ts or row.typed_ts
    if note is not None:
        row.note_id = note.id
        row.note_used_at = desk.now
    row.suggested = suggested or row.suggested
    desk.session.add(row)
    desk.session.flush()


def keep_typed(
    desk: Desk,
    *,
    case_id: int,
    surface: Surface,
    slack_user_id: str,
    text: str,
    purpose: str,
    typed_ts: float,
    request_key: str,
) -> bool:
    """Keep what stands in a form while somebody types; False where newer words are kept, or it was sent.

    The case is locked before. Where all was taken out again a draft without words is left: what was typed
    before that, and comes late, brings nothing back.
    """
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    if row is not None and row.typed_ts is not None and row.typed_ts >= typed_ts:
        return False
    if was_sent(desk, request_key=request_key):
        return False
    if row is not None and not text.strip():
        about = _sealed_as(surface, slack_user_id)
        row.sealed = desk.vault.seal(session=desk.session, case_id=case_id, row=about, text="")
        row.typed_ts = typed_ts
        desk.session.add(row)
        return True
    keep(
        desk,
        case_id=case_id,
        surface=surface,
        slack_user_id=slack_user_id,
        text=text,
        purpose=purpose,
        typed_ts=typed_ts,
    )
    return True


def was_sent(desk: Desk, *, request_key: str) -> bool:
    """Whether the form with this key has sent its answer."""
    query = select(Reply.id).where(Reply.request_key == request_key)
    return desk.session.exec(query).first() is not None


def offer(desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str, words: str) -> None:
    """Keep what a machine suggests beside what this person wrote, which stays as it is."""
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    if row is None:
        place = _sealed_as(surface, slack_user_id)
        sealed = desk.vault.seal(session=desk.session, case_id=case_id, row=place, text="")
        row = _new_row(
            desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id, sealed=sealed
        )
    row.suggested = words
    desk.session.add(row)
    desk.session.flush()


def offered(desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str) -> str:
    """What a machine suggested to this person, while nothing of it stands in what they wrote."""
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    return "" if row is None or left_of(row.suggested, _opened(desk, row)) else row.suggested


def own(desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str) -> Begun | None:
    """What this person began, as they typed it."""
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    return None if row is None else _begun(row, text=_opened(desk, row))


def of_a_colleague(desk: Desk, *, case: Case, surface: Surface, slack_user_id: str) -> Begun | None:
    """The newest that somebody else began since the last answer, masked."""
    newest_first = (
        select(ReplyDraft)
        .where(
            ReplyDraft.case_id == case.number,
            ReplyDraft.surface == surface,
            ReplyDraft.slack_user_id != slack_user_id,
        )
        .order_by(col(ReplyDraft.saved_at).desc())
    )
    row = desk.session.exec(newest_first).first()
    if row is None or _answered_since(desk, row):
        return None
    masked = mask_all(_opened(desk, row), regions=desk.rules.regions(case.brand))
    return _begun(row, text=masked)


def drop(desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str) -> None:
    """It was sent, or is not wanted any more."""
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    if row is not None:
        desk.session.delete(row)


def news_of_note(
    desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str
) -> NoteNews | None:
    """Whether the note that was used has been edited or deleted since."""
    row = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
    note = desk.session.get(Note, row.note_id) if row and row.note_id else None
    if row is None or note is None or row.note_used_at is None:
        return None
    changed = note.deleted_at or note.edited_at
    if changed is None or changed <= row.note_used_at:
        return None
    return NoteNews(note.slack_user_id, deleted=note.deleted_at is not None, at=changed)


def forget_old(desk: Desk) -> int:
    """Drop what was begun and left longer ago than the bank keeps it; how many."""
    before = desk.now - timedelta(days=desk.rules.retention.draft_days)
    gone = desk.session.exec(delete(ReplyDraft).where(col(ReplyDraft.saved_at) < before)).rowcount
    if gone:
        desk.record(HOUSE, Trail.DRAFTS_ERASED, by=Actor.system(), drafts=gone)
    return gone


def joined(begun: str, more: str) -> str:
    """Both texts, nothing twice: what comes in stands under what was there already."""
    begun, more = begun.strip(), more.strip()
    if not begun or begun in more:
        return more
    return begun if not more or more in begun else f"{begun}\n\n{more}"


def _row(desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str) -> ReplyDraft | None:
    query = select(ReplyDraft).where(
        ReplyDraft.case_id == case_id,
        ReplyDraft.surface == surface,
        ReplyDraft.slack_user_id == slack_user_id,
    )
    return desk.session.exec(query).first()


def _new_row(
    desk: Desk, *, case_id: int, surface: Surface, slack_user_id: str, sealed: bytes
) -> ReplyDraft:
    """A new row; or the one that another press of the same person has just made."""
    row = ReplyDraft(
        case_id=case_id,
        surface=surface,
        slack_user_id=slack_user_id,
        sealed=sealed,
        saved_at=desk.now,
    )
    try:
        with desk.session.begin_nested():
            desk.session.add(row)
    except IntegrityError:
        found = _row(desk, case_id=case_id, surface=surface, slack_user_id=slack_user_id)
        return found or row
    return row


def _opened(desk: Desk, row: ReplyDraft) -> str:
    """The words; none when the case's key was destroyed or is not listed any more."""
    try:
        return desk.vault.open(
            session=desk.session,
            case_id=row.case_id,
            row=_sealed_as(row.surface, row.slack_user_id),
            sealed=row.sealed,
        )
    except (Destroyed, CannotOpen):
        return ""


def _begun(row: ReplyDraft, *, text: str) -> Begun | None:
    if not text:
        return None
    return Begun(
        text,
        row.purpose,
        row.slack_user_id,
        row.saved_at,
        row.note_id,
        left_of(row.suggested, text),
    )


def _answered_since(desk: Desk, row: ReplyDraft) -> bool:
    query = select(Reply.id).where(
        Reply.case_id == row.case_id,
        Reply.written_at >= row.saved_at,
        col(Reply.withdrawn_at).is_(None),
        col(Reply.refused_at).is_(None),
    )
    return desk.session.exec(query).first() is not None


def _sealed_as(surface: Surface, slack_user_id: str) -> str:
    return f"reply_drafts:{surface}:{slack_user_id}"
