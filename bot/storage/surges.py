"""Reading surges: which are open, what was gathered in them, and how far they are answered."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func
from sqlmodel import Session, col, delete, select, text

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import IS_OPEN, OPEN_STATES, Case, CaseThread, Surface
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.surge import Surge, SurgeCase, SurgeHour
from bot.domain.search.name_folding import folded
from bot.domain.triage.ideas import named
from bot.storage.known_rows import has_none

_LOOKED_AT = 200  # surges, the newest
_LONGEST_NUMBER = 18  # digits; what a database's whole number holds
_LONGEST = timedelta(days=1)  # for so long a post that nobody gathered is looked at again


class SurgeFigures(NamedTuple):
    """How a surge stands."""

    customers: int = 0
    cases: int = 0
    waiting: int = 0  # for an answer
    on_their_way: int = 0  # answers of ours that were sent and are not there yet
    answered: int = 0  # cases that have had an answer
    first_answered_at: datetime | None = None


class Said(NamedTuple):
    """One post of a customer."""

    message_id: int
    case_id: int
    author_id: int
    text: str
    posted_at: datetime


def open_surges(*, session: Session, brand: str = "") -> list[Surge]:
    """Those that are open, of all brands or one, the oldest first."""
    query = select(Surge).where(col(Surge.ended_at).is_(None))
    if brand:
        query = query.where(Surge.brand == brand)
    return list(session.exec(query.order_by(col(Surge.id))))


def called(*, session: Session, name: str) -> list[int]:
    """The newest surges with this number, or with these words in their name or cause."""
    if name.isdecimal():
        return [int(name)] if len(name) <= _LONGEST_NUMBER else []
    newest = select(Surge).order_by(col(Surge.id).desc()).limit(_LOOKED_AT)
    words = folded(name.replace("+", " ")).split()
    return [
        surge.pk
        for surge in session.exec(newest)
        if words and all(word in _name(surge) for word in words)
    ]


def _name(surge: Surge) -> str:
    """What it is called, for the reader and as the bank's file has it, and its cause."""
    return folded(" ".join([named(surge.topic), *surge.topic, surge.cause]))


def open_between(
    *, session: Session, start: datetime, end: datetime, brands: Collection[str] = ()
) -> list[Surge]:
    """Those that were open at some time of this period, the oldest first."""
    lasted = col(Surge.ended_at).is_(None) | (col(Surge.ended_at) >= start)
    query = select(Surge).where(col(Surge.began_at) < end, lasted)
    if brands:
        query = query.where(col(Surge.brand).in_(sorted(brands)))
    return list(session.exec(query.order_by(col(Surge.id))))


def surge_of(*, session: Session, case_id: int) -> Surge | None:
    """The newest surge that this case stands in, open or over."""
    if has_none(session, SurgeCase, case_id):
        return None
    query = (
        select(Surge)
        .join(SurgeCase, col(SurgeCase.surge_id) == col(Surge.id))
        .where(SurgeCase.case_id == case_id, col(SurgeCase.left_at).is_(None))
        .order_by(col(Surge.id).desc())
    )
    return session.exec(query).first()


def in_open_surge() -> ColumnElement[bool]:
    """A condition on cases: gathered in a surge that goes on."""
    return _of_case(
        col(SurgeCase.case_id) == col(Case.id),
        col(SurgeCase.left_at).is_(None),
        col(SurgeCase.surge_id) == col(Surge.id),
        col(Surge.ended_at).is_(None),
    )


def in_one_of(surge_ids: Collection[int]) -> ColumnElement[bool]:
    """A condition on cases: gathered in one of these surges, open or over."""
    return _of_case(
        col(SurgeCase.case_id) == col(Case.id),
        col(SurgeCase.left_at).is_(None),
        col(SurgeCase.surge_id).in_(sorted(surge_ids)),
    )


def figures(*, session: Session, surge_id: int) -> SurgeFigures:
    """How it stands now."""
    waits = col(Case.unanswered_since).is_not(None) & col(Case.state).in_(sorted(OPEN_STATES))
    in_it = (col(SurgeCase.surge_id) == surge_id) & col(SurgeCase.left_at).is_(None)
    counted: Select[Any] = select(func.count(func.distinct(col(Case.author_id))))
    query = (
        counted.add_columns(
            func.count(col(Case.id)),
            func.count(col(Case.id)).filter(waits),
            func.count(col(Case.first_answered_at)),
            func.min(col(Case.first_answered_at)),
        )
        .join(SurgeCase, col(SurgeCase.case_id) == col(Case.id))
        .where(in_it)
    )
    customers, cases, waiting, answered, first = session.execute(query).one()
    unsettled = (
        select(func.count(func.distinct(col(Reply.case_id))))
        .join(SurgeCase, col(SurgeCase.case_id) == col(Reply.case_id))
        .where(in_it, is_unsettled())
    )
    on_their_way = session.exec(unsettled).one()
    return SurgeFigures(customers, cases, waiting, on_their_way, answered, first)


def words_state(*, session: Session, surge_id: int) -> tuple[int, ...]:
    """What changes with each word of a surge's customers, with each edit, when one is taken down, and when
    a headline is posted."""
    query = (
        select(
            func.count(col(Message.id)),
            func.coalesce(func.sum(col(Message.revision)), 0),
            func.count(col(Message.deleted_at)),
        )
        .join(SurgeCase, col(SurgeCase.case_id) == col(Message.case_id))
        .where(
            col(SurgeCase.surge_id) == surge_id,
            col(SurgeCase.left_at).is_(None),
            Message.direction == Direction.INBOUND,
        )
    )
    count, revisions, deleted = session.exec(query).one()
    posted = (
        select(func.count(col(CaseThread.id)))
        .join(SurgeCase, col(SurgeCase.case_id) == col(CaseThread.case_id))
        .where(
            col(SurgeCase.surge_id) == surge_id,
            col(SurgeCase.left_at).is_(None),
            col(CaseThread.slack_ts).is_not(None),
        )
    )
    return count, int(revisions), deleted, session.exec(posted).one()


def said_in(*, session: Session, surge_id: int) -> list[Said]:
    """What its customers said in public and still stands, in the order of the platform's time."""
    query = (
        _said()
        .join(SurgeCase, col(SurgeCase.case_id) == col(Message.case_id))
        .where(col(SurgeCase.surge_id) == surge_id, col(SurgeCase.left_at).is_(None))
    )
    return _read(session, query.order_by(col(Message.posted_at)))


def said_between(
    *, session: Session, brand: str, start: datetime, end: datetime, gathered: bool = False
) -> list[Said]:
    """What customers of a brand said in public in this time; of surges nothing, unless ``gathered``."""
    query = _said().where(
        col(Case.brand) == brand,
        col(Case.last_inbound_at) >= start,
        col(Message.posted_at) >= start,
        col(Message.posted_at) < end,
    )
    if not gathered:
        stands = _of_case(col(SurgeCase.case_id) == col(Case.id), col(SurgeCase.left_at).is_(None))
        query = query.where(~stands)
    return _read(session, query.order_by(col(Message.id)))


def to_gather(*, session: Session, surge: Surge, now: datetime) -> list[Said]:
    """What was said since it began in open cases that carry no signal, that nobody ever put in or took out,
    and that stand in no other surge."""
    ever = _of_case(col(SurgeCase.case_id) == col(Case.id), col(SurgeCase.surge_id) == surge.pk)
    since = max(surge.began_at, now - _LONGEST)
    query = _said().where(
        col(Case.brand) == surge.brand,
        col(Case.last_inbound_at) >= since,
        text(IS_OPEN),
        col(Message.posted_at) >= since,
        ~ever,
        ~in_open_surge(),
        ~_carries_signal(),
    )
    return _read(session, query.order_by(col(Case.id)))


def loud(*, session: Session, surge_id: int) -> list[int]:
    """Cases that were gathered by themselves and carry a signal since."""
    query = (
        select(SurgeCase.case_id)
        .join(Case, col(Case.id) == col(SurgeCase.case_id))
        .where(
            SurgeCase.surge_id == surge_id,
            col(SurgeCase.left_at).is_(None),
            col(SurgeCase.joined_by) == "system",
            _carries_signal(),
        )
    )
    return list(session.exec(query.order_by(col(SurgeCase.case_id))))


def hours(
    *, session: Session, brand: str, begins: Sequence[datetime]
) -> list[tuple[datetime, dict[str, int]]]:
    """What was counted in these hours, as far as they were counted."""
    query = select(SurgeHour).where(
        SurgeHour.brand == brand, col(SurgeHour.begins_at).in_(list(begins))
    )
    return [(row.begins_at, row.spoken) for row in session.exec(query)]


def last_hour(*, session: Session, brand: str) -> datetime | None:
    """The newest hour that was counted."""
    query = select(func.max(SurgeHour.begins_at)).where(SurgeHour.brand == brand)
    return session.exec(query).one()


def forget_hours(*, session: Session, before: datetime) -> None:
    """Forget what was counted in older hours."""
    session.connection().execute(delete(SurgeHour).where(col(SurgeHour.begins_at) < before))


def _said() -> Select[Any]:
    """Public words of customers that still stand, as the parts of Said."""
    query: Select[Any] = select(col(Message.id))
    return (
        query.add_columns(
            col(Message.case_id),
            col(Message.author_id),
            col(Message.text),
            col(Message.posted_at),
        )
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(
            col(Message.direction) == Direction.INBOUND,
            col(Message.surface) == Surface.PUBLIC,
            col(Message.author_id).is_not(None),
            col(Message.deleted_at).is_(None),
        )
    )


def _read(session: Session, query: Select[Any]) -> list[Said]:
    return [Said(*row) for row in session.execute(query)]


def is_unsettled() -> ColumnElement[bool]:
    """A condition on replies: on its way."""
    return and_(
        col(Reply.published_at).is_(None),
        col(Reply.withdrawn_at).is_(None),
        col(Reply.refused_at).is_(None),
    )


def _carries_signal() -> ColumnElement[bool]:
    return _of_case(
        col(CaseSignal.case_id) == col(Case.id), col(CaseSignal.taken_back_at).is_(None)
    )


def _of_case(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row of the case: a table that stands outside too is another one here."""
    return exists().where(*conditions).correlate(Case)
