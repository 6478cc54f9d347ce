"""Reading the Slack threads of a case, and choosing among them. The one place that says which is current.

A case has one thread for public words and one for private ones. After a hand-over to a team with a
channel of its own there are more; the case goes on in one of each surface, and the others are left.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, update
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.storage.engine import ours
from bot.storage.known_rows import has_none, written

_OLDEST_FIRST = (col(Message.posted_at), col(Message.id))


class CaseThreads:
    """The threads of one case, oldest first."""

    def __init__(self, threads: Collection[CaseThread]) -> None:
        self._threads = tuple(threads)

    def __iter__(self) -> Iterator[CaseThread]:
        return iter(self._threads)

    def __len__(self) -> int:
        return len(self._threads)

    def current(self, surface: Surface) -> CaseThread | None:
        """The thread of this surface in which the case goes on; None when none was opened."""
        found = (thread for thread in self._threads if thread.surface == surface)
        return max(found, key=lambda t: (t.current_since or t.opened_at, t.pk), default=None)

    def public_or_private(self) -> CaseThread | None:
        """The thread in which staff are told what happens to the case: the public one, if there is one.

        What happens to a talk that is private only is never told in the public channel.
        """
        return self.current(Surface.PUBLIC) or self.current(Surface.PRIVATE)

    def private_or_public(self) -> CaseThread | None:
        """The thread for free text of staff, which may repeat private words: the private one, if there is one."""
        return self.current(Surface.PRIVATE) or self.current(Surface.PUBLIC)


def threads_of(*, session: Session, case_id: int) -> CaseThreads:
    """Read every thread of the case."""
    if has_none(session, CaseThread, case_id):
        return CaseThreads([])
    held = ours(session).held_threads.get(case_id) or written(session, CaseThread, case_id)
    if held:
        return CaseThreads(held)
    query = select(CaseThread).where(CaseThread.case_id == case_id).order_by(col(CaseThread.id))
    return CaseThreads(session.exec(query).all())


def hold_threads_with(*, session: Session, thread_id: int) -> CaseThread | None:
    """This thread. With it all threads of its case are read and held, so that ``threads_of`` asks for none again;
    for a session that only reads."""
    of_it = select(CaseThread.case_id).where(CaseThread.id == thread_id).scalar_subquery()
    query = select(CaseThread).where(CaseThread.case_id == of_it).order_by(col(CaseThread.id))
    rows = session.exec(query).all()
    if rows:
        ours(session).held_threads[rows[0].case_id] = rows
    return next((row for row in rows if row.id == thread_id), None)


def threads_of_each(*, session: Session, case_ids: Collection[int]) -> dict[int, CaseThreads]:
    """Read every thread of these cases in one query, by the case's number."""
    query = select(CaseThread).where(col(CaseThread.case_id).in_(sorted(case_ids)))
    found: dict[int, list[CaseThread]] = {case_id: [] for case_id in case_ids}
    for thread in session.exec(query.order_by(col(CaseThread.id))):
        found[thread.case_id].append(thread)
    return {case_id: CaseThreads(threads) for case_id, threads in found.items()}


def opened_at(*, session: Session, thread_id: int | None, case_id: int, ts: str) -> bool:
    """Write down that the thread's headline stands there; whether its case has other threads. False where it stood
    somewhere already."""
    other = CaseThread.__table__.alias()  # type: ignore[attr-defined]  # SQLModel does not type it
    others = exists().where(other.c.case_id == case_id, other.c.id != thread_id)
    this = and_(col(CaseThread.id) == thread_id, col(CaseThread.case_id) == case_id)
    written_down = (
        update(CaseThread)
        .where(this, col(CaseThread.slack_ts).is_(None))
        .values(slack_ts=ts)
        .returning(others)
    )
    return bool(session.scalars(written_down).first())


def thread_at(*, session: Session, slack_channel: str, slack_ts: str) -> CaseThread | None:
    """The case's thread whose headline is this message of Slack; None when it is no case's."""
    query = select(CaseThread).where(
        CaseThread.slack_channel == slack_channel, CaseThread.slack_ts == slack_ts
    )
    return session.exec(query).first()


def customer_messages(*, session: Session, case_id: int, surface: Surface) -> Sequence[Message]:
    """The customer's messages of this surface, deleted ones too, oldest first by the platform's time."""
    if (own := written(session, Message, case_id)) is not None:
        theirs = (each for each in own if each.direction is Direction.INBOUND)
        here = (each for each in theirs if each.surface == surface)
        return sorted(here, key=lambda each: (each.posted_at, each.pk))
    query = select(Message).where(*_customers_words(case_id, surface)).order_by(*_OLDEST_FIRST)
    return session.exec(query).all()


def quoted_in_headline(thread: CaseThread | None, messages: Sequence[Message]) -> Message | None:
    """Which of the customer's messages the thread's headline quotes. The one place that says so.

    ``messages`` are those of its surface, oldest first. A thread that does not say quotes the oldest.
    """
    if thread is None or thread.headline_message_id is None:
        return next(iter(messages), None)
    return next((each for each in messages if each.id == thread.headline_message_id), None)


def quoted_id(*, session: Session, thread: CaseThread) -> int | None:
    """The number of that message, without reading the whole talk."""
    if thread.headline_message_id is not None:
        return thread.headline_message_id
    of_it = _customers_words(thread.case_id, thread.surface)
    query = select(Message.id).where(*of_it).order_by(*_OLDEST_FIRST)
    return session.exec(query.limit(1)).first()


def _customers_words(case_id: int, surface: Surface) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Message.case_id) == case_id,
        col(Message.direction) == Direction.INBOUND,
        col(Message.surface) == surface,
    )


def current_private_thread_in(
    slack_channels: Collection[str], *, case_number: Any
) -> ColumnElement[bool]:
    """A condition on the case that the column ``case_number`` names: its current private thread stands
    in one of the channels. It chooses as ``CaseThreads.current`` does."""
    thread = CaseThread.__table__.alias()  # type: ignore[attr-defined]  # so that the outer query may join it too
    later = CaseThread.__table__.alias()  # type: ignore[attr-defined]  # as above
    since = func.coalesce(thread.c.current_since, thread.c.opened_at)
    since_then = func.coalesce(later.c.current_since, later.c.opened_at)
    overtaken = exists().where(
        later.c.case_id == thread.c.case_id,
        later.c.surface == Surface.PRIVATE,
        or_(since_then > since, and_(since_then == since, later.c.id > thread.c.id)),
    )
    return exists().where(
        thread.c.case_id == case_number,
        thread.c.surface == Surface.PRIVATE,
        thread.c.slack_channel.in_(sorted(slack_channels)),
        ~overtaken,
    )
