"""What stands behind the Voice of the customer: which cases carry which mark, what was said in them, and who asked
again after our answer. By indexes of the period, never through what has ended."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.domain.lessons.case_mark import CaseMark, MarkKind
from bot.domain.lessons.cause_step import CauseState, CauseStep
from bot.domain.lessons.rule_remark import RuleRemark
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.closure import Closure, ClosureKind
from bot.domain.records.messages.message import Direction, Message
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope

_ASKS = ("%?%", "%؟%")


class Marked(NamedTuple):
    """One mark. ``is_public``: something of its case was said in public, so that it may be named."""

    case_id: int
    kind: MarkKind
    cause: str
    is_public: bool


class Quoted(NamedTuple):
    """The words of one customer, as they stand in public now, masked."""

    case_id: int
    text: str
    permalink: str
    posted_at: datetime


def marked(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[Marked]:
    """The marks of this time that still stand, the newest first; none of a case that goes on in another."""
    query = (
        select(CaseMark.case_id, CaseMark.kind, CaseMark.cause, _was_public())
        .join(Case, col(Case.id) == col(CaseMark.case_id))
        .where(
            within(col(CaseMark.marked_at), start, end),
            col(CaseMark.withdrawn_at).is_(None),
            Case.state != CaseState.MERGED,
            *in_scope(scope),
        )
        .order_by(col(CaseMark.id).desc())
    )
    return [Marked(*row) for row in session.execute(query)]


def named(
    *, session: Session, start: datetime, end: datetime, scope: Scope, cause: str = ""
) -> dict[str, int]:
    """In how many cases each cause, or one, was named in this time, and still stands."""
    query = (
        select(CaseMark.cause, func.count())
        .join(Case, col(Case.id) == col(CaseMark.case_id))
        .where(
            CaseMark.kind == MarkKind.CAUSE,
            within(col(CaseMark.marked_at), start, end),
            col(CaseMark.withdrawn_at).is_(None),
            Case.state != CaseState.MERGED,
            *in_scope(scope),
        )
        .group_by(col(CaseMark.cause))
    )
    return dict(session.exec(query.where(CaseMark.cause == cause) if cause else query).all())


def first_named(*, session: Session, cause: str) -> datetime | None:
    """When the cause was first named since it was mended before; of one that is mended, before that."""
    mended = select(CauseStep.said_at).where(
        CauseStep.cause == cause, CauseStep.state == CauseState.MENDED
    )
    times = list(session.exec(mended.order_by(col(CauseStep.id))))
    newest = select(CauseStep.state).where(CauseStep.cause == cause)
    state = session.exec(newest.order_by(col(CauseStep.id).desc()).limit(1)).first()
    if state is CauseState.MENDED:
        times = times[:-1]
    query = select(CaseMark.marked_at).where(
        CaseMark.cause == cause, col(CaseMark.withdrawn_at).is_(None)
    )
    if times:
        query = query.where(col(CaseMark.marked_at) > times[-1])
    return session.exec(query.order_by(col(CaseMark.marked_at)).limit(1)).first()


def ended(*, session: Session, start: datetime, end: datetime, scope: Scope) -> dict[str, int]:
    """How many cases ended in this time, by what came of them; none that was reopened."""
    query = (
        select(Closure.outcome, func.count())
        .join(Case, col(Case.id) == col(Closure.case_id))
        .where(
            within(col(Closure.closed_at), start, end),
            col(Closure.reopened_at).is_(None),
            *in_scope(scope),
        )
        .group_by(col(Closure.outcome))
    )
    return dict(session.exec(query).all())


def resolved_unnamed(*, session: Session, start: datetime, end: datetime, scope: Scope) -> int:
    """How many cases were resolved in this time, and not reopened, for which nobody named a cause that stands."""
    named = exists().where(
        col(CaseMark.case_id) == col(Case.id),
        col(CaseMark.kind) == MarkKind.CAUSE,
        col(CaseMark.withdrawn_at).is_(None),
    )
    query = (
        select(func.count(func.distinct(col(Closure.case_id))))
        .join(Case, col(Case.id) == col(Closure.case_id))
        .where(
            Closure.kind == ClosureKind.RESOLVED,
            within(col(Closure.closed_at), start, end),
            col(Closure.reopened_at).is_(None),
            Case.state != CaseState.MERGED,
            ~named.correlate(Case),
            *in_scope(scope),
        )
    )
    return session.exec(query).one()


def remarks(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[RuleRemark]:
    """What was said of rules in this time, the oldest first."""
    of_theirs = exists().where(col(Case.id) == col(RuleRemark.case_id), *in_scope(scope))
    query = select(RuleRemark).where(
        within(col(RuleRemark.written_at), start, end), of_theirs.correlate(RuleRemark)
    )
    return list(session.exec(query.order_by(col(RuleRemark.id))))


def asked_again(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[int]:
    """The cases in which a customer asked in public in this time, after an answer of ours, the newest first."""
    query = (
        select(Message.case_id)
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(
            within(col(Message.posted_at), start, end),
            Message.direction == Direction.INBOUND,
            Message.surface == Surface.PUBLIC,
            col(Message.deleted_at).is_(None),
            col(Case.first_answered_at) < col(Message.posted_at),
            or_(*(col(Message.text).like(sign) for sign in _ASKS)),
            *in_scope(scope),
        )
        .order_by(col(Message.id).desc())
    )
    return list(dict.fromkeys(session.exec(query)))


def quotes(*, session: Session, case_ids: Iterable[int]) -> Iterator[Quoted]:
    """The first public words of each of these cases that still stand."""
    for case_id in case_ids:
        query = (
            select(Message.text, Message.permalink, Message.posted_at)
            .where(
                Message.case_id == case_id,
                Message.direction == Direction.INBOUND,
                Message.surface == Surface.PUBLIC,
                col(Message.deleted_at).is_(None),
                Message.hidden_by == "",
                Message.text != "",
            )
            .order_by(col(Message.posted_at))
            .limit(1)
        )
        for text, permalink, posted_at in session.exec(query):
            yield Quoted(case_id, text, permalink, posted_at)


def _was_public() -> ColumnElement[bool]:
    said: Any = aliased(Message)
    return (
        exists()
        .where(
            said.case_id == col(Case.id),
            said.surface == Surface.PUBLIC,
            said.direction == Direction.INBOUND,
        )
        .correlate(Case)
    )
