"""Writing and checking the audit trail: one chain per case, one writer at a time for each.

The case's row is what writers queue on; case 0, the house itself, has none and queues on a lock of its
number. Should a writer forget, the unique number of an entry makes the second one fail.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, func, select, tuple_

from bot.domain.records.audit import FIRST_HASH, AuditEntry, faults_in
from bot.domain.records.case import Case
from bot.domain.records.staff import Actor
from bot.domain.records.trail import Trail

HOUSE = 0
_LOCK_CLASS = 7001  # any number that no other advisory lock of ours uses


@dataclass(frozen=True)
class Happened:
    """Something to be written down. ``at`` is business time, ``details`` ids and codes only."""

    case_id: int
    verb: Trail
    at: datetime
    details: Mapping[str, Any]


def record(
    *,
    session: Session,
    case_id: int,
    actor: Actor,
    verb: Trail,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append an entry to the case's chain. ``details`` holds ids and codes, never customer text.

    ``at`` is business time. What cannot be written as JSON raises TypeError.
    """
    lock_chain(session=session, case_id=case_id)
    last = session.exec(
        select(AuditEntry)
        .where(AuditEntry.case_id == case_id)
        .order_by(col(AuditEntry.sequence).desc())
        .limit(1)
    ).first()
    entry = _after(last, Happened(case_id, verb, at, details or {}), actor)
    session.add(entry)
    session.flush()
    return entry


def record_all(*, session: Session, actor: Actor, happened: Sequence[Happened]) -> None:
    """Append to the chains of many cases at once. The caller has locked the cases; the house's chain is locked here."""
    numbers = {one.case_id for one in happened}
    if HOUSE in numbers:
        lock_chain(session=session, case_id=HOUSE)
    newest = (
        select(AuditEntry.case_id, func.max(AuditEntry.sequence))
        .where(col(AuditEntry.case_id).in_(numbers))
        .group_by(col(AuditEntry.case_id))
    )
    place = tuple_(col(AuditEntry.case_id), col(AuditEntry.sequence))
    last = {
        each.case_id: each for each in session.exec(select(AuditEntry).where(place.in_(newest)))
    }
    for one in happened:
        last[one.case_id] = _after(last.get(one.case_id), one, actor)
        session.add(last[one.case_id])
    session.flush()


def _after(last: AuditEntry | None, one: Happened, actor: Actor) -> AuditEntry:
    entry = AuditEntry(
        case_id=one.case_id,
        sequence=last.sequence + 1 if last else 1,
        at=one.at.astimezone(UTC),
        actor_kind=str(actor.kind),
        actor_id=actor.id,
        verb=one.verb,
        details=json.loads(
            json.dumps(dict(one.details), default=_written)
        ),  # as it will be read back
        previous_hash=last.hash if last else FIRST_HASH,
        hash="",
    )
    entry.hash = entry.computed_hash()
    return entry


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"An entry of the trail holds plain values, not {type(value).__name__}.")


def entries(*, session: Session, case_id: int) -> list[AuditEntry]:
    """The case's trail, oldest first."""
    query = select(AuditEntry).where(AuditEntry.case_id == case_id)
    return list(session.exec(query.order_by(col(AuditEntry.sequence))))


def verify(*, session: Session, case_id: int) -> list[str]:
    """What is wrong with the case's trail, in sentences; an empty list means it holds."""
    return faults_in(entries(session=session, case_id=case_id))


def lock_chain(*, session: Session, case_id: int) -> None:
    """Lock the chain of a case, or of the house, so that one writes to it at a time. ``record`` does it itself."""
    if session.get_bind().dialect.name == "sqlite":
        return  # whoever writes is alone
    if case_id == HOUSE:
        session.execute(select(func.pg_advisory_xact_lock(_LOCK_CLASS, case_id)))
    else:
        case = select(Case.id).where(col(Case.id) == case_id)
        session.exec(case.with_for_update(key_share=True)).first()
