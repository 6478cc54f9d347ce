"""What words a provider is given: masked, without handles, of one surface alone."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.messages.message import Direction, Message
from bot.provider import Said
from bot.storage.cases.case_threads import threads_of

# Whatever stands before it, in any script, and behind marks of direction; mail addresses are masked before.
_HANDLE = re.compile(r"[@＠﹫][\u200b-\u200f\u202a-\u202e\u2060-\u2069]*[\w.-]+")
_TALK_MOST = 60  # the newest of them
_WORDS_MOST = 2000  # characters of each


def talk(desk: Desk, case: Case, surface: Surface, *, with_notes: bool) -> Sequence[Said]:
    """What was said on this surface, and what staff wrote in its threads; the newest of it, the oldest first."""
    messages = select(Message).where(
        Message.case_id == case.number,
        Message.surface == surface,
        col(Message.deleted_at).is_(None),
        col(Message.text) != "",
    )
    said: list[tuple[datetime, str, str]] = [
        (one.posted_at, "bank" if one.direction is Direction.OUTBOUND else "customer", one.text)
        for one in desk.session.exec(messages.order_by(col(Message.id).desc()).limit(_TALK_MOST))
    ]
    if with_notes:
        said += [(note.written_at, "staff", note.text) for note in _notes(desk, case, surface)]
    newest = sorted(said)[-_TALK_MOST:]
    return [(who, masked(desk, case, text)) for _, who, text in newest]


def _notes(desk: Desk, case: Case, surface: Surface) -> Sequence[Note]:
    """Those that stand in a thread of this surface; what a team answered in its own channel is no part of it."""
    threads = threads_of(session=desk.session, case_id=case.number)
    channels = {thread.slack_channel for thread in threads if thread.surface == surface}
    query = select(Note).where(
        Note.case_id == case.number,
        col(Note.slack_channel).in_(channels),
        col(Note.deleted_at).is_(None),
        col(Note.text) != "",
    )
    return desk.session.exec(query.order_by(col(Note.id).desc()).limit(_TALK_MOST)).all()


def masked(desk: Desk, case: Case, text: str) -> str:
    """Whatever the bank lets stand in Slack, a provider sees none of it, and no handle."""
    words = mask_all(text, regions=desk.rules.regions(case.brand))
    return _HANDLE.sub("", words).strip()[:_WORDS_MOST]
