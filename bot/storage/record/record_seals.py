"""Sealing the record: where each chain stands is written into a seal, and into a line that leaves here.

What a release before wrote without a key is vouched for as found, once, when this one is installed; for
an hour longer, because the old release goes on writing until the new one has taken its place.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.record_seal import Head, RecordSeal, next_seal
from bot.domain.records.trail.verbs import Trail
from bot.storage.engine import ours
from bot.storage.record import audit, kept_rows

_CARRIED_FOR = timedelta(hours=1)


def seal(*, session: Session, heads: dict[int, Head] | None = None) -> RecordSeal | None:
    """Seal every chain that grew since the last seal; None when none did.

    ``heads``: those that are not sealed as they stand, if all were looked at; then there is a seal in
    any case. An entry that was committed later than ones with higher numbers is found so.
    """
    last = newest(session=session, is_locked=True)
    up_to = session.scalar(select(func.max(col(AuditEntry.id)))) or 0
    grown = _grown(session, after=last.up_to if last else 0)
    found = {**(heads or {}), **audit.heads(session=session, case_ids=grown)}
    if not found and last is not None and heads is None:
        return None
    made = next_seal(
        last,
        keys=audit.keys_of(session),
        at=ours(session).database.now(session),
        heads=found,
        up_to=max(up_to, last.up_to if last else 0),
    )
    session.add(made)
    session.flush()
    return made


def newest(*, session: Session, is_locked: bool = False) -> RecordSeal | None:
    """The last seal; ``is_locked``: FOR UPDATE, so that two workers do not make the same one."""
    query = select(RecordSeal).order_by(col(RecordSeal.number).desc()).limit(1)
    return session.exec(query.with_for_update() if is_locked else query).first()


def newest_named(*, session: Session) -> str:
    """``NUMBER:SEAL`` of the last seal, as ``verify --seal`` takes it; empty where there is none."""
    last = newest(session=session)
    return f"{last.number}:{last.seal}" if last else ""


def after(*, session: Session, number: int) -> Sequence[RecordSeal]:
    """Every seal that is younger than this number, oldest first."""
    query = select(RecordSeal).where(RecordSeal.number > number)
    return session.exec(query.order_by(col(RecordSeal.number))).all()


def may_carry_over(*, session: Session) -> bool:
    """Whether the release before may still have been writing."""
    first = session.get(RecordSeal, 1)
    return first is None or ours(session).database.now(session) - first.at < _CARRIED_FOR


def carry_over(*, session: Session, limit: int) -> int:
    """Vouch for what was written without a key, and for its case's rows, as they are found; how many
    cases it did this time."""
    chains = _bound_without_a_key(session, limit)
    for case_id in chains:
        audit.lock_chain(session=session, case_id=case_id)
    _touch_all(session, chains)
    audit.record_all(
        session=session,
        actor=Actor.system(),
        happened=[
            audit.Happened(case_id, Trail.CARRIED_OVER, ours(session).first_now, {})
            for case_id in chains
        ],
    )
    return len(chains)


def _bound_without_a_key(session: Session, limit: int) -> list[int]:
    """Cases, and the house, that hold an entry without a key after the last that vouched for such ones."""
    vouched = (
        select(AuditEntry.case_id, func.max(AuditEntry.sequence).label("until"))
        .where(AuditEntry.verb == Trail.CARRIED_OVER, AuditEntry.key_id != "")
        .group_by(col(AuditEntry.case_id))
        .subquery()
    )
    query = (
        select(AuditEntry.case_id)
        .join(vouched, vouched.c.case_id == AuditEntry.case_id, isouter=True)
        .where(
            AuditEntry.key_id == "",
            col(AuditEntry.sequence) > func.coalesce(vouched.c.until, 0),
        )
        .distinct()
        .order_by(col(AuditEntry.case_id))
        .limit(limit)
    )
    return list(session.exec(query))


def _touch_all(session: Session, cases: Iterable[int]) -> None:
    """Take every watched row of these cases for touched, so that their next entry vouches for it."""
    numbers, touched = set(cases), kept_rows.touched(ours(session))
    for table in kept_rows.WATCHED:
        column: Any = getattr(table, kept_rows.case_column(table))
        for row in session.exec(select(table).where(_is_of(column, numbers))):
            of = getattr(row, kept_rows.case_column(table)) or audit.HOUSE
            place = str(table.__tablename__), row.id  # type: ignore[attr-defined]  # each watched table has one
            touched.setdefault(place, kept_rows.Touched(row)).cases.add(of)


def _is_of(column: Any, numbers: set[int]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(numbers)
    return or_(found, column.is_(None)) if audit.HOUSE in numbers else found


def _grown(session: Session, *, after: int) -> set[int]:
    query = select(AuditEntry.case_id).where(col(AuditEntry.id) > after).distinct()
    return set(session.exec(query))
