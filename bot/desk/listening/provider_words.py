"""What words a provider is given: masked, without handles, without the names that are known, of one surface alone."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.listening.misdirected import ourselves_of
from bot.domain.listening.known_names import KnownNames
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Staff
from bot.provider import Said
from bot.storage.cases.notes import latest_notes
from bot.storage.cases.persons import accounts_of

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
        notes = latest_notes(
            session=desk.session, case_id=case.number, surface=surface, limit=_TALK_MOST
        )
        said += [(note.written_at, "staff", note.text) for note in notes]
    newest, hide = sorted(said)[-_TALK_MOST:], _hiding(desk, case)
    return [(who, hide(text)) for _, who, text in newest]


def masked(desk: Desk, case: Case, text: str) -> str:
    """Whatever the bank lets stand in Slack, a provider sees none of it, no handle, and no name that is known."""
    return _hiding(desk, case)(text)


def _hiding(desk: Desk, case: Case) -> Callable[[str], str]:
    regions, names = desk.rules.regions(case.brand), _names(desk, case)

    def hide(text: str) -> str:
        words = _HANDLE.sub("", mask_all(text, regions=regions))
        return names.without(words).strip()[:_WORDS_MOST]

    return hide


def _names(desk: Desk, case: Case) -> KnownNames:
    """Of this case's customers, of their other accounts, and of staff, those who left too; their handles are names
    as well where they stand without their @."""
    wrote = select(Message.author_id).where(Message.case_id == case.number).distinct()
    authors = {case.author_id, *filter(None, desk.session.exec(wrote))}
    people = {
        each for author in authors for each in accounts_of(session=desk.session, author_id=author)
    }
    known = select(Author.name, Author.handle).where(col(Author.id).in_(people))
    names = [each for pair in desk.session.exec(known) for each in pair]
    return KnownNames(
        [*names, *desk.session.exec(select(Staff.name))], but=ourselves_of(desk).names
    )
